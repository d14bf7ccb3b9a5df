"""Orders of the desk about a person's recording: to take an upload in, and to make its track after a change."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from tour import narration, readiness
from tour.models import Recording, Stop
from tour.operations.orders import LONGEST, QUEUE, Order, forget, order, teller
from tour.operations.tasks import reconcile_soon


def take_recording_soon(
    stop_id: int, language: str, upload: str, script_hash: str, rights: dict[str, str], replacing: narration.Replacing
) -> str:
    """Ask the worker to take in an upload (its path below the media folder) as the reading of these words.

    `rights` are speaker, licence and spoken_on (an ISO date, or ""). Gives the order's id.
    """
    reader, sent = translation.get_language(), asdict(replacing)
    return str(take_recording_task.enqueue(stop_id, language, upload, script_hash, rights, reader, sent).id)


def set_recording_soon(stop_id: int, language: str, *, again: narration.Replacing | None) -> str:
    """Ask the worker for the recording's track as it is set now; `again`: after finding its sentences anew."""
    sent = asdict(again) if again else None
    return str(set_recording_task.enqueue(stop_id, language, sent, translation.get_language()).id)


def recording_order(order_id: str) -> Order | None:
    """How far such an order is; None for an id there is no such order of."""
    found = order(order_id, "recording_task")
    if found and found.state == "working":
        begun = DBTaskResult.objects.filter(id=order_id, started_at__lt=timezone.now() - LONGEST)
        if begun.exists():
            return Order(state="failed", said=(gettext("The worker was ended while it was at it. Try again."),))
    return found


@task(queue_name=QUEUE, takes_context=True)
def take_recording_task(
    context: TaskContext,
    stop_id: int,
    language: str,
    upload: str,
    script_hash: str,
    rights: dict[str, str],
    reader: str,
    replacing: dict[str, Any],
) -> dict[str, Any]:
    """Take an upload in; how it ended, as `order` reads it, in the language of who asked."""
    order_id, path = str(context.task_result.id), Path(settings.MEDIA_ROOT) / upload
    spoken_on = date.fromisoformat(rights["spoken_on"]) if rights["spoken_on"] else None
    with translation.override(reader):
        try:
            if not path.is_file():
                raise narration.refused("gone")
            wanted = _wanted(stop_id, language)
            if not narration.reads(script_hash, wanted):
                raise narration.refused("other-words")
            narration.take(
                path,
                stop_id,
                wanted,
                speaker=rights["speaker"],
                licence=rights["licence"],
                spoken_on=spoken_on,
                replacing=narration.Replacing(**replacing),
                progress=teller(order_id),
            )
            narration.make_heard(wanted)
        except narration.RecordingRefused as refused:
            return {"state": "refused", "said": [str(refused)]}
        finally:
            path.unlink(missing_ok=True)
            forget(order_id)
    reconcile_soon()
    return {"state": "done", "said": []}


@task(queue_name=QUEUE, takes_context=True)
def set_recording_task(
    context: TaskContext, stop_id: int, language: str, again: dict[str, Any] | None, reader: str
) -> dict[str, Any]:
    """Make the recording's track; how it ended, as `order` reads it, in the language of who asked."""
    order_id = str(context.task_result.id)
    with translation.override(reader):
        try:
            wanted = _wanted(stop_id, language)
            row = Recording.objects.filter(stop=stop_id, language=language).first()
            if row is None or not narration.reads(row.script_hash, wanted):
                raise narration.refused("other-words")
            if again:
                replacing = narration.Replacing(**again)
                narration.align_again(row, wanted, replacing=replacing, progress=teller(order_id))
            narration.make_heard(wanted)
        except narration.RecordingRefused as refused:
            return {"state": "refused", "said": [str(refused)]}
        finally:
            forget(order_id)
    reconcile_soon()
    return {"state": "done", "said": []}


def _wanted(stop_id: int, language: str) -> narration.Wanted:
    """The stop's words in the language. Raises `RecordingRefused` where the stop is gone."""
    try:
        return readiness.of_stop(stop_id, language).asked
    except Stop.DoesNotExist as error:
        raise narration.refused("other-words") from error
