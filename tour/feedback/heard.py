"""`POST /feedback/heard`: listening, summed by stop, language and day."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tour.feedback.answers import taking
from tour.feedback.bodies import Batch, Listened
from tour.feedback.limits import HEARD
from tour.feedback.stops import Name, known
from tour.models import Heard

# A phone may come home weeks after the visit; one day ahead is already there east of here.
OLDEST_DAYS, AHEAD_DAYS = 60, 1


def keep(batch: Batch) -> None:
    """Add the whole batch to the sums, or nothing of it.

    What names a stop, a language or a day that is not ours is dropped quietly: a phone could only
    send it again.
    """
    stops = known({_name(item) for item in batch.heard})
    with transaction.atomic():
        # Always in one order: two batches never wait for each other.
        for stop_id, item in sorted(_ours(batch.heard, stops), key=lambda one: (one[0], one[1].language, one[1].day)):
            _add(stop_id, item)


def _ours(heard: Iterable[Listened], stops: Mapping[Name, int]) -> list[tuple[int, Listened]]:
    """(the stop's primary key, what was listened to) of all that is counted."""
    today = timezone.localdate()
    first, last = today - datetime.timedelta(days=OLDEST_DAYS), today + datetime.timedelta(days=AHEAD_DAYS)
    return [
        (stops[_name(item)], item)
        for item in heard
        if _name(item) in stops and first <= item.day <= last and (item.plays or item.ends or item.left)
    ]


def _name(item: Listened) -> Name:
    return Name(item.tour, item.stop, item.language)


def _add(stop_id: int, item: Listened) -> None:
    """Add to one row, held while its leavings are read and written; the sums are added by the database."""
    row, _ = Heard.objects.select_for_update().get_or_create(stop_id=stop_id, language=item.language, day=item.day)
    for index, count in item.left.items():
        row.left[str(index)] = row.left.get(str(index), 0) + count
    Heard.objects.filter(pk=row.pk).update(plays=F("plays") + item.plays, ends=F("ends") + item.ends, left=row.left)


heard = taking(Batch, HEARD, keep)
