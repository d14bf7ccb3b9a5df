"""Human recordings: taken in with care, and made into tracks."""

import hashlib
import io
from pathlib import Path
from shutil import copyfile
from tempfile import NamedTemporaryFile
from typing import IO, Any, Literal

import numpy as np
from django.utils.translation import gettext as _

from tour.models import Recording, Stop, Track
from tour.narration import cues, files, tracks
from tour.narration.audio import apart, decode, encode
from tour.narration.audio.samples import QUIET, Samples, pauses
from tour.narration.keys import Paragraphs, script_hash
from tour.narration.script import speakable
from tour.narration.stop_script import script_of, spoken
from tour.narration.values import RecordingRefused, Wanted

MOST_BYTES = 300_000_000
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
}


def accept_recording(
    stop: Stop,
    language: str,
    uploaded: bytes | IO[bytes],
    *,
    speaker: str,
    licence: str,
    paragraphs: Paragraphs | None = None,
) -> Recording:
    """Keep an uploaded narration of the stop's present script; it replaces an earlier one in that language.

    The original is kept as it came, under its hash. `paragraphs` is the spoken script where the
    caller has it. Raises `RecordingRefused`; nothing is changed then.
    """
    if paragraphs is None:
        paragraphs = spoken(script_of(stop, language))
    if not paragraphs:
        raise RecordingRefused(_("This stop has no words in that language yet. Write them first, then upload."))
    folder = files.media("recordings")
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".partial") as kept:
        sha256 = _copied(uploaded, kept)
        # The samples stay in the child: a web process takes uploads, and half an hour of them is 700 MB.
        about, _none = _decoded(Path(kept.name), "about")
        _judge(about)
        name = f"{sha256}.{_EXTENSIONS[about['format'].split(',')[0]]}"
        files.put(folder / name, lambda partial: copyfile(kept.name, partial))
    row, _new = Recording.objects.update_or_create(
        stop=stop,
        language=language,
        defaults={
            "file": name,
            "sha256": sha256,
            "script_hash": script_hash(paragraphs),
            "speaker": speaker,
            "licence": licence,
        },
    )
    return row


def to_track(key: str, wanted: Wanted, file: str) -> Track:
    """Make the track of a recording set beside the script it was read from. Raises `RecordingRefused`, `OSError`."""
    _about, pcm = _decoded(files.media(files.recording_path(file)), "samples")
    sound = Samples(np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32767), encode.RATE)
    sentences = [text for paragraph in wanted.paragraphs for text in paragraph]
    lengths = [sum(character.isalnum() for character in text) if speakable(text) else 0 for text in sentences]
    found = cues.beside_recording(lengths, sound.duration_ms, pauses(sound))
    return tracks.finished(key, wanted.language, "recording", sound, found)


def _copied(uploaded: bytes | IO[bytes], into: Any) -> str:
    """Copy the upload, giving its SHA-256; raises `RecordingRefused` where it is too large or empty."""
    source = io.BytesIO(uploaded) if isinstance(uploaded, bytes) else uploaded
    source.seek(0)
    digest, size = hashlib.sha256(), 0
    while part := source.read(1 << 20):
        size += len(part)
        if size > MOST_BYTES:
            raise RecordingRefused(_("The file is larger than 300 MB. Save it as FLAC or MP3 and upload that."))
        digest.update(part)
        into.write(part)
    into.flush()
    if not size:
        raise RecordingRefused(_("The file is empty. Choose the recording again."))
    return digest.hexdigest()


def _decoded(path: Path, answer: Literal["about", "samples"]) -> tuple[dict[str, Any], bytes]:
    """What a file is, with its samples where asked for (see `apart.decoded`). Raises `RecordingRefused`, `OSError`."""
    try:
        return apart.decoded(path, encode.RATE, MOST_S, answer)
    except decode.NotSound as error:
        raise RecordingRefused(_refusal(str(error))) from error


def _judge(about: dict[str, Any]) -> None:
    """Raise `RecordingRefused` where there is nothing to listen to."""
    if about["duration_ms"] < LEAST_S * 1000:
        raise RecordingRefused(_("The recording is shorter than a second. Record the stop's words and upload that."))
    if about["loudest"] <= QUIET:
        raise RecordingRefused(_("The recording is silent. Check the microphone and record again."))


def _refusal(code: str) -> str:
    """The words for a code of `decode.NotSound`."""
    return {
        "format": _("This is not a sound file we can read. Upload WAV, FLAC, MP3, M4A, Ogg or WebM."),
        "no-audio": _("The file holds no sound. Upload a recording of the stop's words."),
        "too-long": _("The recording is longer than half an hour. Upload the words of this stop only."),
        "damaged": _("The file is damaged and cannot be read to its end. Save it again and upload that."),
    }[code]
