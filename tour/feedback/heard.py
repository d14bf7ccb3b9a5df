"""`POST /feedback/heard`: listening, summed by stop, language and day."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tour.feedback.answers import taking
from tour.feedback.bodies import Batch, Listened
from tour.feedback.limits import HEARD
from tour.feedback.stops import Known, known
from tour.models import Heard

# A phone may come home weeks after the visit; one day ahead is already there east of here.
OLDEST_DAYS, AHEAD_DAYS = 60, 1


def keep(batch: Batch) -> None:
    """Add the whole batch to the sums, or nothing of it.

    What names a stop, a language or a day that is not ours is dropped quietly: a phone could only
    send it again.
    """
    places = known({(item.tour, item.stop) for item in batch.heard})
    with transaction.atomic():
        # Always in one order: two batches never wait for each other.
        for item in sorted(_ours(batch.heard, places), key=lambda one: (one.tour, one.stop, one.language, one.day)):
            _add(places[item.tour, item.stop].id, item)


def _ours(heard: Iterable[Listened], places: dict[tuple[str, str], Known]) -> list[Listened]:
    today = timezone.localdate()
    first, last = today - datetime.timedelta(days=OLDEST_DAYS), today + datetime.timedelta(days=AHEAD_DAYS)
    return [
        item
        for item in heard
        if (place := places.get((item.tour, item.stop)))
        and item.language in place.languages
        and first <= item.day <= last
        and (item.plays or item.ends or item.left)
    ]


def _add(stop_id: int, item: Listened) -> None:
    """Add to one row, held while its leavings are read and written; the sums are added by the database."""
    row, _ = Heard.objects.select_for_update().get_or_create(stop_id=stop_id, language=item.language, day=item.day)
    for index, count in item.left.items():
        row.left[str(index)] = row.left.get(str(index), 0) + count
    Heard.objects.filter(pk=row.pk).update(plays=F("plays") + item.plays, ends=F("ends") + item.ends, left=row.left)


heard = taking(Batch, HEARD, keep)
