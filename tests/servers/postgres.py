"""PostgreSQL, in a cluster made for the tests."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from tests.servers.process import BARE_ENVIRONMENT, Process
from tests.servers.waiting import free_port

NAME = "chatsite"


def programs() -> Path:
    """Return the folder of PostgreSQL's newest programs; Debian keeps them off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return folders[-1] if folders else Path(shutil.which("initdb") or "initdb").parent


def as_another() -> list[str]:
    """Return the words that start a program as another user where we are root, whom PostgreSQL refuses to serve."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []


class Postgres(Process):
    """A PostgreSQL that keeps its promises to the disk, on loopback."""

    # A "fast" shutdown: SIGTERM would wait for everybody to leave.
    stop_signal = signal.SIGINT

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "postgres")
        self.port = free_port()
        self.data = folder / "postgres"
        self.url = f"postgres://{NAME}@127.0.0.1:{self.port}/{NAME}"

    def command(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.data,
            "synchronous_commit": "on",
            "max_connections": 60,
            "shared_buffers": "64MB",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*as_another(), str(programs() / "postgres"), "-D", str(self.data), *words]

    def launch(self) -> None:
        if not self.data.exists():
            self.create_cluster()
        super().launch()

    def create_cluster(self) -> None:
        """The data folder holds an empty cluster, whose only user is ours."""
        self.data.mkdir(mode=0o700)
        if as_another():
            shutil.chown(self.data, "postgres", "postgres")
        command = [*as_another(), str(programs() / "initdb"), "-D", str(self.data), "-U", NAME]
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        with self.log_path.open("ab") as log:
            subprocess.run(
                [*command, *options], env=BARE_ENVIRONMENT, cwd=self.folder, stdout=log, stderr=log, check=True
            )

    def create_database(self) -> None:
        """The chat's database is there, and empty."""
        with self.connection("postgres") as connection:
            connection.execute(f"CREATE DATABASE {NAME}")

    def is_ready(self) -> bool:
        try:
            self.connection("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connection(self, database: str = NAME) -> psycopg.Connection:
        """Return a connection of the test's own."""
        where = f"host=127.0.0.1 port={self.port} user={NAME} dbname={database}"
        return psycopg.connect(where, autocommit=True, connect_timeout=2)

    def kill(self) -> None:
        # Its children have sessions of their own, and hold the shared memory that the next start needs.
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        backends = [int(pid) for pid in children.read_text().split()] if self.is_running else []
        super().kill()
        for backend in backends:
            try:
                os.kill(backend, signal.SIGKILL)
            except ProcessLookupError:
                continue
