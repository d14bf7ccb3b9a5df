"""`manage.py load DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import content, publishing


class Command(BaseCommand):
    """Brings a tour in the tables in step with its folder."""

    help = "Load a tour folder; with a fault in it nothing is loaded, and every fault is listed as file:line: message."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, folder: Path, **_: Any) -> None:
        """Load, and say how many rows were made and changed."""
        try:
            loaded = content.load(folder, given=publishing.given_numbers)
        except content.FolderRefused as refused:
            raise CommandError(f"{refused}\nNothing was loaded. Faults: {len(refused.faults)}.") from refused
        self.stdout.write(f"{loaded.tour}: {loaded.created} rows made, {loaded.changed} changed")
        if loaded.refused:
            faults = "\n".join(map(str, loaded.refused))
            raise CommandError(f"{faults}\nAll was loaded but these recordings. Replace them and load again.")
