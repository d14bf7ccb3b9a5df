"""The ways a narration could sound, the best first: its recording, then each voice of the order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tour.models import Recording, StopVoice
from tour.narration import takes
from tour.narration.keys import recording_key, script_hash, segment_key, segment_keys, track_key
from tour.narration.manner import NONE, PLAIN, Manners
from tour.narration.ordering import orders
from tour.narration.values import Wanted
from tour.narration.voices import Voice, known_voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way: a voice, or the recording whose original has this name and hash. Its key is made when asked.

    `former` is a voice's way of saying it from before a new take was asked for: heard until that is there.
    """

    wanted: Wanted
    voice: Voice | None = None
    manners: Manners = field(default_factory=lambda: NONE)
    former: bool = False
    file: str = ""
    sha256: str = ""

    @property
    def recorded(self) -> bool:
        """Whether a person speaks."""
        return self.voice is None

    @property
    def can_be_made(self) -> bool:
        """Whether anybody may speak it now: a person has, or a voice that is switched on."""
        return self.voice is None or (self.voice.enabled and not self.former)

    def named(self, reason: str) -> str:
        """A reason with who failed before it: `gtts: The service answered 503.`"""
        return f"{self.voice.name if self.voice else 'recording'}: {reason}"

    def key(self) -> str:
        """The key of the track."""
        if self.voice is None:
            return recording_key(self.sha256, self.wanted.paragraphs)
        return track_key(self.voice, self.wanted.language, self.wanted.paragraphs, self.manners)

    def segment_key(self, text: str) -> str:
        """The key of one sentence; "" where a person speaks."""
        if self.voice is None:
            return ""
        return segment_key(self.voice, self.wanted.language, text, self.manners.get(text, PLAIN))

    def segment_keys(self) -> list[str]:
        """The keys of its sentences; none where a person speaks."""
        if self.voice is None:
            return []
        return segment_keys(self.voice, self.wanted.language, self.wanted.paragraphs, self.manners)


@dataclass(slots=True)
class Ladder:
    """A narration and its rungs, the best first."""

    wanted: Wanted
    rungs: list[Rung] = field(default_factory=list)


def ladders(wanted: Sequence[Wanted], names: Sequence[str] | None = None) -> list[Ladder]:
    """A ladder for each narration, in order and in four queries; `names` asks for these voices only, no recording."""
    voices = orders(((one.tour, one.language) for one in wanted), names)
    recordings = {} if names is not None else _recordings(wanted)
    chosen = {} if names is not None else _stop_voices(wanted)
    said = takes.known(wanted)
    made = []
    for one in wanted:
        ladder = Ladder(one)
        if has_words(one):
            file, sha256, read = recordings.get((one.tour, one.stop, one.language), ("", "", ""))
            if file and read == script_hash(one.paragraphs):
                ladder.rungs.append(Rung(wanted=one, file=file, sha256=sha256))
            first = chosen.get((one.tour, one.stop, one.language))
            for voice in _led_by(first, voices[one.tour, one.language], one.language):
                ladder.rungs += _rungs(one, voice, said)
        made.append(ladder)
    return made


def has_words(wanted: Wanted) -> bool:
    """Whether there is anything to say."""
    return any(character.isalnum() for paragraph in wanted.paragraphs for text in paragraph for character in text)


def _rungs(wanted: Wanted, voice: Voice, said: takes.Takes) -> list[Rung]:
    """The voice's way, then what it said before its last changes."""
    rows = takes.of(wanted, voice.name, said)
    now = Rung(wanted=wanted, voice=voice, manners=takes.manners(rows))
    return [now, *(Rung(wanted=wanted, voice=voice, manners=was, former=True) for was in takes.former(rows))]


def _led_by(name: str | None, voices: Sequence[Voice], language: str) -> list[Voice]:
    """The voices with the named one first, where it is known and speaks the language."""
    first = known_voices().get(name) if name else None
    if first is None or language not in first.languages:
        return list(voices)
    return [first, *(voice for voice in voices if voice is not first)]


def _stop_voices(wanted: Sequence[Wanted]) -> dict[tuple[str, str, str], str]:
    """(tour, stop, language) -> the voice that the stop asks for first."""
    rows = StopVoice.objects.filter(
        stop__tour__slug__in={one.tour for one in wanted}, language__in={one.language for one in wanted}
    ).values_list("stop__tour__slug", "stop__slug", "language", "voice")
    return {(tour, stop, language): voice for tour, stop, language, voice in rows}


def _recordings(wanted: Sequence[Wanted]) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """(tour, stop, language) -> (file, sha256, script hash) of every recording that could be meant."""
    rows = Recording.objects.filter(
        stop__tour__slug__in={one.tour for one in wanted}, language__in={one.language for one in wanted}
    ).values_list("stop__tour__slug", "stop__slug", "language", "file", "sha256", "script_hash")
    return {(tour, stop, language): tuple(rest) for tour, stop, language, *rest in rows}  # type: ignore[misc]
