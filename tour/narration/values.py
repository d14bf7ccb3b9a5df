"""What is asked of narration, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from tour.models import Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A narration somebody wants to hear: the spoken form of each sentence, by paragraph.

    `language` is the language of the words (a stop that an edition lacks is wanted in the source's).
    """

    tour: str
    stop: str
    language: str
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The best track there is now. `stand_in`: a better voice of the order has yet to speak."""

    track: Track
    recorded: bool
    stand_in: bool


class Silence(StrEnum):
    """Why there is no track."""

    NO_WORDS = "no-words"
    NO_VOICE = "no-voice"
    WAITING = "waiting"
    FAILED = "failed"
