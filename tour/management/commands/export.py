"""`manage.py export TOUR DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import publishing


class Command(BaseCommand):
    """Writes the tour's present release out as an ordinary folder."""

    help = "Write the present release as a folder: for a static host, a kiosk or a USB stick."

    def add_arguments(self, parser: CommandParser) -> None:
        """The tour's slug, and a folder that does not exist or is empty."""
        parser.add_argument("tour")
        parser.add_argument("folder", type=Path)

    def handle(self, *, tour: str, folder: Path, **_: Any) -> None:
        """Export."""
        try:
            publishing.export(tour, folder)
        except publishing.ExportRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{tour} written to {folder}")
