"""`manage.py publish TOUR`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import publishing


class Command(BaseCommand):
    """Makes a release of the tour as it stands and gives it to visitors."""

    help = "Build, verify and switch to a release of the tour as it stands in the tables."

    def add_arguments(self, parser: CommandParser) -> None:
        """The tour's slug, and notes for the list of releases."""
        parser.add_argument("tour")
        parser.add_argument("--notes", default="")

    def handle(self, *, tour: str, notes: str, **_: Any) -> None:
        """Publish, and say how much was written."""
        try:
            made = publishing.publish(tour, notes=notes)
        except publishing.PublishRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{tour}: {made.written} files written"
            if made.changed
            else f"{tour}: nothing has changed since the last release"
        )
