"""A recording is taken away: a voice speaks again, it says who did it, and it can be put back."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tests.curator.test_recordings import READ, WORDS, page_of, seen, text
from tests.narration.formats import saved
from tour import narration
from tour.curator import work
from tour.models import Recording, Stop, give


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the worker was asked."""
    said: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: said.append("speak"))
    return said


@pytest.fixture
def row(ferry: Stop, settings: Settings, asked: list[str]) -> Recording:
    settings.NARRATION = {}
    Stop.objects.update(text_en=WORDS)
    ferry.refresh_from_db()
    narration.accept_recording(ferry, "en", saved(READ, "FLAC"), speaker="Sokha", licence="CC0")
    Recording.objects.update(cues=[[0, 2000], [2500, 5000], [5500, 7500]], aligned="hand", duration_ms=8000)
    return Recording.objects.get()


def columns(row: Recording) -> dict[str, Any]:
    return {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in {"id", "uploaded_at"}}


def away(desk: Client, stop: Stop) -> Any:
    return desk.post(page_of(stop), {"do": "away", "seen": seen(desk, stop)}, follow=True)


def test_it_is_asked_once_then_the_voices_are_asked_and_the_file_stays(
    desk: Client, ferry: Stop, row: Recording, asked: list[str], settings: Settings
) -> None:
    assert "Yes, take it away" in text(desk.get(page_of(ferry)))
    page = text(away(desk, ferry))
    assert not Recording.objects.exists()
    assert asked == ["speak"]
    assert (Path(settings.MEDIA_ROOT) / "recordings" / row.file).is_file()
    assert "The reading by “Sokha” was taken away by dara on" in page
    wanted = narration.wanted("river", "ferry", "en", narration.script_of(ferry, "en"), None)
    assert narration.find([wanted]) == [narration.Silence.NO_VOICE]


def test_it_is_put_back_as_it_was(desk: Client, ferry: Stop, row: Recording) -> None:
    page = text(away(desk, ferry))
    entry = page.partition('name="entry" value="')[2].partition('"')[0]
    back = text(desk.post(page_of(ferry), {"do": "back", "entry": entry}, follow=True))
    assert columns(Recording.objects.get()) == columns(row)
    assert "Put this recording back" not in back
    # Pressed once more, on a page of before.
    again = desk.post(page_of(ferry), {"do": "back", "entry": entry}, follow=True)
    assert "This is how it stands now." in text(again)


def test_another_recording_that_came_meanwhile_is_neither_taken_away_nor_replaced(
    desk: Client, ferry: Stop, row: Recording
) -> None:
    old = seen(desk, ferry) or text(desk.get(page_of(ferry))).partition('name="seen" value="')[2].partition('"')[0]
    Recording.objects.update(sha256="0" * 64)
    answer = desk.post(page_of(ferry), {"do": "away", "seen": old}, follow=True)
    assert "This is how it stands now." in text(answer)
    assert Recording.objects.get().sha256 == "0" * 64
    entry = text(away(desk, ferry)).partition('name="entry" value="')[2].partition('"')[0]
    narration.accept_recording(ferry, "en", saved(READ, "FLAC"), speaker="Mony", licence="CC0")
    desk.post(page_of(ferry), {"do": "back", "entry": entry})
    assert Recording.objects.get().speaker == "Mony"


@pytest.mark.parametrize("entry", ["", "x", "0", "99999999999999999999"])
def test_what_was_never_taken_away_cannot_be_put_back(desk: Client, ferry: Stop, row: Recording, entry: str) -> None:
    away(desk, ferry)
    assert desk.post(page_of(ferry), {"do": "back", "entry": entry}).status_code == 302
    assert not Recording.objects.exists()


def test_whoever_may_not_record_in_the_language_may_neither(ferry: Stop, row: Recording) -> None:
    reader = User.objects.create(username="vanna", is_staff=True)
    give(reader, "publisher", tours=[ferry.tour])
    client = Client()
    client.force_login(reader)
    assert "Take this recording away" not in text(client.get(page_of(ferry)))
    assert client.post(page_of(ferry), {"do": "away"}).status_code == 403
    assert client.post(page_of(ferry), {"do": "back"}).status_code == 403
    assert Recording.objects.exists()
