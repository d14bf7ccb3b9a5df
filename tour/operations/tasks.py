"""Work behind the desk, through Django's tasks interface: the engine is a setting."""

import logging
import sys

from django.db.models import QuerySet
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tour import publishing
from tour.operations.reconcile import reconcile

log = logging.getLogger(__name__)


@task()
def reconcile_task() -> str:
    """Run reconcile until it is asked for anew; what it did, in one line."""
    done = reconcile(show=sys.stdout.isatty(), asked_anew=lambda: waiting("reconcile_task").exists())
    for failure in done.failures:
        log.warning("%s", failure)
    if done.busy:
        return "another process is speaking"
    return f"{done.synthesised} sentences spoken, {done.encoded} tracks made, {len(done.failures)} failures"


@task()
def prune_task() -> str:
    """Clear files that no kept release names; how many."""
    return f"{publishing.prune()} files cleared"


@task()
def publish_site_task() -> str:
    """Make what belongs to no tour anew; whether anything had changed."""
    try:
        return "published" if publishing.publish_site() else "nothing has changed"
    except (publishing.PublishRefused, publishing.Unreadable) as error:
        log.warning("%s", error)
        return str(error)


def publish_site_soon() -> None:
    """Ask the worker for a new release of what belongs to no tour. Asking twice, or in vain, does no harm."""
    publish_site_task.enqueue()


def reconcile_soon() -> None:
    """Ask the worker to look for missing sound. Asking twice, or in vain, does no harm."""
    reconcile_task.enqueue()


def requests(name: str) -> "QuerySet[DBTaskResult[..., object]]":
    """The rows of the requests for a task of this module, by its name."""
    return DBTaskResult.objects.filter(task_path__endswith=name)


def waiting(name: str) -> "QuerySet[DBTaskResult[..., object]]":
    """Those of them that nobody has begun."""
    return requests(name).filter(status="READY")
