"""`manage.py narrate [TOUR] [--language L] [--voice V]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tour import languages, narration, operations
from tour.models import Tour


class Command(BaseCommand):
    """Speaks what is missing."""

    help = "Speak what a tour (or every tour) lacks; only sentences that have changed are spoken."

    def add_arguments(self, parser: CommandParser) -> None:
        """All optional."""
        parser.add_argument("tour", nargs="?", default="")
        parser.add_argument("--language", default="")
        parser.add_argument("--voice", default="")

    def handle(self, *, tour: str, language: str, voice: str, **_: Any) -> None:
        """Speak, and say how many sentences, tracks and failures there were."""
        slugs = [tour] if tour else list(Tour.objects.values_list("slug", flat=True))
        if tour and not Tour.objects.filter(slug=tour).exists():
            raise CommandError(f"There is no tour {tour!r}.")
        if language and language not in languages.enabled():
            raise CommandError(f"This site has no language {language!r}; it has: {', '.join(languages.enabled())}.")
        if voice and voice not in narration.voices():
            raise CommandError(f"There is no voice {voice!r}; there are: {', '.join(narration.voices())}.")
        for slug in slugs:
            done = operations.narrate(slug, language=language, voice=voice, show=True)
            self.stdout.write(
                f"{slug}: {done.synthesised} sentences spoken, {done.encoded} tracks encoded,"
                f" {len(done.failures)} failures"
            )
            for failure in done.failures:
                self.stderr.write(f"  {failure}")
