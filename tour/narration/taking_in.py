"""A person's reading as the desk's worker takes it in: decoded, trimmed, laid beside its sentences, kept.

Slow, in no transaction; the row is written at the end, in a short one.
"""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from tour.models import Recording
from tour.narration import before, files
from tour.narration.aligning import align
from tour.narration.audio.peaks import peaks
from tour.narration.audio.samples import Samples
from tour.narration.before import Replacing
from tour.narration.finding import is_whole
from tour.narration.ladder import ladders
from tour.narration.read import words_hash
from tour.narration.recordings import keep_original, sound_of, to_track, written
from tour.narration.refusals import refused
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
    replacing: Replacing,
    progress: Progress,
) -> Recording:
    """Take in an upload as the reading of these words; it replaces the one that its sender has seen, if any.

    `progress` hears (steps done, steps in all). Raises `RecordingRefused`, `OSError`; nothing is
    changed then.
    """
    progress(0, STEPS)
    if before.mark(Recording.objects.filter(stop=stop_id, language=wanted.language).first()) != replacing.seen:
        raise refused("meanwhile")
    about, sound = sound_of(upload)
    progress(1, STEPS)
    cues, aligned = align(sound, wanted)
    progress(2, STEPS)
    name, sha256 = keep_original(upload, about)
    _draw(sha256, sound)
    row = _replaced(
        stop_id,
        wanted.language,
        replacing,
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


def align_again(row: Recording, wanted: Wanted, replacing: Replacing, progress: Progress) -> None:
    """Let the machine find the sentences of a kept recording anew; times that were set by hand are kept in the log.

    Raises `RecordingRefused` (also where the recording or its times are not those that were seen), `OSError`.
    """
    progress(0, STEPS)
    if before.mark(row) != replacing.seen:
        raise refused("meanwhile")
    _about, sound = sound_of(files.media(files.recording_path(row.file)))
    progress(1, STEPS)
    cues, aligned = align(sound, wanted)
    progress(2, STEPS)
    _draw(row.sha256, sound)
    with transaction.atomic():
        # Only the recording that was listened to: another, or other times, may have taken its place meanwhile.
        now = Recording.objects.select_for_update().filter(pk=row.pk).first()
        if now is None or before.mark(now) != replacing.seen:
            raise refused("meanwhile")
        if now.aligned == Recording.Aligned.HAND:
            before.keep(now, replacing.by, "aligned")
        Recording.objects.filter(pk=now.pk).update(cues=cues, aligned=aligned, duration_ms=sound.duration_ms)
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


def _replaced(stop_id: int, language: str, replacing: Replacing, **columns: Any) -> Recording:
    """The row, all of it anew; what it said before is kept. Raises `RecordingRefused` where that was not seen."""
    with transaction.atomic():
        row = Recording.objects.select_for_update().filter(stop=stop_id, language=language).first()
        if before.mark(row) != replacing.seen:
            raise refused("meanwhile")
        if row is not None:
            before.keep(row, replacing.by, "replaced")
        return written(stop_id, language, **columns)


def _draw(sha256: str, sound: Samples) -> None:
    step_ms, loudest = peaks(sound)
    drawn = json.dumps({"step_ms": step_ms, "duration_ms": sound.duration_ms, "peaks": loudest}, separators=(",", ":"))
    files.put(files.media(files.peaks_path(sha256)), lambda partial: partial.write_text(drawn))
