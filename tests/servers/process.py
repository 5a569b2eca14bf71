"""One program that a test starts, stops, kills and reads the log of."""

import os
import signal
import subprocess
from abc import ABC, abstractmethod
from pathlib import Path

from tests.servers import reaper
from tests.servers.waiting import TooLate, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
# Nothing of the caller's own settings reaches a server; nginx and redis-server live in sbin.
BARE_ENVIRONMENT = {
    "HOME": os.environ.get("HOME", "/"),
    "LANG": "C.UTF-8",
    "PATH": os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin",
    "PYTHONUNBUFFERED": "1",
}


class Process(ABC):
    """A program in a process group of its own. Subclasses say its command and when it is ready."""

    start_seconds: float = 30
    stop_seconds: float = 20
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.log_path = folder / f"{name}.log"
        self.log_path.touch()
        self.running: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """Return the program and its arguments."""

    def environment(self) -> dict[str, str]:
        """Return what the program's environment has beside BARE_ENVIRONMENT."""
        return {}

    @abstractmethod
    def is_ready(self) -> bool:
        """Tell whether the program does its work now."""

    @property
    def is_running(self) -> bool:
        return self.running is not None and self.running.poll() is None

    @property
    def pid(self) -> int:
        assert self.running is not None, f"{self.name} was not started"
        return self.running.pid

    def log(self, since: int = 0) -> str:
        """Return what the program has printed, over all its lives, or since an earlier `log_end`."""
        return self.log_path.read_bytes()[since:].decode(errors="replace")

    @property
    def log_end(self) -> int:
        return self.log_path.stat().st_size

    def launch(self) -> None:
        """The program has been started, and may not be ready yet."""
        assert not self.is_running, f"{self.name} is running already"
        with self.log_path.open("ab") as log:
            self.running = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=BARE_ENVIRONMENT | self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        reaper.watch(self.pid)

    def start(self) -> None:
        """The program runs and is ready."""
        self.launch()
        self.wait_ready()

    def wait_ready(self, seconds: float | None = None) -> None:
        """Return when the program is ready; raise with the end of its log when it died or took too long."""
        try:
            wait_until(self.is_ready_or_dead, f"{self.name} ready", seconds=seconds or self.start_seconds)
        except TooLate as error:
            raise TooLate(f"{error}\n{self.log()[-4000:]}") from None
        assert self.is_running, f"{self.name} ended by itself:\n{self.log()[-4000:]}"

    def is_ready_or_dead(self) -> bool:
        return not self.is_running or self.is_ready()

    def stop(self) -> int:
        """The program has ended as it was asked to; returns its exit code. Raises when it had to be killed."""
        if not self.is_running:
            return self.ended()
        self.resume()
        os.kill(self.pid, self.stop_signal)
        try:
            return self.ended(self.stop_seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TooLate(f"{self.name} did not stop within {self.stop_seconds} s\n{self.log()[-4000:]}") from None

    def kill(self) -> None:
        """The program and its children are gone, without a chance to say goodbye."""
        if self.is_running:
            os.killpg(self.pid, signal.SIGKILL)
        self.ended()

    def restart(self) -> None:
        """The program was stopped, runs again and is ready."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """The program hangs: it holds its connections and does nothing."""
        os.killpg(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """The program goes on; nothing happens when it was not paused."""
        os.killpg(self.pid, signal.SIGCONT)

    def ended(self, seconds: float | None = None) -> int:
        if self.running is None:
            return 0
        code = self.running.wait(seconds)
        reaper.forget(self.running.pid)
        return code
