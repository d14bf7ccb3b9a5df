"""`manage.py restore FILE`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import operations


class Command(BaseCommand):
    """Puts a backup in place of the present tables and media."""

    help = "Put a backup's tables and media in place; the present ones stay beside them. Stop the site first."
    # The tables may be missing altogether: that is when one restores.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The file that `backup` wrote."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        """Restore."""
        try:
            operations.restore(file.absolute())
        except (operations.BackupRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{file} is in place; what was there before lies beside it as *.before-restore")
