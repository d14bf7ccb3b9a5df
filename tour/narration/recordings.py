"""Human recordings: taken in from a folder with care, and made into tracks (`takes` has the desk's uploads)."""

import hashlib
import io
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import NamedTemporaryFile
from typing import IO, Any, Literal

import numpy as np
from django.utils.translation import gettext as _

from tour.models import Recording, Stop, Track
from tour.narration import files, kinds, tracks
from tour.narration.aligning import align
from tour.narration.audio import apart, decode, encode, room
from tour.narration.audio.samples import QUIET, Samples
from tour.narration.keys import script_hash
from tour.narration.ladder import Rung
from tour.narration.refusals import MOST_BYTES, refused
from tour.narration.stop_script import script_of
from tour.narration.stop_script import written as written_of
from tour.narration.values import RecordingRefused

MOST_S, LEAST_S = 1800, 1
# Extension by what the file was found to be, never by the name it came with.
_EXTENSIONS = {
    "mp3": "mp3",
    "wav": "wav",
    "w64": "w64",
    "aiff": "aiff",
    "flac": "flac",
    "ogg": "ogg",
    "mov": "m4a",
    "matroska": "webm",
    "aac": "aac",
    "caf": "caf",
    "amr": "amr",
}


def accept_recording(
    stop: Stop,
    language: str,
    uploaded: bytes | IO[bytes],
    *,
    speaker: str,
    licence: str,
    spoken_on: date | None = None,
) -> Recording:
    """Keep a narration of the stop's present script; it replaces an earlier one in that language.

    The original is kept as it came, under its hash; its sentences are looked for when the track is
    made. Raises `RecordingRefused`; nothing is changed then.
    """
    paragraphs = written_of(script_of(stop, language))
    if not paragraphs:
        raise RecordingRefused(_("This stop has no words in that language yet. Write them first, then upload."))
    folder = files.media("recordings")
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".partial") as copy:
        _copied(uploaded, copy)
        # The samples stay in the child: half an hour of them is 700 MB.
        about, _none = looked_at(Path(copy.name), "about")
        name, sha256 = keep_original(Path(copy.name), about)
    return written(
        stop.pk,
        language,
        file=name,
        sha256=sha256,
        script_hash=script_hash(paragraphs),
        speaker=speaker,
        licence=licence,
        spoken_on=spoken_on,
    )


def written(stop_id: int, language: str, **columns: Any) -> Recording:
    """The row of a recording, all of it anew: nothing of an earlier recording stays in it."""
    nothing_yet = {"cues": None, "aligned": Recording.Aligned.NOT_YET, "duration_ms": 0, "spoken_on": None}
    row, _new = Recording.objects.update_or_create(stop_id=stop_id, language=language, defaults=nothing_yet | columns)
    return row


def to_track(key: str, rung: Rung) -> Track:
    """Make the track of a recording, looking for its sentences where no cues are set.

    What its voice says first has been spoken. Raises `RecordingRefused`, `OSError`, `ValueError` (a
    segment's file is damaged).
    """
    sound, language = sound_of(files.media(files.recording_path(rung.file)))[1], rung.wanted.language
    cues = rung.cues or align(sound, rung.wanted)[0]
    if rung.voice:
        note, _one = tracks.spoken(rung.voice, language, rung.voiced, rung.manners)
        sound, cues = tracks.prefaced(note, sound, cues)
    return tracks.finished(key, language, "recording", sound, cues)


def sound_of(path: Path) -> tuple[dict[str, Any], Samples]:
    """What a file is, and its sound without the quiet at both ends. Raises `RecordingRefused`, `OSError`."""
    about, pcm = looked_at(path, "samples")
    sound = Samples(np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32767), encode.RATE)
    return about, room.trimmed(sound)


def looked_at(path: Path, answer: Literal["about", "samples"]) -> tuple[dict[str, Any], bytes]:
    """What a file is, with its samples where asked for, if it can be listened to (see `apart.decoded`).

    Raises `RecordingRefused`, `OSError`.
    """
    with path.open("rb") as file:
        head = file.read(kinds.HEAD_BYTES)
    if kinds.is_cut_off(head, path.stat().st_size):
        raise refused("cut-off")
    try:
        about, pcm = apart.decoded(path, encode.RATE, MOST_S, answer)
    except decode.NotSound as error:
        # It begins as sound does, and still cannot be opened: the part that tells how is missing.
        code = "damaged" if str(error) == "format" and kinds.sound_kind(head) else str(error)
        raise refused("playlist" if kinds.is_playlist(head) else code) from error
    if about["duration_ms"] < LEAST_S * 1000:
        raise refused("too-short")
    if about["loudest"] <= QUIET:
        raise refused("silent")
    return about, pcm


def keep_original(path: Path, about: dict[str, Any]) -> tuple[str, str]:
    """Copy a file to where recordings lie, under its hash; its name there and the hash. Raises `OSError`."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    name = f"{sha256}.{_EXTENSIONS[about['format'].split(',')[0]]}"
    files.put(files.media(files.recording_path(name)), lambda partial: copyfile(path, partial))
    return name, sha256


def _copied(uploaded: bytes | IO[bytes], into: Any) -> None:
    """Copy the upload; raises `RecordingRefused` where it is too large or empty."""
    source = io.BytesIO(uploaded) if isinstance(uploaded, bytes) else uploaded
    source.seek(0)
    size = 0
    while part := source.read(1 << 20):
        size += len(part)
        if size > MOST_BYTES:
            raise refused("too-large")
        into.write(part)
    into.flush()
    if not size:
        raise refused("empty")
