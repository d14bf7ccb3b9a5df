"""How far a tour is, as plain frozen values."""

from dataclasses import dataclass

from tour import narration
from tour.readiness.claims import UnfitClaim
from tour.readiness.sound import SoundState
from tour.readiness.words import DeskState, OwnWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One stop in one language: the state of its words and of its sound, each with a plain reason.

    `asked` is the narration its words ask for, `answer` what there is of it now.
    """

    language: str
    words: DeskState
    sound: SoundState
    why_words: str
    why_sound: str
    asked: narration.Wanted
    answer: narration.Heard | narration.Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class StopReadiness:
    """One stop in every language of its tour. `title` is the source's, or the slug where it has none."""

    id: int
    slug: str
    number: int
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """A tour's stops in story order, each in the tour's order of languages, the source first.

    `in_the_way` are sentences on what must be mended before publishing, `unfit` the claims that must be; `own` are
    the words of the tour itself and of its routes that are stale or absent.
    """

    tour: str
    title: str
    source: str
    languages: tuple[str, ...]
    stops: tuple[StopReadiness, ...]
    in_the_way: tuple[str, ...]
    unfit: tuple[UnfitClaim, ...]
    own: tuple[OwnWords, ...]

    def count(self, state: DeskState | SoundState) -> int:
        """How many cells have this state of words or sound."""
        return sum(state in (cell.words, cell.sound) for stop in self.stops for cell in stop.cells)
