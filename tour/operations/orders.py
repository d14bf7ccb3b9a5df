"""Orders of the desk that the worker carries out, with their progress and how they ended: publishing, here.

The queue's row says whether an order waits, runs or is done; how far it is stands in a small file,
because a row written again and again would hold up other writers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from tour import publishing
from tour.models import may_publish

# The queue of what somebody waits for: it must not stand behind hours of speaking.
QUEUE = "desk"
State = Literal["waiting", "working", "done", "nothing", "refused", "failed"]
# A worker that runs takes an order within a second or two.
PATIENCE_S = 20
# No step takes so long: the worker was ended while it was at it.
LONGEST = timedelta(minutes=15)
# Who asked this long ago has gone on to other things: what they saw then is not published behind their back.
STANDS_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How far an order is: `done` of `total` (languages, steps) while it is worked on; `said` tell how it ended.

    `notes` are those that were given with it.
    """

    state: State
    done: int = 0
    total: int = 0
    said: tuple[str, ...] = ()
    notes: str = ""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state not in {"waiting", "working"}


def publish_soon(slug: str, by: int, notes: str) -> str:
    """Ask the worker to publish the tour in a person's name; the order's id."""
    reader = translation.get_language() or "en"
    return str(publish_task.enqueue(slug, by, notes, reader, publishing.words_now(slug)).id)


def order(order_id: str, task_name: str = "publish_task") -> Order | None:
    """How far the order is; None for an id there is no order of, or of another kind."""
    try:
        row = DBTaskResult.objects.get(id=UUID(order_id), task_path__endswith=task_name)
    except (ValueError, ValidationError, DBTaskResult.DoesNotExist):
        return None
    if row.status == "SUCCESSFUL" and row.return_value:
        notes = row.args_kwargs["args"][2] if task_name == "publish_task" else ""
        return Order(state=row.return_value["state"], said=tuple(row.return_value["said"]), notes=notes)
    if row.status == "FAILED":
        return Order(state="failed", said=(gettext("It failed. Look into the log of the worker, and try again."),))
    if row.status == "RUNNING" and timezone.now() - _heard_of(row) > LONGEST:
        return Order(state="failed", said=(gettext("The worker was ended while it was at it. Try again."),))
    if row.status == "RUNNING":
        done, total = _progress(order_id)
        return Order(state="working", done=done, total=total)
    late = (timezone.now() - row.enqueued_at).total_seconds() > PATIENCE_S
    said = (gettext("The worker has not taken it up yet. Does it run?"),) if late else ()
    return Order(state="waiting", said=said)


@task(queue_name=QUEUE, takes_context=True)
def publish_task(
    context: TaskContext, slug: str, by: int, notes: str, reader: str = "en", words: str = ""
) -> dict[str, object]:
    """Publish; how it ended, as `order` reads it, in the language of who asked: `reader`.

    `words` names those that the tables held when it was asked for.
    """
    order_id = str(context.task_result.id)
    person = User.objects.filter(pk=by).first()
    with translation.override(reader):
        if why := _fallen(slug, person, context.task_result.enqueued_at, words):
            return {"state": "refused", "said": [why]}
        try:
            made = publishing.publish(slug, by=person, notes=notes, progress=teller(order_id))
        except publishing.PublishRefused as refused:
            return {"state": "refused", "said": list(refused.reasons)}
        except publishing.Unreadable as damaged:
            return {"state": "refused", "said": [str(damaged)]}
        finally:
            forget(order_id)
    return {"state": "done" if made.changed else "nothing", "said": []}


def _fallen(slug: str, person: User | None, asked_at: datetime | None, words: str) -> str:
    """Why an order to publish no longer stands; "" where it does."""
    if person is None or not may_publish(person, slug):
        return gettext("Whoever asked for it may not publish this tour any more.")
    if asked_at and timezone.now() - asked_at > STANDS_FOR:
        return gettext("The worker took it up too late. Look at what has changed since, and publish again.")
    if words and words != publishing.words_now(slug):
        return gettext("The words were changed before the worker took it up. Look at them, and publish again.")
    return ""


def _heard_of(row: "DBTaskResult[..., object]") -> datetime:
    """When an order under way last gave a sign of life."""
    begun: datetime = row.started_at or row.enqueued_at
    try:
        told = datetime.fromtimestamp(_place(str(row.id)).stat().st_mtime, UTC)
    except OSError:
        return begun
    return max(begun, told)


def teller(order_id: str) -> Callable[[int, int], None]:
    """What an order under way tells how far it is: (done, total)."""
    place = _place(order_id)
    place.parent.mkdir(parents=True, exist_ok=True)

    def tell(done: int, total: int) -> None:
        aside = place.with_suffix(".tmp")
        aside.write_text(json.dumps([done, total]))
        aside.replace(place)

    return tell


def forget(order_id: str) -> None:
    """Clear what was told of an order that has ended."""
    _place(order_id).unlink(missing_ok=True)


def _progress(order_id: str) -> tuple[int, int]:
    try:
        done, total = json.loads(_place(order_id).read_text())
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def _place(order_id: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "work" / f"{UUID(order_id)}.json"
