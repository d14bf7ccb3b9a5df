from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from pytest_django.fixtures import Settings

from tour import narration
from tour.curator import work
from tour.curator.middleware import LARGEST_BYTES, SMALL_BYTES
from tour.models import Stop, Track

KEY = "ab" * 32
Answers = dict[str, narration.Heard | narration.Silence]


@pytest.fixture
def track(settings: Settings) -> Track:
    file = Path(settings.MEDIA_ROOT) / narration.opus_path(KEY)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"0123456789")
    return Track(key=KEY, language="th", voice="gtts", duration_ms=67_000, cues=[[0, 1]] * 14, openings=[])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the worker was asked; no voice is ever called by a page."""
    calls: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: calls.append("speak"))
    return calls


def thai(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def test_the_track_can_be_heard_with_its_voice_and_sentences(
    desk: Client, ferry: Stop, told: Answers, track: Track
) -> None:
    told["th"] = narration.Heard(track=track, recorded=False, stand_in=False, prefaced=False)
    page = desk.get(thai(ferry)).content.decode()
    assert f'src="/admin/sound/{KEY}.webm"' in page
    assert "1:07, read by “gtts”, 14 sentences" in page


def test_a_silent_stop_says_why(desk: Client, ferry: Stop, told: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    told["th"] = narration.Silence.FAILED
    monkeypatch.setattr(narration, "reasons", lambda asked: "gtts: the service answered 503.")
    page = desk.get(thai(ferry)).content.decode()
    assert "<audio" not in page
    assert "gtts: the service answered 503." in page


@pytest.mark.parametrize(
    ("asked_for", "status", "body"),
    [("", 200, b"0123456789"), ("bytes=2-4", 206, b"234"), ("bytes=-3", 206, b"789"), ("bytes=10-", 416, b"")],
)
def test_a_part_of_a_track_can_be_asked_for(
    desk: Client, track: Track, asked_for: str, status: int, body: bytes
) -> None:
    answer = desk.get(f"/admin/sound/{KEY}.webm", headers={"Range": asked_for})
    assert (answer.status_code, answer.content) == (status, body)


def test_a_track_is_played_to_curators_only(client: Client, track: Track, db: None) -> None:
    assert client.get(f"/admin/sound/{KEY}.webm").status_code == 302
    client.force_login(User.objects.create_user("sok", is_staff=True))
    assert client.get(f"/admin/sound/{KEY}.webm").status_code == 403


def test_a_track_that_is_not_there_is_404(desk: Client) -> None:
    assert desk.get(f"/admin/sound/{'0' * 64}.webm").status_code == 404
    assert desk.get("/admin/sound/..%2f..%2fsecret_key.webm").status_code == 404


def test_speak_now_asks_the_worker_and_comes_back(desk: Client, ferry: Stop, asked: list[str]) -> None:
    answer = desk.post(f"/admin/tour/stop/{ferry.pk}/speak/?language=th")
    assert answer.headers["Location"] == f"{thai(ferry)}#sound"
    assert asked == ["speak"]


def test_speaking_is_asked_for_by_post_and_by_those_who_may_edit(
    client: Client, desk: Client, ferry: Stop, asked: list[str]
) -> None:
    url = f"/admin/tour/stop/{ferry.pk}/speak/"
    assert desk.get(url).status_code == 405
    client.force_login(User.objects.create_user("sok", is_staff=True))
    assert client.post(url).status_code == 403
    assert asked == []


def test_what_is_too_large_is_refused_before_it_is_read(
    client: Client, desk: Client, ferry: Stop, asked: list[str]
) -> None:
    url = f"/admin/tour/stop/{ferry.pk}/recording/"
    body = {"file": SimpleUploadedFile("reading.wav", b"x" * (SMALL_BYTES + 1)), "licence": "CC0"}
    assert client.post(url, body).status_code == 403
    # Its length is what it says; not a byte is sent.
    assert desk.post(url, content_type=MULTIPART_CONTENT, CONTENT_LENGTH=LARGEST_BYTES + 1).status_code == 413
    assert desk.post(url, body).status_code == 200


@pytest.mark.django_db
def test_a_length_that_is_no_number_is_none(client: Client) -> None:
    assert client.post("/admin/login/", {}, CONTENT_LENGTH="many").status_code == 200
