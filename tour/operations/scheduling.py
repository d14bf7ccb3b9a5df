"""The scheduler: asks for reconcile again and again, and once a day clears what nobody needs any more."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tour import publishing
from tour.models import EditDraft
from tour.operations.tasks import prune_task, reconcile_soon, requests, waiting

log = logging.getLogger(__name__)
# Finished or abandoned rows older than this tell nobody anything (a killed worker leaves its row running for ever).
KEEP = timedelta(days=7)
# What was typed at the desk and neither saved nor asked for again.
KEEP_DRAFTS = timedelta(days=30)
PRUNE_EVERY = timedelta(days=1)


def run(stop: threading.Event) -> None:
    """Ask at once, then every RECONCILE_EVERY_S seconds, until `stop` is set."""
    while True:
        tick()
        if stop.wait(settings.RECONCILE_EVERY_S):
            return


def tick() -> None:
    """One round: mend the notices, ask for reconcile unless a request already waits, and for pruning once a day."""
    _mend_notices()
    EditDraft.objects.filter(at__lt=timezone.now() - KEEP_DRAFTS).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEEP).delete()
    if not waiting("reconcile_task").exists():
        reconcile_soon()
    if not requests("prune_task").filter(enqueued_at__gt=timezone.now() - PRUNE_EVERY).exists():
        prune_task.enqueue()


def _mend_notices() -> None:
    """Where a curator's word on safety was stored but its file was not written, write it now."""
    try:
        if publishing.renew_notices():
            log.warning("The notices file did not say what the tables say: it was written anew.")
    except publishing.NoticesUnwritten as error:
        log.error("The notices file cannot be written: %s", error)  # noqa: TRY400 - the message says it all
