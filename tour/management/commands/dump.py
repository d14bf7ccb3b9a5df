"""`manage.py dump TOUR DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import content
from tour.models import Tour


class Command(BaseCommand):
    """Writes a tour as a folder."""

    help = "Write a tour as a folder, new or in place of an earlier dump of the same tour."

    def add_arguments(self, parser: CommandParser) -> None:
        """The tour's slug and the folder."""
        parser.add_argument("tour")
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *, tour: str, folder: Path, **_: Any) -> None:
        """Dump, or say why not."""
        try:
            content.dump(tour, folder)
        except Tour.DoesNotExist as error:
            raise CommandError(f"There is no tour {tour!r}.") from error
        except content.DumpRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{tour}: written to {folder}")
