"""Compare what lies in the storage with what the database knows of it."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from chat.actions import auditing
from chat.errors import ChatError
from chat.files import store


class Command(BaseCommand):
    help = "List files that no row knows, and rows whose files are missing. Faces are not looked at."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove both; messages lose what they have lost")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            unknown, missing = auditing.unknown_places(), auditing.without_files()
            for place in unknown:
                self.stdout.write(f"{place}: no row")
            for attachment in missing:
                where = attachment.message or "waits to be sent"
                self.stdout.write(f"{store.place_of(attachment.folder)}: no file ({where}: {attachment})")
            if options["remove"]:
                auditing.remove_unknown(unknown)
                auditing.remove_rows(missing)
        except ChatError as error:
            raise CommandError(str(error.sentence)) from error
        if options["verbosity"]:
            self.stdout.write(self._summary(len(unknown), len(missing), removed=options["remove"]))

    def _summary(self, unknown: int, missing: int, *, removed: bool) -> str:
        if not unknown and not missing:
            return self.style.SUCCESS("Every file has its row, and every row its files.")
        done = "Removed" if removed else "Found"
        return self.style.WARNING(f"{done}: {unknown} without a row, {missing} without files.")
