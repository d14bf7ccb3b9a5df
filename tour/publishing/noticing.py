"""From the table of notices to the file that phones ask for: derived whole, and compared, each time."""

import datetime

import msgspec
from django.utils import timezone

from tour.models import Notice, Stop, words
from tour.publishing import manifest as manifests
from tour.publishing import pointer
from tour.publishing.manifest import Manifest
from tour.publishing.notices import Notices, Told, TourNotices, read_notices, write_notices
from tour.publishing.store import store


class NoticesUnwritten(Exception):
    """The notices are stored, but the file phones ask for could not be written; the message says why."""


def renew_notices() -> bool:
    """Make the file say what the tables say; whether it had to be written. Raises `NoticesUnwritten`.

    Call it after the change is committed. The scheduler calls it too, so that a lost write heals itself. The tables
    are read while the lock is held: of two writers the later has seen both changes.
    """
    try:
        with pointer.telling():
            now, before = _told(), read_notices()
            if before is not None and before.tours == now:
                return False
            write_notices(Notices(made=_iso(timezone.now()), tours=now))
            return True
    except OSError as error:
        raise NoticesUnwritten(str(error)) from error


def _told() -> dict[str, TourNotices]:
    """What holds now, by tour."""
    tours: dict[str, tuple[str, list[Told]]] = {}
    published: dict[str, Manifest | None] = {}
    rows = Notice.objects.filter(ended_at__isnull=True).select_related("tour", "stop").order_by("made_at", "id")
    for notice in rows:
        slug = notice.tour.slug
        if slug not in published:
            published[slug] = _published(slug)
        _, found = tours.setdefault(slug, (notice.tour.source_language, []))
        codes = dict.fromkeys((notice.tour.source_language, *notice.tour.languages))
        said = {code: text for code in codes if (text := words(notice, "text", code))}
        since = _iso(notice.made_at)
        names = _names(notice.stop, published[slug]) if notice.stop else [""]
        found += [Told(stop=name, closes=notice.closes, since=since, words=said) for name in names]
    return {slug: TourNotices(source=source, notices=tuple(found)) for slug, (source, found) in tours.items()}


def _names(stop: Stop, published: Manifest | None) -> list[str]:
    """Every slug that the stop has or had: pages, packs and kiosks know it by the one they were made with."""
    if published is None:
        return [stop.slug]
    number = str(stop.number)
    had = sorted(slug for slug, of in published.former.items() if of == number)
    return list(dict.fromkeys([stop.slug, published.numbers.get(number, stop.slug), *had]))


def _published(slug: str) -> Manifest | None:
    """The release that visitors have; None where there is none. One that is damaged keeps no closing back."""
    try:
        sha256 = pointer.current().tours.get(slug)
        return manifests.read(store(), sha256) if sha256 else None
    except (OSError, msgspec.MsgspecError, manifests.Unreadable):
        return None


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
