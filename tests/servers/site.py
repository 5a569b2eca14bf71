"""A running site as a test meets it: its address, its people, its management commands."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import websockets

from tests.servers.process import BARE_ENVIRONMENT, ROOT

# Everybody's, administrator included.
PASSWORD = "correct horse battery staple"
SECRET_KEY = "only-for-servers-that-live-as-long-as-a-test-and-listen-on-loopback"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    id: int
    username: str
    session: str


class Site:
    """What one process with SQLite and a whole topology have in common."""

    def __init__(self, folder: Path, url: str, settings: dict[str, str]) -> None:
        self.folder = folder
        self.url = url
        self.mail = folder / "mail"
        common = {"SITE_URL": url, "SIGNUP": "open", "SECRET_KEY": SECRET_KEY, "EMAIL_URL": f"filemail://{self.mail}"}
        self.settings = common | {"DATA_DIR": str(folder / "data")} | settings

    def manage(self, *arguments: str, seconds: float = 60) -> str:
        """Run a management command with the site's settings; return what it printed, raise when it failed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=BARE_ENVIRONMENT | self.settings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
        assert done.returncode == 0, f"manage.py {arguments[0]}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def run(self, code: str, **names: object) -> Any:
        """Run Python with the site's settings; `names` are there as variables, and `answer` comes back (all JSON)."""
        given = f"import json\nanswer = None\nglobals().update(json.loads({json.dumps(names)!r}))\n"
        printed = self.manage("shell", "--verbosity=0", "-c", f"{given}{code}\nprint(json.dumps(answer))")
        return json.loads(printed.splitlines()[-1])

    def found(self) -> None:
        """The site has its administrator (admin) and its first room (General)."""
        self.run("from tests.servers.inside import make_site; make_site()")

    def people(self, *usernames: str) -> list[Person]:
        """Sign in everybody named, making who does not exist. One call for many: it takes a second or two."""
        code = "from tests.servers.inside import sign_in; answer = sign_in(usernames)"
        return [Person(**found) for found in self.run(code, usernames=usernames)]

    def room(self, name: str, owner: Person, *members: Person, kind: str = "open") -> dict[str, Any]:
        """Make a room (open or closed) with an owner and members; return its id and slug."""
        code = "from tests.servers.inside import make_room; answer = make_room(name, kind, people)"
        return self.run(code, name=name, kind=kind, people=[owner.id, *(member.id for member in members)])

    def client(self, person: Person | None = None, **options: Any) -> httpx.Client:
        """Return an HTTP client that knows the site's address, and `person`'s session."""
        cookies = {"sessionid": person.session} if person else {}
        return httpx.Client(base_url=self.url, cookies=cookies, headers={"Origin": self.url}, timeout=15, **options)

    def log_in(self, username: str, password: str = PASSWORD) -> httpx.Client:
        """Log in with the form, as a browser does; return the client that holds the session."""
        client = self.client()
        client.get("/accounts/login/")
        form = {"login": username, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        answer = client.post("/accounts/login/", data=form)
        assert answer.status_code == 302, f"{username} could not log in: {answer.status_code}\n{answer.text}"
        return client

    def socket(self, person: Person, path: Path | None = None) -> Any:
        """Return a socket of `person` for `async with`: through the front door, or by the unix socket at `path`."""
        address = self.url.replace("http", "ws", 1) + "/ws/"
        headers = {"Cookie": f"sessionid={person.session}"}
        options: Any = {"origin": self.url, "additional_headers": headers, "compression": None, "proxy": None}
        if path is None:
            return websockets.connect(address, **options)
        return websockets.unix_connect(str(path), address, **options)

    def mails(self) -> list[str]:
        """Return the mails that the site has sent, oldest first."""
        return [path.read_text() for path in sorted(self.mail.glob("*.log"))]
