"""`manage.py catalogues`: keeps the interface's words in step with the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tour.languages import catalogues, django_words, translated


class Command(BaseCommand):
    """Extracts the interface's words into the catalogues, compiles them, or says what is missing."""

    help = (
        "update: bring locale/ in step with the code; compile: make the .mo files; missing: list what is untranslated"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for update the languages (those that exist, if none are named)."""
        parser.add_argument("what", choices=("update", "compile", "missing"))
        parser.add_argument("languages", nargs="*")

    def handle(self, *, what: str, languages: list[str], **_: Any) -> None:
        """Do it."""
        if what == "compile":
            self.stdout.write(f"Compiled: {' '.join(catalogues.compile_all()) or 'nothing to do'}")
            return
        for code in languages or translated():
            if what == "update":
                catalogues.update(code)
            lacking = [*catalogues.missing(code), *django_words.missing(code)]
            self.stdout.write(f"{code}: {len(lacking)} missing")
            for text in lacking if what == "missing" else ():
                self.stdout.write(f"  {text}")
