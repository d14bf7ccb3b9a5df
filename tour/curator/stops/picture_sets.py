"""All pictures of a stop as plain values: taken before and after a change, so that it can be put back whole."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tour.models import Kiosk, Picture, Stop, column

_FACTS = ("id", "position", "name", "file", "width", "height", "credit", "licence")
_KIOSKS = "kiosks"

# Rows of pictures as JSON holds them: their columns by name, and the kiosks that show them.
Taken = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture as the desk shows it; `alt` in the source language."""

    pk: int
    name: str
    file: str
    width: int
    height: int
    credit: str
    licence: str
    alt: str


def taken(stop: Stop) -> Taken:
    """The stop's pictures as they are now."""
    columns = (*_FACTS, *(column("alt", code) for code in settings.SUPERSET))
    rows = list(Picture.objects.filter(stop=stop).order_by("position", "pk").values(*columns))
    shows: dict[int, list[int]] = {row["id"]: [] for row in rows}
    through = Kiosk.pictures.through.objects.filter(picture__in=list(shows)).order_by("pk")
    for picture, kiosk in through.values_list("picture_id", "kiosk_id"):
        shows[picture].append(kiosk)
    return [row | {_KIOSKS: shows[row["id"]]} for row in rows]


def restore(stop: Stop, before: Taken) -> None:
    """Make the stop's pictures what they were; the caller holds the stop's row in a transaction.

    A row comes back under its own key: what its history says of it holds again.
    """
    Picture.objects.filter(stop=stop).exclude(pk__in=[row["id"] for row in before]).delete()
    for row in before:
        values = {name: value for name, value in row.items() if name != _KIOSKS}
        Picture(stop_id=stop.pk, **values).save()
        there = Kiosk.objects.filter(pk__in=row[_KIOSKS])
        for kiosk in there.only("pk"):
            kiosk.pictures.add(row["id"])


def on_kiosks(*sets: Taken) -> bool:
    """Whether a kiosk shows any of them."""
    return any(row[_KIOSKS] for one in sets for row in one)


def keep(request: HttpRequest, stop: Stop, before: Taken, after: Taken) -> None:
    """Keep, for this person alone, what stood before their last change."""
    if before != after:
        request.session[_key(stop)] = {"was": before, "now": after}


def kept(request: HttpRequest, stop: Stop) -> Taken | None:
    """What stood before this person's last change; None where somebody has changed anything since."""
    found = request.session.get(_key(stop))
    if found is None or found["now"] != taken(stop):
        return None
    was: Taken = found["was"]
    return was


def _key(stop: Stop) -> str:
    return f"pictures-{stop.pk}"
