"""`manage.py scheduler`: asks for reconcile on a schedule (started by `make run`)."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from tour.operations import scheduling


class Command(BaseCommand):
    """Runs until it is told to end."""

    help = "Ask for missing sound at once and then on a schedule, until ended."

    def handle(self, **_: Any) -> None:
        """Run until SIGINT or SIGTERM."""
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        scheduling.run(stop)
