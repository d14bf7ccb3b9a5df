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
from tour.narration.before import Earlier, Replacing, earlier, mark, put_back, take_away
from tour.narration.cues import fault as cue_fault
from tour.narration.cues import webvtt
from tour.narration.files import mp3_path, opus_path, peaks_path, recording_path, segment_path
from tour.narration.finding import find, lacking
from tour.narration.keys import script_hash
from tour.narration.kinds import HEAD_BYTES, is_playlist, sound_kind
from tour.narration.ladder import Original, Originals, originals
from tour.narration.manner import Manner
from tour.narration.meant import Meant, meant
from tour.narration.ordering import order
from tour.narration.pace import ms_a_letter
from tour.narration.read import reads, words_hash
from tour.narration.refusals import MOST_BYTES, refused
from tour.narration.script import speak_as, speakable, split
from tour.narration.sentences import SentenceState, Spoken, recorded, sentences, try_again
from tour.narration.stop_script import Lexicon, Script, Sentence, lexicons, preface_of, script_of, wanted
from tour.narration.takes import ask_again, choose_take, set_pace
from tour.narration.trying import Reach, reach, reach_of_own, tried
from tour.narration.values import Heard, Made, RecordingRefused, Silence, Wanted
from tour.narration.voices import Voice, VoiceError, told, voices
from tour.narration.waiting import Load, loads, missing
from tour.narration.why import reasons

__all__ = [
    "HEAD_BYTES",
    "MOST_BYTES",
    "Earlier",
    "Heard",
    "Lexicon",
    "Load",
    "Made",
    "Manner",
    "Meant",
    "Original",
    "Originals",
    "Reach",
    "RecordingRefused",
    "Replacing",
    "Script",
    "Sentence",
    "SentenceState",
    "Silence",
    "Spoken",
    "Voice",
    "VoiceError",
    "Wanted",
    "accept_recording",
    "align_again",
    "ask_again",
    "choose_take",
    "cue_fault",
    "earlier",
    "find",
    "is_playlist",
    "lacking",
    "lexicons",
    "loads",
    "make",
    "make_heard",
    "mark",
    "meant",
    "missing",
    "mp3_path",
    "ms_a_letter",
    "opus_path",
    "order",
    "originals",
    "peaks_path",
    "preface_of",
    "put_back",
    "reach",
    "reach_of_own",
    "reads",
    "reasons",
    "recorded",
    "recording_path",
    "refused",
    "say",
    "script_hash",
    "script_of",
    "segment_path",
    "sentences",
    "set_pace",
    "sound_kind",
    "speak_as",
    "speakable",
    "split",
    "take",
    "take_away",
    "told",
    "tried",
    "try_again",
    "voices",
    "wanted",
    "webvtt",
    "words_hash",
]


def make(
    wanted: Wanted,
    *,
    progress: Callable[[int, int], bool | None] | None = None,
    voices: Sequence[str] | None = None,
    offline_only: bool = False,
) -> Made:
    """Speak, join and encode what is missing of a narration (see `studio.make`)."""
    from tour.narration import studio

    return studio.make(wanted, progress=progress, voices=voices, offline_only=offline_only)


def say(voice: str, language: str, text: str, manner: Manner) -> str:
    """One sentence spoken now; its segment's key. Raises `VoiceError` (see `saying`)."""
    from tour.narration import saying

    return saying.say(voice, language, text, manner)


def accept_recording(
    stop: Stop,
    language: str,
    uploaded: bytes | IO[bytes],
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None = None,
) -> Recording:
    """Keep an uploaded narration of the stop's present script. Raises `RecordingRefused` (see `recordings`)."""
    from tour.narration import recordings

    return recordings.accept_recording(stop, language, uploaded, speaker=speaker, licence=licence, spoken_on=spoken_on)


def take(
    upload: Path,
    stop_id: int,
    wanted: Wanted,
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None,
    replacing: Replacing,
    progress: Callable[[int, int], None],
) -> Recording:
    """Take in an upload as the reading of these words (see `taking_in.take`). Raises `RecordingRefused`, `OSError`."""
    from tour.narration import taking_in

    return taking_in.take(
        upload,
        stop_id,
        wanted,
        speaker=speaker,
        licence=licence,
        spoken_on=spoken_on,
        replacing=replacing,
        progress=progress,
    )


def align_again(row: Recording, wanted: Wanted, *, replacing: Replacing, progress: Callable[[int, int], None]) -> None:
    """Find the sentences of a recording anew (see `taking_in.align_again`). Raises `RecordingRefused`, `OSError`."""
    from tour.narration import taking_in

    taking_in.align_again(row, wanted, replacing, progress)


def make_heard(wanted: Wanted) -> bool:
    """Make the track of the words' recording, if there is one (see `taking_in.make_heard`)."""
    from tour.narration import taking_in

    return taking_in.make_heard(wanted)
