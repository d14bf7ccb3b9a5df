"""A person's reading that was taken away at the desk: who did it and when, and the way back.

The row goes, as it does when a folder comes without the recording; its file stays where releases that
have it look for it. What the row said stands in the admin's own log, so that it can be put back.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from tour.models import Recording

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_SAID = ("file", "sha256", "script_hash", "speaker", "licence", "spoken_on", "cues", "aligned", "duration_ms")
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway:
    """One recording that was taken away; `entry` names it to `put_back`."""

    entry: int
    by: str
    at: datetime
    speaker: str


def take_away(row: Recording, by: "User") -> None:
    """Drop the row, and write into the log what it said and who dropped it."""
    LogEntry.objects.create(
        user=by,
        content_type=_type(),
        object_id=_about(row.stop_id, row.language),
        object_repr=str(row),
        action_flag=DELETION,
        change_message=json.dumps({name: getattr(row, name) for name in _SAID}, cls=DjangoJSONEncoder),
    )
    row.delete()


def earlier(stop_id: int, language: str) -> list[TakenAway]:
    """The recordings of a stop in a language that were taken away, the last one first."""
    entries = _entries(stop_id, language).select_related("user").order_by("-action_time")[:SHOWN]
    return [
        TakenAway(
            entry=entry.pk,
            by=entry.user.get_username(),
            at=entry.action_time,
            speaker=json.loads(entry.change_message)["speaker"],
        )
        for entry in entries
    ]


def put_back(stop_id: int, language: str, entry: str) -> bool:
    """Make the row anew as the log has it; False where there is no such entry, or a recording by now."""
    found = _entries(stop_id, language).filter(pk=int(entry)).first() if entry.isdecimal() else None
    if found is None:
        return False
    said: dict[str, Any] = json.loads(found.change_message)
    _row, new = Recording.objects.get_or_create(stop_id=stop_id, language=language, defaults=said)
    if new:
        found.delete()
    return new


def _entries(stop_id: int, language: str) -> QuerySet[LogEntry]:
    about = _about(stop_id, language)
    return LogEntry.objects.filter(content_type=_type(), object_id=about, action_flag=DELETION)


def _about(stop_id: int, language: str) -> str:
    return f"{stop_id} {language}"


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Recording)
