"""A person's reading as the desk's worker takes it in: decoded, trimmed, laid beside its sentences, kept.

Slow, in no transaction; the row is written at the end, in one statement.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tour.models import Recording
from tour.narration import files
from tour.narration.aligning import align
from tour.narration.audio.peaks import peaks
from tour.narration.audio.samples import Samples
from tour.narration.finding import is_whole
from tour.narration.ladder import ladders
from tour.narration.read import words_hash
from tour.narration.recordings import keep_original, sound_of, to_track, written
from tour.narration.values import Wanted

# Decoding and trimming; finding the sentences; keeping. The track that follows is a fourth.
STEPS = 4
Progress = Callable[[int, int], None]


def take(
    upload: Path,
    stop_id: int,
    wanted: Wanted,
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None,
    progress: Progress,
) -> Recording:
    """Take in an upload as the reading of these words; it replaces an earlier one.

    `progress` hears (steps done, steps in all). Raises `RecordingRefused`, `OSError`; nothing is
    changed then.
    """
    progress(0, STEPS)
    about, sound = sound_of(upload)
    progress(1, STEPS)
    cues, aligned = align(sound, wanted)
    progress(2, STEPS)
    name, sha256 = keep_original(upload, about)
    _draw(sha256, sound)
    row = written(
        stop_id,
        wanted.language,
        file=name,
        sha256=sha256,
        script_hash=words_hash(wanted),
        speaker=speaker,
        licence=licence,
        spoken_on=spoken_on,
        cues=cues,
        aligned=aligned,
        duration_ms=sound.duration_ms,
    )
    progress(3, STEPS)
    return row


def align_again(row: Recording, wanted: Wanted, progress: Progress) -> None:
    """Let the machine find the sentences of a kept recording anew. Raises `RecordingRefused`, `OSError`."""
    progress(0, STEPS)
    _about, sound = sound_of(files.media(files.recording_path(row.file)))
    progress(1, STEPS)
    cues, aligned = align(sound, wanted)
    progress(2, STEPS)
    _draw(row.sha256, sound)
    # Only the recording that was listened to: another may have taken its place meanwhile.
    same = Recording.objects.filter(pk=row.pk, sha256=row.sha256, script_hash=row.script_hash)
    same.update(cues=cues, aligned=aligned, duration_ms=sound.duration_ms)
    progress(3, STEPS)


def make_heard(wanted: Wanted) -> bool:
    """Make the track of the words' recording, where there is one that may be heard; whether it is there now.

    It begins with the note where a voice has said that already; nobody waits for a voice here. Raises
    `RecordingRefused`, `OSError`.
    """
    for rung in ladders([wanted])[0].rungs:
        if rung.recorded and all(files.exists(files.segment_path(key)) for key in rung.segment_keys()):
            key = rung.key()
            if not is_whole(key):
                to_track(key, rung)
            return True
    return False


def _draw(sha256: str, sound: Samples) -> None:
    step_ms, loudest = peaks(sound)
    drawn = json.dumps({"step_ms": step_ms, "duration_ms": sound.duration_ms, "peaks": loudest}, separators=(",", ":"))
    files.put(files.media(files.peaks_path(sha256)), lambda partial: partial.write_text(drawn))
