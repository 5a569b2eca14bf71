"""The programs in bin/ stay short, and say what to do when something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.process import ROOT

PROGRAMS = [*(path for path in (ROOT / "bin").iterdir() if path.is_file()), ROOT / ".ci" / "run"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.name)
def test_a_program_fits_on_a_card_and_can_be_run(program):
    assert len(program.read_text().splitlines()) <= 15
    assert os.access(program, os.X_OK)


def shell(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", "-euc", f"for part in environment servers checks; do . bin/lib/$part.sh; done; {code}"]
    environment = {"PATH": os.environ["PATH"]} | environment
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_a_python_that_is_too_old_or_absent_is_refused_with_a_sentence():
    done = shell("supported_python", PYTHON="/no/such/python3")
    assert done.returncode == 1
    assert "3.11, 3.12 or 3.13" in done.stderr


def test_a_python_without_ensurepip_is_told_which_package_it_needs(tmp_path):
    bare = tmp_path / "python3"
    fake(bare, 'case "$*" in *ensurepip*) exit 1 ;; esac')
    done = shell(f"make_environment {tmp_path}/venv requirements.txt", PYTHON=str(bare))
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_an_environment_that_has_everything_costs_nothing(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(shutil.which("true"))
    shutil.copy(ROOT / "requirements.txt", tmp_path / "installed.txt")
    done = shell(f"make_environment {tmp_path} requirements.txt")
    assert (done.returncode, done.stdout) == (0, "")


def test_missing_servers_are_named_when_they_cannot_be_installed(tmp_path):
    programs(tmp_path, "nginx", "node", "tr", "ls", "id")
    done = shell(f"PATH={tmp_path}; install_servers")
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends redis-server" in done.stderr
    assert "nginx" not in done.stderr


def test_missing_servers_are_installed_where_that_is_possible_and_not_started(tmp_path):
    programs(tmp_path, "node", "docker-compose", "envsubst", "chromium", "initdb", "redis-server", "tr", "env", "echo")
    fake(tmp_path / "id", "echo 0")
    fake(
        tmp_path / "apt-get",
        f'echo "$RUNLEVEL $*" >>{tmp_path}/calls\n[ "$2" = update ] || /bin/ln -s /bin/true {tmp_path}/nginx',
    )
    done = shell(f"PATH={tmp_path}; install_servers")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "calls").read_text() == "1 -qq update\n1 -qq install --no-install-recommends nginx\n"


def test_the_first_failing_step_ends_the_run_and_is_named():
    done = shell("failing() { false; echo went on; }; step One true; step Two failing; step Three true")
    assert done.returncode == 1
    assert "FAILED: Two" in done.stderr
    assert "went on" not in done.stdout
    assert "Three" not in done.stdout


def fake(path: Path, code: str) -> None:
    path.write_text(f"#!/bin/sh\n{code}\n")
    path.chmod(0o755)


def programs(folder: Path, *names: str) -> None:
    """The folder has these programs of the machine, and no others."""
    for name in names:
        (folder / name).symlink_to(shutil.which(name) or "/bin/true")
