"""A door of its own for each web process, so that a test knows in which of them a browser's socket sits."""

from pathlib import Path

from tests.servers.nginx import Nginx
from tests.servers.topology import Topology

# Names that a site on loopback answers to, whose sockets it accepts.
NAMES = ["127.0.0.1", "localhost"]


class Doors:
    """For each web process an nginx that knows no other one, under a name of its own and the site's usual port."""

    def __init__(self, site: Topology) -> None:
        self.port = site.nginx.port
        self.nginx = [Nginx(folder, folder, data / "static", data / "media") for folder, data in self._folders(site)]

    def _folders(self, site: Topology) -> list[tuple[Path, Path]]:
        made = []
        for web in site.web:
            folder = site.folder / f"door{web.number}"
            folder.mkdir()
            # Whichever process the configuration names, it is this one.
            for other in site.web:
                (folder / other.socket.name).symlink_to(web.socket)
            made.append((folder, site.folder / "data"))
        return made

    @property
    def urls(self) -> list[str]:
        return [f"http://{name}:{self.port}" for name in NAMES]

    @property
    def browser_argument(self) -> str:
        """What makes a browser find the doors behind the names."""
        rules = [f"MAP {name}:{self.port} 127.0.0.1:{door.port}" for name, door in zip(NAMES, self.nginx, strict=True)]
        return f"--host-resolver-rules={','.join(rules)}"

    def open(self) -> None:
        for door in self.nginx:
            door.start()

    def close(self) -> None:
        for door in self.nginx:
            door.kill()
