"""Prove what is unread, and what mentions whom, against the messages."""

import sys
from typing import Any

from django.core.management import BaseCommand

from chat.unread import violations


class Command(BaseCommand):
    help = "Prove what is unread, and what mentions whom, against the messages. Ends with 1 when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = list(violations())
        self.stdout.writelines(wrong)
        if wrong:
            sys.exit(1)
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS("Every pointer is right."))
