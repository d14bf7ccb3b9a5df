"""The ways a narration could sound, the best first: its recording, then each voice of the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tour.models import Recording
from tour.narration import takes
from tour.narration.cues import Cues
from tour.narration.keys import Paragraphs, recording_key, segment_key, segment_keys, track_key
from tour.narration.manner import NONE, PLAIN, Manners
from tour.narration.ordering import orders
from tour.narration.read import reads
from tour.narration.values import Wanted
from tour.narration.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way: a voice, or the recording whose original has this name, hash, script and cues.

    Its key is made when asked. A recording with a `voice` is heard after the note, which that voice says.
    `former` is a voice's way of saying it from before a new take was asked for: heard until that is there.
    """

    wanted: Wanted
    voice: Voice | None = None
    manners: Manners = field(default_factory=lambda: NONE)
    former: bool = False
    file: str = ""
    sha256: str = ""
    read: str = ""
    cues: Cues | None = None

    @property
    def recorded(self) -> bool:
        """Whether a person speaks."""
        return bool(self.file)

    @property
    def prefaced(self) -> bool:
        """Whether the note is said before the text."""
        return bool(self.wanted.preface) and self.voice is not None

    @property
    def voiced(self) -> Paragraphs:
        """What its voice says, by paragraph: everything, or before a person's reading the note alone."""
        if self.voice is None:
            return ()
        return ((self.wanted.preface,),) if self.recorded else self.wanted.said

    @property
    def can_be_made(self) -> bool:
        """Whether anybody may speak it now: a person has, or a voice that is switched on."""
        return self.voice is None or (self.voice.enabled and not self.former)

    def named(self, reason: str) -> str:
        """A reason with who failed before it: `gtts: The service answered 503.`"""
        return f"{self.voice.name if self.voice else 'recording'}: {reason}"

    def key(self) -> str:
        """The key of the track."""
        if self.voice is None or self.recorded:
            return recording_key(self.sha256, self.read, self.cues, self.segment_keys())
        return track_key(self.voice, self.wanted.language, self.wanted.said, self.manners)

    def segment_key(self, text: str) -> str:
        """The key of one sentence; "" where a person speaks."""
        if self.voice is None:
            return ""
        return segment_key(self.voice, self.wanted.language, text, self.manners.get(text, PLAIN))

    def segment_keys(self) -> list[str]:
        """The keys of the sentences that its voice says; none where a person speaks alone."""
        if self.voice is None:
            return []
        return segment_keys(self.voice, self.wanted.language, self.voiced, self.manners)


@dataclass(frozen=True, slots=True)
class Original:
    """A person's recording as its row tells of it: the file's name and hash, the hash of the script that was
    `read`, the cues that are set, whose voice it is and on which terms."""

    file: str
    sha256: str
    read: str
    cues: Cues | None = None
    speaker: str = ""
    licence: str = ""

    @property
    def may_be_heard(self) -> bool:
        """Whether it says whose voice it is and under which licence."""
        return bool(self.speaker.strip() and self.licence.strip())


# By tour, stop and language.
Originals: TypeAlias = Mapping[tuple[str, str, str], Original]


@dataclass(slots=True)
class Ladder:
    """A narration and its rungs, the best first."""

    wanted: Wanted
    rungs: list[Rung] = field(default_factory=list)


def ladders(
    wanted: Sequence[Wanted], names: Sequence[str] | None = None, read: Originals | None = None
) -> list[Ladder]:
    """A ladder for each narration, in order and in three queries; `names` asks for these voices only, no recording.

    `read` are the recordings of these narrations, where the caller has them already.
    """
    voices = orders(((one.tour, one.stop, one.language) for one in wanted), names)
    there = originals(wanted) if read is None and names is None else read
    said = takes.known(wanted)
    made = []
    for one in wanted:
        ladder = Ladder(one)
        if has_words(one):
            able = voices[one.tour, one.stop, one.language]
            own = there.get((one.tour, one.stop, one.language)) if there else None
            if own and own.may_be_heard and reads(own.read, one):
                ladder.rungs += _read(one, own, able, said)
            for voice in able:
                ladder.rungs += _rungs(one, voice, said)
        made.append(ladder)
    return made


def has_words(wanted: Wanted) -> bool:
    """Whether there is anything to say."""
    return any(character.isalnum() for paragraph in wanted.paragraphs for text in paragraph for character in text)


def _read(wanted: Wanted, own: Original, voices: Sequence[Voice], said: takes.Takes) -> list[Rung]:
    """A person's reading: after the note, which no reader of the text has read; while no voice has said it, alone."""
    alone = Rung(wanted=wanted, file=own.file, sha256=own.sha256, read=own.read, cues=own.cues)
    if not wanted.preface:
        return [alone]
    noted = (
        replace(alone, voice=voice, manners=takes.manners(takes.of(wanted, voice.name, said))) for voice in voices
    )
    return [*noted, alone]


def _rungs(wanted: Wanted, voice: Voice, said: takes.Takes) -> list[Rung]:
    """The voice's way, then what it said before its last changes."""
    rows = takes.of(wanted, voice.name, said)
    now = Rung(wanted=wanted, voice=voice, manners=takes.manners(rows))
    return [now, *(Rung(wanted=wanted, voice=voice, manners=was, former=True) for was in takes.former(rows))]


def originals(wanted: Sequence[Wanted]) -> Originals:
    """Every recording that could be meant, whatever script was read."""
    rows = Recording.objects.filter(
        stop__tour__slug__in={one.tour for one in wanted}, language__in={one.language for one in wanted}
    ).values_list(
        *("stop__tour__slug", "stop__slug", "language"),
        *("file", "sha256", "script_hash", "cues", "speaker", "licence"),
    )
    return {(tour, stop, language): Original(*rest) for tour, stop, language, *rest in rows}
