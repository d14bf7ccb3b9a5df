"""Why a stop is silent, in words a curator understands."""

from tour.models import Segment
from tour.narration.ladder import ladders
from tour.narration.values import Wanted


def reasons(wanted: Wanted) -> str:
    """A plain sentence on why the best voice has not spoken: the failure of its first missing sentence, or its rest.

    Empty where nothing is known to be wrong.
    """
    for rung in ladders([wanted])[0].rungs:
        if rung.voice is None or rung.former:
            continue
        keys = rung.segment_keys()
        failed = Segment.objects.filter(key__in=keys, status=Segment.Status.FAILED).in_bulk()
        if first := next((failed[key] for key in keys if key in failed), None):
            return rung.named(first.reason)
        if resting := rung.voice.resting():
            return rung.named(resting.reason)
    return ""
