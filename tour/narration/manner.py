"""How a sentence is said, where that is not simply: the take that counts, and its pace."""

from collections.abc import Mapping
from typing import NamedTuple

from tour.models import USUAL_PACE


class Manner(NamedTuple):
    """`take` counts from 0; `pace` is in hundredths of the voice's own."""

    take: int = 0
    pace: int = USUAL_PACE

    @property
    def mark(self) -> str:
        """What it adds to a segment's key: nothing where the sentence is said as always."""
        return "" if self == PLAIN else f"\x00take={self.take}\x00atempo={self.pace}"


PLAIN = Manner()
# Spoken text -> how one voice says it in one language; what is not named is said plainly.
Manners = Mapping[str, Manner]
NONE: Manners = {}
