"""How fast a language is spoken here: measured over what the voices have spoken."""

from django.db.models import Sum
from django.db.models.functions import Length

from tour.models import Segment


def ms_a_letter(language: str) -> float:
    """Milliseconds of sound for a letter of text, over all segments made; 0 where there is none yet."""
    made = Segment.objects.filter(language=language, status=Segment.Status.MADE)
    found = made.aggregate(ms=Sum("duration_ms"), letters=Sum(Length("text")))
    return found["ms"] / found["letters"] if found["letters"] else 0.0
