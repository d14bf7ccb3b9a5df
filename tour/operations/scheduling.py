"""The scheduler: asks for reconcile again and again, and clears what the task table no longer needs."""

import threading
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tour.operations.tasks import reconcile_soon

# Finished or abandoned rows older than this tell nobody anything (a killed worker leaves its row running for ever).
KEEP = timedelta(days=7)


def run(stop: threading.Event) -> None:
    """Ask at once, then every RECONCILE_EVERY_S seconds, until `stop` is set."""
    while True:
        tick()
        if stop.wait(settings.RECONCILE_EVERY_S):
            return


def tick() -> None:
    """One round: clear old rows, and ask for reconcile unless a request already waits."""
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEEP).delete()
    if not DBTaskResult.objects.filter(status="READY", task_path__endswith="reconcile_task").exists():
        reconcile_soon()
