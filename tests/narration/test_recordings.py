import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from tests.narration.fake_voice import hum
from tour import narration
from tour.models import LexiconEntry, Recording, SpokenForm, Stop, set_words
from tour.narration import Heard, RecordingRefused, files
from tour.narration.audio import encode, flac
from tour.narration.audio.samples import Samples, silence
from tour.narration.cues import beside_recording, webvtt

pytestmark = pytest.mark.usefixtures("fakes")


def read_aloud(*seconds: float) -> Samples:
    """Somebody hums so long for each sentence, half a second between."""
    parts = [part for length in seconds for part in (silence(0.5, 16_000), hum(length).data)]
    return Samples(np.concatenate(parts[1:]), 16_000)


def as_flac(sound: Samples) -> bytes:
    path = Path(settings.MEDIA_ROOT) / "upload.flac"
    flac.write(path, sound)
    return path.read_bytes()


def as_webm(sound: Samples) -> bytes:
    path = Path(settings.MEDIA_ROOT) / "upload.webm"
    encode.webm(path, encode.resampled(sound, 48_000))
    return path.read_bytes()


def upload(stop: Stop, body: bytes) -> Recording:
    return narration.accept_recording(stop, "en", body, speaker="Sokha", licence="CC BY 4.0")


def script(stop: Stop) -> narration.Wanted:
    return narration.wanted("walk", "gate", "en", narration.script_of(stop, "en"), None)


def test_a_recording_wins_over_every_voice(stop: Stop) -> None:
    narration.make(script(stop))
    row = upload(stop, as_flac(read_aloud(2.0, 2.5, 2.0)))
    (before,) = narration.find([script(stop)])
    assert isinstance(before, Heard)
    assert before.stand_in
    assert narration.lacking([script(stop)]) == [script(stop)]
    assert narration.make(script(stop)) == narration.Made(encoded=1)
    (found,) = narration.find([script(stop)])
    assert isinstance(found, Heard)
    assert (found.recorded, found.stand_in, found.track.voice) == (True, False, "recording")
    assert row.file == f"{row.sha256}.flac"
    assert files.media(files.recording_path(row.file)).exists()


def test_its_cues_stand_at_the_pauses(stop: Stop, settings: Settings) -> None:
    settings.NARRATION = {}
    upload(stop, as_flac(read_aloud(2.0, 2.5, 2.0)))
    narration.make(script(stop))
    (found,) = narration.find([script(stop)])
    assert isinstance(found, Heard)
    expected = [[0, 2000], [2500, 5000], [5500, 7500]]
    assert np.abs(np.array(found.track.cues) - expected).max() <= 100


def test_changed_words_are_not_read_by_an_old_recording(stop: Stop) -> None:
    upload(stop, as_flac(read_aloud(3.0)))
    set_words(stop, "text", "en", "Other words.")
    stop.save()
    narration.make(script(stop))
    (found,) = narration.find([script(stop)])
    assert isinstance(found, Heard)
    assert not found.recorded


def test_uploading_again_replaces_the_row_and_keeps_both_files(stop: Stop) -> None:
    first, second = upload(stop, as_flac(read_aloud(3.0))), upload(stop, as_flac(read_aloud(4.0)))
    assert Recording.objects.get() == second
    assert first.file != second.file
    assert files.media(files.recording_path(first.file)).exists()


def test_the_name_follows_the_content(stop: Stop) -> None:
    named = io.BytesIO(as_webm(read_aloud(3.0)))
    named.name = "../../evil.html"
    row = narration.accept_recording(stop, "en", named, speaker="", licence="CC0")
    assert row.file == f"{row.sha256}.webm"


def test_the_script_is_as_the_tour_says_its_names(stop: Stop) -> None:
    entry = LexiconEntry(tour=stop.tour, slug="first")
    set_words(entry, "form", "en", "First")
    set_words(entry, "say", "en", "Furst")
    entry.save()
    SpokenForm.objects.create(stop=stop, language="en", written="Third", spoken="Turd-less third")
    assert script(stop).paragraphs == (("Furst words.", "Second words."), ("Turd-less third words.",))


def truncated(sound: Samples) -> bytes:
    return as_flac(sound)[:40]


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "a page": (lambda: b"<!doctype html><title>Hello</title>", "not a sound file"),
    "a page named MP3": (lambda: b"ID3\x03\x00" + b"<html>" * 100, "not a sound file|damaged"),
    "a playlist": (lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", "only names other files"),
    "a list of files": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "only names other files"),
    "a DASH manifest": (
        lambda: b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        "only names other files",
    ),
    "noise bytes": (lambda: os.urandom(20_000), "not a sound file|damaged|shorter|no sound"),
    "zeros": (lambda: bytes(20_000), "not a sound file|damaged"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "not a sound file"),
    "a program": (lambda: b"\x7fELF" + bytes(500), "not a sound file"),
    "an archive": (lambda: b"PK\x03\x04" + bytes(500), "not a sound file"),
    "a head without a body": (lambda: truncated(read_aloud(3.0)), "not a sound file|damaged|shorter"),
    "too short": (lambda: as_flac(read_aloud(0.5)), "shorter than a second"),
    "silence": (lambda: as_flac(Samples(silence(3.0, 16_000), 16_000)), "silent"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_narration_is_refused_in_words(stop: Stop, kind: str) -> None:
    make, reason = BAD[kind]
    with pytest.raises(RecordingRefused) as refused:
        upload(stop, make())
    assert any(part in str(refused.value) for part in reason.split("|")), str(refused.value)
    assert not Recording.objects.exists()
    assert not list((Path(settings.MEDIA_ROOT) / "recordings").iterdir())


def test_a_stop_without_words_takes_no_recording(stop: Stop) -> None:
    with pytest.raises(RecordingRefused, match="no words"):
        narration.accept_recording(stop, "km", as_flac(read_aloud(3.0)), speaker="", licence="CC0")


def test_an_original_that_is_gone_leaves_the_voices(stop: Stop) -> None:
    row = upload(stop, as_flac(read_aloud(3.0)))
    files.media(files.recording_path(row.file)).unlink()
    made = narration.make(script(stop))
    assert made.encoded == 1
    assert made.failures[0].startswith("recording:")


def test_the_nearest_and_longest_pauses_part_sentences() -> None:
    pauses = [(400, 560), (980, 1400), (1900, 2060), (2900, 3300)]
    assert beside_recording([10, 20, 10], 4000, pauses) == [[0, 980], [1400, 2900], [3300, 4000]]


def test_without_pauses_sentences_share_the_time() -> None:
    assert beside_recording([1, 3], 4000, []) == [[0, 1000], [1000, 4000]]


def test_webvtt_is_escaped_and_timed() -> None:
    made = webvtt([("a < b & c --> d", 0, 1500), ("", 1500, 1500), ("Later", 3_661_001, 3_662_000)])
    assert made == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\na &lt; b &amp; c --&gt; d\n\n01:01:01.001 --> 01:01:02.000\nLater\n"
    )
