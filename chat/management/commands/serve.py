"""Serve the site: pages and sockets from one process."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from chat.actions.founding import is_founded
from chat.management.demo import make_demo
from chat.setup_key import setup_key
from chatsite.server import check_port, serve
from chatsite.static import collect_when_changed


class Command(BaseCommand):
    help = "Serve pages and sockets on HOST:PORT, or on a unix socket."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
        parser.add_argument("--demo", action="store_true", help="make a cast and a talk, where nothing is yet")
        parser.add_argument("--unix", metavar="PATH", help="listen on a unix socket instead of HOST:PORT")

    def handle(self, *args: Any, migrate: bool, demo: bool, unix: str | None, **options: Any) -> None:
        if migrate:
            call_command("migrate", verbosity=0)
        # Several processes share the files: whoever starts them has run collectstatic before.
        if settings.PROCESSES == 1:
            collect_when_changed()
        if demo:
            self._make_demo()
        if not unix:
            self._check_port()
        self._greet(unix)
        serve(unix)

    def _check_port(self) -> None:
        try:
            check_port()
        except OSError as error:
            raise CommandError(
                f"{settings.HOST}:{settings.PORT} is not free ({os.strerror(error.errno or 0)}). Set PORT."
            ) from error

    def _make_demo(self) -> None:
        for line in make_demo():
            self.stdout.write(line)

    def _greet(self, unix: str | None) -> None:
        where = f"on {unix}" if unix else f"at {settings.SITE_URL}/"
        self.stdout.write(self.style.SUCCESS(f"Chatsite runs {where}"))
        if is_founded():
            return
        key = setup_key()
        self.stdout.write("Nobody is here yet: the first visit makes the administrator.")
        if key:
            self.stdout.write(f"Setup key: {key}")
        self.stdout.flush()
