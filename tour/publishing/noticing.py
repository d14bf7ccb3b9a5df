"""From the table of notices to the file that phones ask for: derived whole, and compared, each time."""

import datetime

from django.utils import timezone

from tour.models import Notice, words
from tour.publishing import pointer
from tour.publishing.notices import Notices, Told, TourNotices, read_notices, write_notices


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
    rows = Notice.objects.filter(ended_at__isnull=True).select_related("tour", "stop").order_by("made_at", "id")
    for notice in rows:
        _, found = tours.setdefault(notice.tour.slug, (notice.tour.source_language, []))
        codes = dict.fromkeys((notice.tour.source_language, *notice.tour.languages))
        found.append(
            Told(
                stop=notice.stop.slug if notice.stop else "",
                closes=notice.closes,
                since=_iso(notice.made_at),
                words={code: text for code in codes if (text := words(notice, "text", code))},
            )
        )
    return {slug: TourNotices(source=source, notices=tuple(found)) for slug, (source, found) in tours.items()}


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
