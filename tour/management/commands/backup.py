"""`manage.py backup FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import operations


class Command(BaseCommand):
    """Writes tables and media into one file."""

    help = "Write tables and media, as they are now, into one .tar file; the site may go on running."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        """Back up."""
        try:
            operations.backup(file.absolute())
        except (operations.BackupRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
