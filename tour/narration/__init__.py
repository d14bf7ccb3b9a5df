"""Words to sound: script, voices, segments, tracks.

`script_of` gives a stop's script; `find` and `lacking` tell from rows and keys what sound
there is; `make` speaks what is missing. What needs a codec is imported when first used, so
that web processes, which never speak, stay small.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import IO

from tour.models import Recording, Stop
from tour.narration.cues import fault as cue_fault
from tour.narration.cues import webvtt
from tour.narration.files import mp3_path, opus_path, peaks_path, recording_path
from tour.narration.finding import find, lacking
from tour.narration.keys import Paragraphs, script_hash
from tour.narration.kinds import HEAD_BYTES, is_playlist, sound_kind
from tour.narration.ladder import Original, Originals, originals
from tour.narration.ordering import order
from tour.narration.pace import ms_a_letter
from tour.narration.refusals import MOST_BYTES, refused
from tour.narration.script import speak_as, speakable, split
from tour.narration.stop_script import Lexicon, Script, Sentence, lexicons, script_of, wanted
from tour.narration.values import Heard, Made, RecordingRefused, Silence, Wanted
from tour.narration.voices import Voice, VoiceError, voices
from tour.narration.why import reasons

__all__ = [
    "HEAD_BYTES",
    "MOST_BYTES",
    "Heard",
    "Lexicon",
    "Made",
    "Original",
    "Originals",
    "RecordingRefused",
    "Script",
    "Sentence",
    "Silence",
    "Voice",
    "VoiceError",
    "Wanted",
    "accept_recording",
    "align_again",
    "cue_fault",
    "find",
    "is_playlist",
    "lacking",
    "lexicons",
    "make",
    "make_heard",
    "mp3_path",
    "ms_a_letter",
    "opus_path",
    "order",
    "originals",
    "peaks_path",
    "reasons",
    "recording_path",
    "refused",
    "script_hash",
    "script_of",
    "sound_kind",
    "speak_as",
    "speakable",
    "split",
    "take",
    "voices",
    "wanted",
    "webvtt",
]


def make(
    wanted: Wanted,
    *,
    progress: Callable[[int, int], None] | None = None,
    voices: Sequence[str] | None = None,
    offline_only: bool = False,
) -> Made:
    """Speak, join and encode what is missing of a narration (see `studio.make`)."""
    from tour.narration import studio

    return studio.make(wanted, progress=progress, voices=voices, offline_only=offline_only)


def accept_recording(
    stop: Stop,
    language: str,
    uploaded: bytes | IO[bytes],
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None = None,
    paragraphs: Paragraphs | None = None,
) -> Recording:
    """Keep an uploaded narration of the stop's present script. Raises `RecordingRefused` (see `recordings`)."""
    from tour.narration import recordings

    return recordings.accept_recording(
        stop, language, uploaded, speaker=speaker, licence=licence, spoken_on=spoken_on, paragraphs=paragraphs
    )


def take(
    upload: Path,
    stop_id: int,
    wanted: Wanted,
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None,
    progress: Callable[[int, int], None],
) -> Recording:
    """Take in an upload as the reading of these words (see `takes.take`). Raises `RecordingRefused`, `OSError`."""
    from tour.narration import takes

    return takes.take(
        upload, stop_id, wanted, speaker=speaker, licence=licence, spoken_on=spoken_on, progress=progress
    )


def align_again(row: Recording, wanted: Wanted, *, progress: Callable[[int, int], None]) -> None:
    """Find the sentences of a recording anew (see `takes.align_again`). Raises `RecordingRefused`, `OSError`."""
    from tour.narration import takes

    takes.align_again(row, wanted, progress)


def make_heard(wanted: Wanted) -> bool:
    """Make the track of the words' recording, if there is one (see `takes.make_heard`)."""
    from tour.narration import takes

    return takes.make_heard(wanted)
