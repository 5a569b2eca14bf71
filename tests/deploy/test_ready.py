"""deploy/ready.py tells orchestrators and rolling restarts when a web process can be trusted."""

import subprocess
import sys
import threading
from pathlib import Path

from tests.servers.process import ROOT
from tests.servers.stand_in import Answer, StandIn


def ready(path: Path, seconds: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "deploy" / "ready.py"), str(path), seconds]
    return subprocess.run(
        command, env={"SITE_URL": "https://chat.example.org"}, capture_output=True, text=True, timeout=30
    )


def test_a_ready_process_is_ready_at_once_and_asked_by_the_sites_name(tmp_path):
    web = StandIn(tmp_path / "web.sock")
    done = ready(web.path, "0")
    web.stop()
    assert (done.returncode, done.stderr) == (0, "")
    assert web.requests == ["GET /readyz"]
    assert web.hosts == ["chat.example.org"]


def test_an_absent_process_fails_and_says_which(tmp_path):
    done = ready(tmp_path / "web.sock", "0")
    assert done.returncode == 1
    assert "web.sock" in done.stderr


def test_a_process_that_starts_late_is_waited_for(tmp_path):
    started = []
    timer = threading.Timer(0.5, lambda: started.append(StandIn(tmp_path / "web.sock")))
    timer.start()
    assert ready(tmp_path / "web.sock", "10").returncode == 0
    started[0].stop()


def test_a_process_that_says_no_is_not_ready(tmp_path, monkeypatch):
    monkeypatch.setattr(Answer, "status", 503)
    web = StandIn(tmp_path / "web.sock")
    done = ready(web.path, "0")
    web.stop()
    assert done.returncode == 1
    assert "503" in done.stderr
