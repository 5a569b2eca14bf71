"""nginx, with the configuration that deploy/nginx/render makes of the templates beside it."""

import getpass
import socket
import subprocess
from pathlib import Path

from tests.servers.process import BARE_ENVIRONMENT, ROOT, Process
from tests.servers.waiting import free_port

# What Debian's nginx would keep in folders that only root may write.
FOLDERS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]


class Nginx(Process):
    """nginx in front of the sockets web1.sock and web2.sock in `sockets`; `variables` override defaults.env."""

    def __init__(self, folder: Path, sockets: Path, static: Path, media: Path, **variables: str) -> None:
        super().__init__(folder, "nginx")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.configuration = folder / "nginx"
        self.access_log = folder / "nginx-access.log"
        self.variables = {
            "NGINX_USER": getpass.getuser(),
            "NGINX_LISTEN": f"127.0.0.1:{self.port}",
            "NGINX_SOCKETS": str(sockets),
            "NGINX_STATIC": str(static),
            "NGINX_MEDIA": str(media),
            "NGINX_PAGES": str(ROOT / "deploy" / "nginx" / "pages"),
            "NGINX_ACCESS_LOG": str(self.access_log),
        } | variables

    def command(self) -> list[str]:
        where = ["-p", str(self.configuration), "-c", str(self.configuration / "nginx.conf")]
        return ["nginx", *where, "-g", f"daemon off; pid {self.folder}/nginx.pid;"]

    def launch(self) -> None:
        self.render()
        super().launch()

    def render(self) -> None:
        """The configuration is as the templates, and our variables, are now."""
        command = [str(ROOT / "deploy" / "nginx" / "render"), str(self.configuration)]
        subprocess.run(command, env=BARE_ENVIRONMENT | self.variables, check=True)
        types = self.configuration / "mime.types"
        types.unlink(missing_ok=True)
        types.symlink_to("/etc/nginx/mime.types")
        lines = [f"{name}_temp_path {self.folder}/nginx-{name};\n" for name in FOLDERS]
        (self.configuration / "chatsite.d" / "folders.conf").write_text("".join(lines))

    def is_ready(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def access(self) -> str:
        """Return the access log."""
        return self.access_log.read_text()
