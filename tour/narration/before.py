"""A person's readings that stand no more: taken away, replaced, or set anew by machine; and the way back.

There is one row for a stop and a language. What it said before stands in the admin's own log, with who did it and
when; its file stays where releases that have it look for it.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from tour.models import Recording
from tour.narration.keys import script_hash

# "aligned": the recording is the same, and the times that were set by hand in it are gone.
How = Literal["away", "replaced", "aligned"]
_SAID = ("file", "sha256", "script_hash", "speaker", "licence", "spoken_on", "cues", "aligned", "duration_ms")
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A recording as it stood before somebody changed that; `entry` names it to `put_back`."""

    entry: int
    by: str
    at: datetime
    speaker: str
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacing:
    """What the person with the key `by` means to replace: the recording that was `seen` (see `mark`)."""

    seen: str
    by: int


def mark(row: Recording | None) -> str:
    """What changes with the recording, the words it was read from or its times; "" where there is none."""
    return script_hash([[row.sha256, row.script_hash, str(row.cues)]]) if row else ""


def keep(row: Recording, by: int, how: How) -> None:
    """Write into the log what the row says, before the person with this key changes it."""
    said = {name: getattr(row, name) for name in _SAID}
    LogEntry.objects.create(
        user_id=by,
        content_type=_type(),
        object_id=_about(row.stop_id, row.language),
        object_repr=str(row)[:200],
        action_flag=DELETION if how == "away" else CHANGE,
        change_message=json.dumps({"how": how, **said}, cls=DjangoJSONEncoder),
    )


def take_away(row: Recording, by: int) -> None:
    """Drop the row, and keep what it said."""
    keep(row, by, "away")
    row.delete()


def earlier(stop_id: int, language: str) -> list[Earlier]:
    """The recordings of a stop in a language as they stood before, the last one first."""
    entries = _entries(stop_id, language).select_related("user").order_by("-action_time", "-pk")[:SHOWN]
    return [_told(entry, json.loads(entry.change_message)) for entry in entries]


def put_back(stop_id: int, language: str, entry: str, *, seen: str, by: int) -> bool:
    """Let the row say again what the log has, inside a transaction; what stands there now is kept in its turn.

    False where there is no such entry, or the recording is not the one that was `seen` (see `mark`).
    """
    found = _entries(stop_id, language).filter(pk=int(entry)).first() if entry.isdecimal() else None
    row = Recording.objects.select_for_update().filter(stop=stop_id, language=language).first()
    if found is None or seen != mark(row):
        return False
    said: dict[str, Any] = json.loads(found.change_message)
    said.pop("how", None)
    if row is None:
        _row, done = Recording.objects.get_or_create(stop_id=stop_id, language=language, defaults=said)
    else:
        keep(row, by, "replaced")
        done = bool(Recording.objects.filter(pk=row.pk).update(**said))
    if done:
        found.delete()
    return done


def _told(entry: LogEntry, said: dict[str, Any]) -> Earlier:
    # Those of before it was said how are of recordings that were taken away.
    how: How = said.get("how", "away")
    return Earlier(
        entry=entry.pk, by=entry.user.get_username(), at=entry.action_time, speaker=said["speaker"], how=how
    )


def _entries(stop_id: int, language: str) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(content_type=_type(), object_id=_about(stop_id, language))


def _about(stop_id: int, language: str) -> str:
    return f"{stop_id} {language}"


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Recording)
