"""A person's recording at the desk: what the request keeps, what the worker makes of it, what the page says."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.narration.fake_voice import hum
from tests.narration.formats import FORMATS, film, saved
from tour import narration
from tour.models import Recording, Stop, Track
from tour.narration.audio import apart
from tour.narration.audio.samples import Samples, silence

WORDS = "First words. Second words.\n\nThird words."


@pytest.fixture(autouse=True)
def _no_voices(settings: Settings) -> None:
    settings.NARRATION = {}


@pytest.fixture
def stop(ferry: Stop) -> Stop:
    Stop.objects.filter(pk=ferry.pk).update(text_en=WORDS)
    ferry.refresh_from_db()
    return ferry


def read_aloud(*seconds: float, before: float = 0.0) -> Samples:
    """Somebody hums so long for each sentence, half a second between."""
    parts = [part for length in seconds for part in (silence(0.5, 16_000), hum(length).data)]
    return Samples(np.concatenate([silence(before, 16_000), *parts[1:], silence(before, 16_000)]), 16_000)


READ = read_aloud(2.0, 2.5, 2.0, before=1.0)


def page_of(stop: Stop, language: str = "en") -> str:
    return f"/admin/tour/stop/{stop.pk}/recording/?language={language}"


def send(desk: Client, stop: Stop, body: bytes, **fields: str) -> Any:
    """Upload a reading from the page as it is now, or as the fields say that it was `seen`."""
    rights = {"seen": seen(desk, stop), "speaker": "Sokha", "licence": "CC BY 4.0"} | fields
    return desk.post(page_of(stop), {"file": SimpleUploadedFile("reading.mp3", body), **rights})


def seen(desk: Client, stop: Stop) -> str:
    return text(desk.get(page_of(stop))).partition('name="seen" value="')[2].partition('"')[0]


def worked() -> None:
    """Let the desk's worker do all that it was asked."""
    call_command("db_worker", "--batch", "--queue-name", "desk", "--interval", "0", "--no-startup-delay", verbosity=0)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def after(desk: Client, answer: Any) -> str:
    """The page that the answer leads to, once the worker is done."""
    assert answer.status_code == 302, text(answer)
    worked()
    return text(desk.get(answer.headers["Location"]))


def kept_files(settings: Settings) -> list[str]:
    below = [Path(settings.MEDIA_ROOT) / name for name in ("uploads", "recordings", "tracks")]
    return [str(path) for folder in below if folder.exists() for path in folder.rglob("*") if path.is_file()]


