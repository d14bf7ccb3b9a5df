"""`manage.py rollback TOUR`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import publishing


class Command(BaseCommand):
    """Gives visitors the words of the release before."""

    help = "Go back to the release before; the tables keep their edits."

    def add_arguments(self, parser: CommandParser) -> None:
        """The tour's slug."""
        parser.add_argument("tour")

    def handle(self, *, tour: str, **_: Any) -> None:
        """Roll back."""
        try:
            publishing.rollback(tour)
        except publishing.RollbackRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{tour}: visitors have the release before again")
