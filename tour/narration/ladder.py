"""The ways a narration could sound, the best first: its recording, then each voice of the order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tour.models import Recording
from tour.narration.cues import Cues
from tour.narration.keys import recording_key, script_hash, track_key
from tour.narration.ordering import orders
from tour.narration.values import Wanted
from tour.narration.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One way: a voice, or the recording whose original has this name, hash and cues. Its key is made when asked."""

    wanted: Wanted
    voice: Voice | None = None
    file: str = ""
    sha256: str = ""
    cues: Cues | None = None

    @property
    def recorded(self) -> bool:
        """Whether a person speaks."""
        return self.voice is None

    @property
    def can_be_made(self) -> bool:
        """Whether anybody may speak it now: a person has, or a voice that is switched on."""
        return self.voice is None or self.voice.enabled

    def named(self, reason: str) -> str:
        """A reason with who failed before it: `gtts: The service answered 503.`"""
        return f"{self.voice.name if self.voice else 'recording'}: {reason}"

    def key(self) -> str:
        """The key of the track."""
        if self.voice is None:
            return recording_key(self.sha256, self.wanted.paragraphs, self.cues)
        return track_key(self.voice, self.wanted.language, self.wanted.paragraphs)


@dataclass(slots=True)
class Ladder:
    """A narration and its rungs, the best first."""

    wanted: Wanted
    rungs: list[Rung] = field(default_factory=list)


def ladders(wanted: Sequence[Wanted], names: Sequence[str] | None = None) -> list[Ladder]:
    """A ladder for each narration, in order and in two queries; `names` asks for these voices only, no recording."""
    voices = orders(((one.tour, one.language) for one in wanted), names)
    recordings = {} if names is not None else _recordings(wanted)
    made = []
    for one in wanted:
        ladder = Ladder(one)
        if has_words(one):
            recorded = recordings.get((one.tour, one.stop, one.language))
            if recorded and recorded.may_be_heard and recorded.script_hash == script_hash(one.paragraphs):
                ladder.rungs.append(Rung(wanted=one, file=recorded.file, sha256=recorded.sha256, cues=recorded.cues))
            ladder.rungs += [Rung(wanted=one, voice=voice) for voice in voices[one.tour, one.language]]
        made.append(ladder)
    return made


def has_words(wanted: Wanted) -> bool:
    """Whether there is anything to say."""
    return any(character.isalnum() for paragraph in wanted.paragraphs for text in paragraph for character in text)


def _recordings(wanted: Sequence[Wanted]) -> dict[tuple[str, str, str], Recording]:
    """(tour, stop, language) -> every recording that could be meant."""
    columns = ("language", "file", "sha256", "script_hash", "speaker", "licence", "cues")
    rows = (
        Recording.objects.filter(
            stop__tour__slug__in={one.tour for one in wanted}, language__in={one.language for one in wanted}
        )
        .select_related("stop__tour")
        .only("stop__slug", "stop__tour__slug", *columns)
    )
    return {(row.stop.tour.slug, row.stop.slug, row.language): row for row in rows}
