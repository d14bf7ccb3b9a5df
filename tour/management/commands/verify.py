"""`manage.py verify TOUR|DIR`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tour import publishing


class Command(BaseCommand):
    """Checks every file of a release or of an exported folder."""

    help = "Check each file of a tour's present release, or of an exported folder: there, whole, linked rightly."

    def add_arguments(self, parser: CommandParser) -> None:
        """A tour's slug or a folder."""
        parser.add_argument("target")

    def handle(self, *, target: str, **_: Any) -> None:
        """Verify; exit code 1 where there are faults."""
        faults = publishing.verify(target)
        for fault in faults:
            self.stderr.write(fault)
        self.stdout.write(f"{target}: {len(faults)} faults" if faults else f"{target}: clean")
        if faults:
            sys.exit(1)
