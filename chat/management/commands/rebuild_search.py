"""Build what search looks in anew, from the messages."""

from typing import Any

from django.core.management import BaseCommand
from django.db import connection, transaction

from chat.search import schema


class Command(BaseCommand):
    help = "Build what search looks in anew, from the messages. Messages cannot be read or written meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            schema.build(connection)
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS("Search finds every message."))