def test_the_request_only_keeps_the_bytes(
    desk: Client, stop: Stop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("decoded inside a request")

    body = saved(READ, "FLAC")
    with monkeypatch.context() as patch:
        patch.setattr(apart, "decoded", decoded)
        answer = send(desk, stop, body)
        waiting = text(desk.get(answer.headers["Location"]))
    assert "The recording is looked at in a moment." in waiting
    assert "data-looking" in waiting
    [kept] = kept_files(settings)
    assert Path(kept).read_bytes() == body
    assert "reading" not in kept
    assert not Recording.objects.exists()


def test_the_worker_trims_aligns_sets_loudness_and_the_page_shows_it(desk: Client, stop: Stop) -> None:
    page = after(desk, send(desk, stop, saved(READ, "FLAC"), spoken_on="2026-11-01"))
    row, track = Recording.objects.get(), Track.objects.get()
    assert "Ready." in page
    assert (row.speaker, row.licence, str(row.spoken_on)) == ("Sokha", "CC BY 4.0", "2026-11-01")
    # 1 s of silence at each end is gone, 120 ms of it stay.
    assert abs(row.duration_ms - 7740) <= 100
    assert (row.aligned, row.cues, row.duration_ms) == ("pauses", track.cues, track.duration_ms)
    assert np.abs(np.array(row.cues) - [[120, 2120], [2620, 5120], [5620, 7620]]).max() <= 100
    assert f"/admin/sound/{track.key}.webm" in page
    assert page.count('name="start-') == 3
    wave = json.loads(desk.get(f"/admin/tour/stop/{stop.pk}/recording/wave.json?language=en").content)
    assert wave["duration_ms"] == row.duration_ms
    assert max(wave["peaks"]) == 100


def test_an_upload_is_gone_once_it_is_taken_in(desk: Client, stop: Stop, settings: Settings) -> None:
    after(desk, send(desk, stop, saved(READ, "FLAC")))
    assert not list((Path(settings.MEDIA_ROOT) / "uploads").iterdir())


@pytest.mark.parametrize("name", FORMATS)
def test_what_phones_and_recorders_save_is_taken(desk: Client, stop: Stop, name: str) -> None:
    page = after(desk, send(desk, stop, saved(READ, name)))
    assert "Ready." in page
    assert np.abs(np.array(Recording.objects.get().cues) - [[120, 2120], [2620, 5120], [5620, 7620]]).max() <= 150


def cut(name: str, part: float = 0.6) -> Callable[[], bytes]:
    def made() -> bytes:
        body = saved(READ, name)
        return body[: int(len(body) * part)]

    return made


def wav(data: bytes, said: int | None = None) -> bytes:
    size = len(data) if said is None else said
    head = b"fmt " + (16).to_bytes(4, "little") + bytes.fromhex("01000100803e0000007d000002001000")
    return b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVE" + head + b"data" + size.to_bytes(4, "little") + data


UNREADABLE = "not a sound file we can read"
PART = "damaged and cannot be read|a part is missing"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "one byte": (lambda: b"R", UNREADABLE),
    "a page": (lambda: b"<!doctype html><title>Hello</title>", UNREADABLE),
    "a page that says it is MP3": (lambda: b"ID3\x03\x00" + b"<html>" * 100, PART),
    "a playlist": (lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", "only names other files"),
    "a playlist after a mark": (lambda: b"\xef\xbb\xbf#EXTM3U\nhttp://127.0.0.1/\n", "only names other files"),
    "a PLS list": (lambda: b"[playlist]\nFile1=/etc/passwd\n", "only names other files"),
    "a list for FFmpeg": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "only names other files"),
    "a DASH manifest": (lambda: b'<?xml version="1.0"?><MPD></MPD>', "only names other files"),
    "an address": (lambda: b"http://127.0.0.1/a.mp3", "only names other files"),
    "a playlist behind an ID3 tag": (
        lambda: b"ID3\x03\x00\x00\x00\x00\x00\x00#EXTM3U\nfile:///etc/passwd\n", PART,
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), UNREADABLE),
    "a phone's picture": (lambda: b"\0\0\0\x18ftypheic" + bytes(500), UNREADABLE),
    "a program": (lambda: b"\x7fELF" + bytes(500), UNREADABLE),
    "an archive": (lambda: b"PK\x03\x04" + bytes(500), UNREADABLE),
    "a document": (lambda: b"%PDF-1.7\n" + bytes(500), UNREADABLE),
    "a text": (lambda: "First words. សួស្តី".encode(), UNREADABLE),
    "MIDI": (lambda: b"MThd\0\0\0\x06\0\x01\0\x01\0\x60MTrk", UNREADABLE),
    "zeros": (lambda: bytes(20_000), UNREADABLE),
    "noise": (lambda: b"\x01" + os.urandom(20_000), UNREADABLE),
    "noise that begins as MP3": (lambda: b"\xff\xfb" + os.urandom(5000), f"{PART}|shorter|{UNREADABLE}"),
    "noise that begins as Ogg": (lambda: b"OggS" + os.urandom(5000), PART),
    "noise that begins as WebM": (lambda: b"\x1a\x45\xdf\xa3" + os.urandom(5000), PART),
    "noise that begins as M4A": (lambda: b"\0\0\0\x18ftypM4A " + os.urandom(5000), PART),
    "a video without sound": (film, "holds no sound"),
    "too short": (lambda: saved(read_aloud(0.5), "FLAC"), "shorter than a second"),
    "silence": (lambda: wav(bytes(96_000)), "silent"),
    "far too quiet": (lambda: saved(Samples(READ.data * np.float32(0.001), 16_000), "WAV, 32 bit float"), "silent"),
    "a head alone": (lambda: saved(READ, "FLAC")[:60], PART),
    "WAV without samples": (lambda: wav(b""), "shorter than a second|damaged"),
    "M4A cut off": (cut("M4A of an iPhone"), PART),
    "QuickTime cut off": (cut("QuickTime"), PART),
    "3GP cut off": (cut("3GP"), PART),
    "MP3 cut off": (cut("MP3"), PART),
    "FLAC cut off": (cut("FLAC"), PART),
    "WAV cut off": (cut("WAV, 16 bit"), PART),
    "WAV of floats cut off": (cut("WAV, 32 bit float"), PART),
    "AIFF cut off": (cut("AIFF"), PART),
    "WebM cut off": (cut("WebM of a browser"), PART),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_upload_is_refused_in_one_plain_sentence(
    desk: Client, stop: Stop, settings: Settings, kind: str
) -> None:
    make, reason = BAD[kind]
    answer = send(desk, stop, make())
    page = text(answer) if answer.status_code == 200 else after(desk, answer)
    assert any(part in page for part in reason.split("|")), [line for line in page.splitlines() if "<p>" in line]
    assert "data-looking" not in page
    assert not Recording.objects.exists()
    assert kept_files(settings) == []


