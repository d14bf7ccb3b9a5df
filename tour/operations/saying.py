"""One sentence said for somebody at the desk who waits for it: before hours of other work, in the desk's own queue."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tour import narration
from tour.operations.orders import PATIENCE_S, QUEUE
from tour.operations.tasks import reconcile_soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How far the sentence is: `key` of its segment once it is done, `said` is why it is not."""

    state: Literal["waiting", "done", "failed"]
    key: str = ""
    said: str = ""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state != "waiting"


def say_soon(voice: str, language: str, text: str, manner: narration.Manner, *, then_join: bool) -> str:
    """Ask the worker to say one sentence; the order's id. `then_join`: its stop's narration is made anew after it."""
    return str(say_task.enqueue(voice, language, text, list(manner), then_join).id)


def saying(order_id: str) -> Saying | None:
    """How far the sentence is; None for an id there is no order of."""
    try:
        row = DBTaskResult.objects.get(id=UUID(order_id), task_path__endswith="say_task")
    except (ValueError, ValidationError, DBTaskResult.DoesNotExist):
        return None
    if row.status == "SUCCESSFUL" and row.return_value:
        return _ended(**row.return_value)
    if row.status == "FAILED":
        return Saying(state="failed", said=gettext("It failed. Look into the log of the worker, and try again."))
    late = row.status != "RUNNING" and (timezone.now() - row.enqueued_at).total_seconds() > PATIENCE_S
    return Saying(state="waiting", said=gettext("The worker has not taken it up yet. Does it run?") if late else "")


@task(queue_name=QUEUE)
def say_task(voice: str, language: str, text: str, manner: list[int], then_join: bool) -> dict[str, str]:
    """Say the sentence; its segment's `key`, or the `voice` and the `reason` why it did not."""
    try:
        key = narration.say(voice, language, text, narration.Manner(*manner))
    except narration.VoiceError as error:
        return {"voice": voice, "reason": error.reason}
    if then_join:
        reconcile_soon()
    return {"key": key}


def _ended(*, key: str = "", voice: str = "", reason: str = "") -> Saying:
    """What the worker kept, in the language of who reads it now."""
    return Saying(state="done", key=key) if key else Saying(state="failed", said=f"{voice}: {narration.told(reason)}")
