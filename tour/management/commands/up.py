"""`manage.py up`: what `make run` runs."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from tour.operations import running


class Command(BaseCommand):
    """Sets the site up and runs web, worker and scheduler together."""

    help = "Set up what is lacking, then run web, worker and scheduler until ended. HOST and PORT move it."
    requires_system_checks = "__all__"

    def handle(self, **_: Any) -> None:
        """Set up, then run; ends with the code of what ended it."""
        port = os.environ.get("PORT", "8000")
        if not (port.isdigit() and 0 < int(port) < 65536):
            self.stderr.write(f"PORT must be a number from 1 to 65535, not {port!r}.")
            sys.exit(2)

        def say(text: str) -> None:
            self.stdout.write(text)
            self.stdout.flush()

        running.set_up(say)
        sys.exit(running.serve(os.environ.get("HOST", "127.0.0.1"), int(port), say))