def test_a_bad_upload_leaves_the_recording_that_was_there(desk: Client, stop: Stop) -> None:
    after(desk, send(desk, stop, saved(READ, "FLAC")))
    before = Recording.objects.values().get()
    page = after(desk, send(desk, stop, cut("FLAC")()))
    assert "Everything is as it was before." in page
    assert Recording.objects.values().get() == before


def test_too_long_a_recording_is_refused(desk: Client, stop: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tour.narration.recordings.MOST_S", 5)
    assert "longer than half an hour" in after(desk, send(desk, stop, saved(READ, "FLAC")))


def test_too_large_a_file_is_refused_before_it_is_kept(
    desk: Client, stop: Stop, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narration, "MOST_BYTES", 1000)
    assert "larger than 300 MB" in text(send(desk, stop, saved(READ, "FLAC")))
    assert kept_files(settings) == []


@pytest.mark.parametrize("fields", [{"licence": ""}, {"speaker": " "}, {"spoken_on": "2999-01-01"}])
def test_without_its_rights_an_upload_is_not_kept(
    desk: Client, stop: Stop, settings: Settings, fields: dict[str, str]
) -> None:
    page = text(send(desk, stop, saved(READ, "FLAC"), **fields))
    assert "This field is required." in page or "This day has yet to come." in page
    assert kept_files(settings) == []


def test_words_that_change_on_the_way_are_not_read_by_it(desk: Client, stop: Stop, settings: Settings) -> None:
    answer = send(desk, stop, saved(READ, "FLAC"))
    Stop.objects.update(text_en="Other words.")
    assert "The words were changed while the recording was on its way." in after(desk, answer)
    assert not Recording.objects.exists()
    assert kept_files(settings) == []


def test_an_upload_that_is_gone_is_asked_for_again(desk: Client, stop: Stop, settings: Settings) -> None:
    answer = send(desk, stop, saved(READ, "FLAC"))
    for path in (Path(settings.MEDIA_ROOT) / "uploads").iterdir():
        path.unlink()
    assert "The upload is no longer here." in after(desk, answer)


def test_the_refusal_is_in_the_language_of_who_asked(desk: Client, stop: Stop) -> None:
    body = saved(read_aloud(0.5), "FLAC")
    answer = desk.post(
        page_of(stop),
        {"file": SimpleUploadedFile("a.flac", body), "speaker": "x", "licence": "y"},
        headers={"Accept-Language": "fr"},
    )
    worked()
    page = text(desk.get(answer.headers["Location"], headers={"Accept-Language": "fr"}))
    assert "seconde" in page


# What is set by hand.


@pytest.fixture
def row(desk: Client, stop: Stop) -> Recording:
    after(desk, send(desk, stop, saved(READ, "FLAC")))
    return Recording.objects.get()


def again(desk: Client, stop: Stop) -> Any:
    """Have the machine find the sentences, from the page as it is now."""
    return desk.post(page_of(stop), {"do": "again", "seen": seen(desk, stop)})


def times(desk: Client, stop: Stop, *cues: tuple[str, str], **more: str) -> Any:
    fields = {f"{name}-{at}": value for at, cue in enumerate(cues, 1)
              for name, value in zip(("start", "end"), cue, strict=True)}  # fmt: skip
    return desk.post(page_of(stop), {"do": "cues", "seen": seen(desk, stop), **fields, **more})


GOOD = (("0.1", "2.1"), ("2,5", "5.125"), ("៥.៥", "7.6"))


def test_times_typed_are_kept_and_make_a_new_track(desk: Client, stop: Stop, row: Recording) -> None:
    before = Track.objects.get()
    page = after(desk, times(desk, stop, *GOOD))
    row.refresh_from_db()
    assert (row.cues, row.aligned) == ([[100, 2100], [2500, 5125], [5500, 7600]], "hand")
    made = Track.objects.exclude(key=before.key).get()
    assert made.cues == row.cues
    assert made.opus_sha256 == before.opus_sha256  # the same bytes: phones fetch no sound again
    assert made.key in page
    assert "Set by hand." in page


BAD_TIMES: dict[str, tuple[tuple[str, str], ...]] = {
    "no number": (("0.1", "2.1"), ("two", "5.1"), ("5.5", "7.6")),
    "nothing": (("0.1", "2.1"), ("", ""), ("5.5", "7.6")),
    "one left out": (("0.1", "2.1"), ("2.5", "5.1")),
    "over the one before": (("0.1", "2.1"), ("2.0", "5.1"), ("5.5", "7.6")),
    "turned round": (("0.1", "2.1"), ("5.1", "2.5"), ("5.5", "7.6")),
    "before the beginning": (("-1", "2.1"), ("2.5", "5.1"), ("5.5", "7.6")),
    "beyond the end": (("0.1", "2.1"), ("2.5", "5.1"), ("5.5", "99")),
    "not a number": (("0.1", "2.1"), ("nan", "5.1"), ("5.5", "7.6")),
    "without end": (("0.1", "2.1"), ("2.5", "Infinity"), ("5.5", "7.6")),
    "enormous": (("0.1", "2.1"), ("2.5", "1e999999"), ("5.5", "7.6")),
    "endless": (("0.1", "2.1"), ("2.5", "5" * 5000), ("5.5", "7.6")),
}


@pytest.mark.parametrize("kind", BAD_TIMES)
def test_times_that_cannot_be_meant_are_shown_again_with_the_reason(
    desk: Client, stop: Stop, row: Recording, kind: str
) -> None:
    answer = times(desk, stop, *BAD_TIMES[kind])
    assert answer.status_code == 200
    assert "errornote" in text(answer)
    assert 'aria-invalid="true"' in text(answer)
    assert "Sentence " in text(answer)
    again = Recording.objects.get()
    assert (again.cues, again.aligned) == (row.cues, "pauses")


def test_what_somebody_else_has_set_meanwhile_is_not_overwritten(desk: Client, stop: Stop, row: Recording) -> None:
    old = seen(desk, stop)
    times(desk, stop, *GOOD)
    fields = {"start-1": "0", "end-1": "1", "start-2": "1", "end-2": "2", "start-3": "2", "end-3": "3"}
    answer = desk.post(page_of(stop), {"do": "cues", "seen": old, **fields}, follow=True)
    assert "This is how it stands now." in text(answer)
    assert Recording.objects.get().cues == [[100, 2100], [2500, 5125], [5500, 7600]]


def test_the_machine_takes_back_what_was_set_by_hand(desk: Client, stop: Stop, row: Recording) -> None:
    times(desk, stop, *GOOD)
    after(desk, again(desk, stop))
    now = Recording.objects.get()
    assert (now.cues, now.aligned) == (row.cues, "pauses")


def test_changed_words_make_the_recording_stale_and_the_page_says_so(desk: Client, stop: Stop, row: Recording) -> None:
    mark = seen(desk, stop)
    Stop.objects.update(text_en="First words. Other words.\n\nThird words.")
    page = text(desk.get(page_of(stop)))
    assert "The words have changed since this was read." in page
    assert "<cue-editor" not in page
    answer = desk.post(page_of(stop), {"do": "cues", "seen": mark, "start-1": "0", "end-1": "1"}, follow=True)
    assert "This is how it stands now." in text(answer)
    assert "Look at them, then upload again." in after(desk, again(desk, stop))


def test_a_recording_that_names_nobody_is_not_heard_until_it_does(
    desk: Client, stop: Stop, row: Recording, settings: Settings
) -> None:
    Recording.objects.update(speaker="")
    page = text(desk.get(page_of(stop)))
    assert "Nobody hears this recording yet" in page
    assert "/admin/sound/" not in page
    asked = narration.wanted("river", "ferry", "en", narration.script_of(stop, "en"), None)
    assert narration.find([asked]) == [narration.Silence.NO_VOICE]
    page = after(desk, desk.post(page_of(stop), {"do": "rights", "speaker": "Sokha", "licence": "CC0"}))
    assert "/admin/sound/" in page
    assert "Nobody hears" not in page


def test_rights_cannot_be_taken_away(desk: Client, stop: Stop, row: Recording) -> None:
    assert "This field is required." in text(desk.post(page_of(stop), {"do": "rights", "speaker": "", "licence": ""}))
    assert Recording.objects.get().speaker == "Sokha"


TIMES = [f"{name}-{at}" for at in (1, 2, 3) for name in ("start", "end")]


def shown_times(desk: Client, stop: Stop) -> dict[str, str]:
    """The times as the page's fields have them."""
    page = text(desk.get(page_of(stop)))
    return {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in TIMES}


def test_times_that_were_moved_are_saved_with_voice_and_licence(desk: Client, stop: Stop, row: Recording) -> None:
    sent = {"do": "rights", "seen": seen(desk, stop), **shown_times(desk, stop), "speaker": "Mony", "licence": "CC0"}
    page = after(desk, desk.post(page_of(stop), sent | {"end-2": "5.07"}))
    row.refresh_from_db()
    assert (row.speaker, row.aligned, (row.cues or [])[1][1]) == ("Mony", "hand", 5070)
    assert 'name="end-2" value="5.07"' in page


def test_voice_and_licence_are_saved_with_the_times(desk: Client, stop: Stop, row: Recording) -> None:
    times(desk, stop, *GOOD, speaker="Mony", licence="CC0", spoken_on="")
    row.refresh_from_db()
    assert (row.speaker, row.licence, row.aligned) == ("Mony", "CC0", "hand")


def test_times_that_nobody_moved_stay_as_the_machine_set_them(desk: Client, stop: Stop, row: Recording) -> None:
    sent = {"do": "rights", "seen": seen(desk, stop), **shown_times(desk, stop), "speaker": "Mony", "licence": "CC0"}
    assert desk.post(page_of(stop), sent).status_code == 302
    again = Recording.objects.get()
    assert (again.speaker, again.cues, again.aligned) == ("Mony", row.cues, "pauses")


@pytest.mark.parametrize("wrong", [{"licence": ""}, {"end-2": "two"}])
def test_of_a_form_with_a_fault_nothing_is_saved_and_all_is_shown(
    desk: Client, stop: Stop, row: Recording, wrong: dict[str, str]
) -> None:
    sent = {"do": "rights", "seen": seen(desk, stop), **shown_times(desk, stop), "speaker": "Mony", "licence": "CC0"}
    page = text(desk.post(page_of(stop), sent | {"start-2": "2.7"} | wrong))
    assert 'name="start-2" value="2.70"' in page or 'name="start-2" value="2.7"' in page
    assert 'value="Mony"' in page
    again = Recording.objects.get()
    assert (again.speaker, again.cues) == ("Sokha", row.cues)


def test_a_recording_of_a_folder_has_its_sentences_found_on_demand(desk: Client, stop: Stop) -> None:
    narration.accept_recording(stop, "en", saved(READ, "FLAC"), speaker="Sokha", licence="CC0")
    assert "Nobody has looked yet where each sentence" in text(desk.get(page_of(stop)))
    assert "<cue-editor" in after(desk, again(desk, stop))


def test_a_stop_without_words_takes_no_recording(desk: Client, stop: Stop) -> None:
    page = text(desk.get(page_of(stop, "km")))
    assert "no words in that language yet" in page
    assert 'type="file"' not in page
    file = SimpleUploadedFile("a.flac", saved(READ, "FLAC"))
    answer = desk.post(page_of(stop, "km"), {"file": file, "speaker": "x", "licence": "y"}, follow=True)
    assert "Write them first" in text(answer)


def test_where_nothing_is_recorded_there_is_nothing_to_set(desk: Client, stop: Stop) -> None:
    for do in ("rights", "cues", "again", "away"):
        assert desk.post(page_of(stop), {"do": do}).status_code == 404


def test_a_worker_that_was_ended_is_named(
    desk: Client, stop: Stop, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django_tasks_db.models import DBTaskResult

    here = send(desk, stop, saved(READ, "FLAC")).headers["Location"]
    DBTaskResult.objects.update(status="RUNNING", started_at="2020-01-01T00:00:00Z")
    assert "The worker was ended while it was at it." in text(desk.get(here))


@pytest.mark.parametrize("order", ["x", "0" * 32, "%00", "a" * 400])
def test_an_order_there_is_none_of_shows_the_page_alone(desk: Client, stop: Stop, order: str) -> None:
    answer = desk.get(f"{page_of(stop)}&order={order}")
    assert answer.status_code == 200
    assert 'id="order"' not in text(answer)
