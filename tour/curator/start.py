"""What the first page shows beside the grids: stops closed now, kiosks' health, the last weeks' listening."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from tour import publishing
from tour.curator.access import Person, in_sight, may, within
from tour.curator.grid import Grid
from tour.curator.marks import Mark
from tour.curator.visitors import kiosk_health
from tour.models import Heard, Kiosk, Notice

WEEKS = 8
KIOSKS_SHOWN = 8
# The plot's pixels: its height, and what a week takes of its width.
PLOT_HEIGHT, _STEP, _BAR = 72, 36, 26


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedStop:
    """A stop that a notice closes; `tour` is named where there are several."""

    number: int
    title: str
    tour: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskLine:
    """A kiosk's last word: `at` when (None: never), `release` in short, `present` whether all it keeps is new."""

    name: str
    url: str
    alive: Mark
    at: datetime.datetime | None
    release: str
    present: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from `first` on: plays, and how many came to the end; the pixels of their bars in the plot."""

    first: datetime.date
    plays: int
    ends: int
    x: int
    tall: int
    short: int
    width: int = _BAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """The last weeks, the oldest first, and their sums."""

    weeks: tuple[Week, ...]
    plays: int
    ends: int
    width: int = WEEKS * _STEP
    height: int = PLOT_HEIGHT


def closed_now(user: Person, grids: Sequence[Grid]) -> list[ClosedStop]:
    """The stops of the person's tours that are closed by a notice, in the order of tours and numbers."""
    stops = {stop.id: (grid.ready.title, stop.title) for grid in grids for stop in grid.ready.stops}
    rows = within(user, Notice.objects.filter(closes=True, ended_at__isnull=True), "tour")
    found = rows.order_by("tour__slug", "stop__number").values_list("stop", "stop__number", "stop__slug", "tour__slug")
    return [
        ClosedStop(
            number=number,
            # A stop that was taken out since is closed too until visitors have the next release.
            title=stops.get(pk, ("", slug))[1],
            tour=stops.get(pk, (tour, ""))[0] if len(grids) > 1 else "",
            url=reverse("admin:tour_stop_change", args=[pk]),
        )
        for pk, number, slug, tour in found
    ]


def kiosk_lines(user: Person) -> list[KioskLine]:
    """Every kiosk in use, those that need somebody first; none for who does not look after them."""
    if not may(user, "kiosks"):
        return []
    rows = Kiosk.objects.filter(retired=False).select_related("report").order_by("name")
    kiosks = list(rows.only("slug", "name", "retired", "report__at", "report__release", "report__packs"))
    packs = {pack for kiosk in kiosks if (said := kiosk_health.report(kiosk)) for pack in said.packs}
    offered = publishing.pack_releases(packs) if packs else {}
    lines = [
        KioskLine(
            name=kiosk.name,
            url=reverse("admin:tour_kiosk_change", args=[kiosk.pk]),
            alive=kiosk_health.alive(kiosk),
            at=said.at if (said := kiosk_health.report(kiosk)) else None,
            release=kiosk_health.release(kiosk)[:8],
            present=kiosk_health.present(kiosk, offered),
        )
        for kiosk in kiosks
    ]
    return sorted(lines, key=lambda line: (line.alive.tone != "todo", line.present.tone != "todo"))


def listening(user: Person) -> Listening:
    """Plays and ends of the last weeks, in all tours and languages that the person sees."""
    today = timezone.localdate()
    since = today - datetime.timedelta(days=7 * WEEKS)
    rows = in_sight(user, Heard.objects.filter(day__gt=since), "stop__tour").order_by()
    plays, ends = [0] * WEEKS, [0] * WEEKS
    for day, played, ended in rows.values_list("day").annotate(Sum("plays"), Sum("ends")):
        # A phone far to the east may be a day ahead.
        week = min((day - since).days - 1, 7 * WEEKS - 1) // 7
        plays[week] += played
        ends[week] += ended
    return Listening(weeks=tuple(_weeks(since, plays, ends)), plays=sum(plays), ends=sum(ends))


def _weeks(since: datetime.date, plays: Sequence[int], ends: Sequence[int]) -> Iterator[Week]:
    most = max(plays) or 1
    for index, (played, ended) in enumerate(zip(plays, ends, strict=True)):
        yield Week(
            first=since + datetime.timedelta(days=7 * index + 1),
            plays=played,
            ends=ended,
            x=index * _STEP + (_STEP - _BAR) // 2,
            tall=round(played * PLOT_HEIGHT / most),
            short=round(min(ended, played) * PLOT_HEIGHT / most),
        )
