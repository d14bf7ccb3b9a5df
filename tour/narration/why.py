"""Why a stop is silent, in words a curator understands."""

from tour.models import Segment
from tour.narration.ladder import ladders
from tour.narration.values import Wanted
from tour.narration.voices import told


def reasons(wanted: Wanted) -> str:
    """Why the best voice has not spoken, in the reader's language: its first missing sentence's failure, or its rest.

    Empty where nothing is known to be wrong.
    """
    for rung in ladders([wanted])[0].rungs:
        if rung.voice is None or rung.former:
            continue
        keys = rung.segment_keys()
        failed = Segment.objects.filter(key__in=keys, status=Segment.Status.FAILED).in_bulk()
        if first := next((failed[key] for key in keys if key in failed), None):
            return rung.named(told(first.reason))
        if resting := rung.voice.resting():
            return rung.named(told(resting.reason))
    return ""
