"""The scheduler asks once for what is needed, however often it looks, and forgets old requests."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tour.operations import scheduling

pytestmark = pytest.mark.django_db


def _waiting(name: str) -> int:
    return DBTaskResult.objects.filter(task_path__endswith=name, status="READY").count()


def test_a_request_that_waits_is_not_asked_again() -> None:
    scheduling.tick()
    scheduling.tick()
    assert _waiting("reconcile_task") == 1
    assert _waiting("prune_task") == 1


def test_a_request_left_running_by_a_killed_worker_blocks_nothing() -> None:
    scheduling.tick()
    DBTaskResult.objects.filter(task_path__endswith="reconcile_task").update(status="RUNNING")
    scheduling.tick()
    assert _waiting("reconcile_task") == 1


def test_requests_of_last_month_are_forgotten() -> None:
    scheduling.tick()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=30), status="RUNNING")
    scheduling.tick()
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()
