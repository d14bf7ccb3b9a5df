"""Claims, sources, routes and names that were deleted at the desk: who did it and when, and the way back.

The row goes whole. What it said in every language, and what hung on it, stands in the admin's own log, from which
it is made anew under its own key: what its history says of it holds again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from tour.curator.access import Person, may
from tour.models import Claim, Route, RouteStop, Source, Stop

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 10
# As many entries are looked through for those of one's own tours.
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """One row that was deleted; `entry` names it to `put_back`."""

    entry: int
    name: str
    by: str
    at: datetime


class NotPutBack(Exception):
    """There is no such entry any more, or another row has its name by now."""


def log(rows: Iterable[tuple[Model, int]], by: "User") -> list[LogEntry]:
    """Write into the log what each row says that is about to be deleted; with each comes the key of its tour."""
    return [
        LogEntry.objects.create(
            user=by,
            content_type=_type(type(row)),
            object_id=row.pk,
            object_repr=str(row)[:200],
            action_flag=DELETION,
            change_message=json.dumps(
                {"tour": tour, "row": _values(row), "below": _below(row)}, cls=DjangoJSONEncoder
            ),
        )
        for row, tour in rows
    ]


def lately(model: type[Model], user: Person) -> list[Deleted]:
    """The rows of a table that were deleted from the person's tours, the last one first."""
    entries = _entries(model).select_related("user").order_by("-action_time", "-pk")[:_LOOKED_AT]
    return [
        Deleted(entry=one.pk, name=one.object_repr, by=one.user.get_username(), at=one.action_time)
        for one in entries
        if may(user, "write", tour=json.loads(one.change_message)["tour"])
    ][:SHOWN]


def tour_of(model: type[Model], entry: str) -> int:
    """The key of the tour that the deleted row belonged to. Raises `NotPutBack`."""
    return int(_said(model, entry)[1]["tour"])


def put_back(model: type[Model], entry: str) -> Model:
    """Make the row anew as the log has it. Raises `NotPutBack`."""
    found, said = _said(model, entry)
    row = model(**said["row"])
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _hang(row, said["below"])
            found.delete()
    except IntegrityError as error:
        raise NotPutBack from error
    return row


def _said(model: type[Model], entry: str) -> tuple[LogEntry, dict[str, Any]]:
    found = _entries(model).filter(pk=int(entry)).first() if entry.isdecimal() and len(entry) < 19 else None
    if found is None:
        raise NotPutBack
    said: dict[str, Any] = json.loads(found.change_message)
    return found, said


def _values(row: Model) -> dict[str, Any]:
    """All that the row's own columns say: of a translated field each language's, never the base column."""
    fields = row._meta.concrete_fields
    bases = {field.translated_field.name for field in fields if hasattr(field, "translated_field")}
    columns = [field.attname for field in fields if field.name not in bases]
    found = type(row)._default_manager.filter(pk=row.pk).values(*columns).get()
    return {name: value for name, value in found.items() if value not in ("", None)}


def _below(row: Model) -> list[Any]:
    """What hangs on the row: a claim's sources by their keys, a route's stops in their order."""
    if isinstance(row, Claim):
        return list(row.sources.order_by("pk").values_list("pk", flat=True))
    if isinstance(row, Route):
        return list(row.route_stops.values_list("stop", "position"))
    return []


def _hang(row: Model, below: list[Any]) -> None:
    """Hang it on again, as far as it is still there and may."""
    if isinstance(row, Claim):
        row.sources.set(Source.objects.filter(pk__in=below, tour=row.stop.tour_id))
    if isinstance(row, Route):
        # A route goes to no deeper piece.
        there = set(Stop.objects.filter(tour=row.tour_id, deeper_of=None).values_list("pk", flat=True))
        steps = (RouteStop(route=row, stop_id=stop, position=position) for stop, position in below if stop in there)
        RouteStop.objects.bulk_create(steps)


def _entries(model: type[Model]) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(content_type=_type(model), action_flag=DELETION)
    # Those of before this was kept say nothing.
    return rows.filter(change_message__startswith="{")


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)
