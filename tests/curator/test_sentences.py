from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.narration.fake_voice import FAKE
from tour import narration, readiness
from tour.curator import work
from tour.models import Segment, Stop
from tour.narration.keys import segment_key
from tour.narration.voices import Voice, known_voices


@pytest.fixture(autouse=True)
def voice(settings: Settings) -> Voice:
    settings.NARRATION = {"net": {"BACKEND": FAKE, "SPEAKS": "en th", "NETWORK": True}}
    settings.DEFAULT_VOICES = ("net",)
    return known_voices()["net"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: calls.append("speak"))
    return calls


def row(voice: Voice, text: str, **fields: Any) -> Segment:
    key = segment_key(voice, "en", text)
    return Segment.objects.create(key=key, language="en", voice="net", voice_version="1", text=text, **fields)


def address(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/sound/?language=en"


def test_each_sentence_is_heard_on_its_own(desk: Client, ferry: Stop, voice: Voice) -> None:
    spoken = row(voice, "It crossed here.", status="made", duration_ms=2000)
    file = Path(settings.MEDIA_ROOT) / narration.segment_path(spoken.key)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"0123456789")
    page = desk.get(address(ferry)).content.decode()
    assert page.count("<audio") == 1
    assert "net · 0:02" in page
    assert "1 sentence waits for a voice." in page
    answer = desk.get(f"/admin/sound/{spoken.key}.flac", headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (206, b"234", "audio/flac")


def test_a_failure_is_told_in_words_and_can_be_tried_again(
    desk: Client, ferry: Stop, voice: Voice, asked: list[str]
) -> None:
    row(voice, "It crossed here.", status="failed", reason="The service answered 400.", permanent=True)
    page = desk.get(address(ferry)).content.decode()
    assert "net: The voice gave this reason: “The service answered 400.”" in page
    assert "It is not tried again by itself." in page
    wanted = readiness.of_stop(ferry.pk, "en").asked
    # The control: until it is asked for, the worker leaves it alone.
    assert narration.lacking([wanted]) == []
    assert desk.post(address(ferry)).status_code == 302
    assert asked == ["speak"]
    assert narration.lacking([wanted]) == [wanted]
    assert Segment.objects.get().retry_at <= timezone.now()  # type: ignore[operator]


def test_what_would_leave_the_site_is_counted(
    desk: Client, ferry: Stop, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "would leave" not in desk.get(address(ferry)).content.decode()
    monkeypatch.setattr(type(voice), "sends_text_away", True)
    row(voice, "It crossed here.", status="made", duration_ms=2000)
    assert "14 characters would leave this site" in desk.get(address(ferry)).content.decode()


def test_a_language_without_words_says_so(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_en="", title_en="", place_en="", text_th="", title_th="")
    assert "There are no words to speak" in desk.get(address(ferry)).content.decode()
