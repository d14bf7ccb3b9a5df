"""What is asked of narration, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from tour.models import Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A narration somebody wants to hear: the spoken form of each sentence, by paragraph.

    `written` is the same as the eye reads it (empty: just so).
    `language` is the language of the words (a stop that an edition lacks is wanted in the source's).
    `preface` is the content note in one sentence, which a voice says first ("" where there is none), before
    a person's reading too: it is no part of the text, and who reads the text does not read it.
    """

    tour: str
    stop: str
    language: str
    paragraphs: tuple[tuple[str, ...], ...]
    preface: str = ""
    written: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> tuple[tuple[str, ...], ...]:
        """The sentences as a person reads them."""
        return self.written or self.paragraphs

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """All that a voice says, by paragraph: the preface, then the text."""
        return ((self.preface,), *self.paragraphs) if self.preface else self.paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The best track there is now. `stand_in`: a better voice of the order has yet to speak. `prefaced`: it
    begins with the note, whose cue is its first."""

    track: Track
    recorded: bool
    stand_in: bool
    prefaced: bool


class Silence(StrEnum):
    """Why there is no track."""

    NO_WORDS = "no-words"
    NO_VOICE = "no-voice"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What one `make` did: sentences spoken, tracks encoded, and each failure as a plain sentence."""

    synthesised: int = 0
    encoded: int = 0
    failures: tuple[str, ...] = ()

    @property
    def failed(self) -> int:
        """How many tries failed."""
        return len(self.failures)

    def plus(self, *, synthesised: int = 0, encoded: int = 0, failure: str = "") -> "Made":
        """The same with these added."""
        return Made(
            synthesised=self.synthesised + synthesised,
            encoded=self.encoded + encoded,
            failures=(*self.failures, failure) if failure else self.failures,
        )


class RecordingRefused(Exception):
    """An upload cannot be used; the message says why and what to do, in the reader's language."""
