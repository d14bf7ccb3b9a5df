"""The heartbeat of a kiosk: the last word counts, nonsense is refused whole."""

import json
from typing import Any

import pytest
from django.utils import timezone

from tests.feedback.conftest import Send, narrow
from tour.feedback import kiosk as room
from tour.feedback.limits import Limit
from tour.models import Kiosk, KioskReport


@pytest.fixture(autouse=True)
def _fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in (value for value in vars(room).values() if isinstance(value, Limit)):
        monkeypatch.setattr(limit, "_full_at", {})
        monkeypatch.setattr(limit, "_site_full_at", 0)


@pytest.fixture
def gate(db: None) -> Kiosk:
    return Kiosk.objects.create(slug="gate", name="At the gate", languages=["en"])


def beat(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "release": "ab12",
        "version": "cd34",
        "packs": {"river/en": "ef56"},
        "used": 5,
        "quota": 9,
    }
    return base | {"faults": ["NoRoom river/en"], "uptime": 300} | changes


def test_the_last_word_replaces_the_one_before(send: Send, gate: Kiosk) -> None:
    assert send("kiosk/gate", beat()).status_code == 204
    answer = send("kiosk/gate", beat(uptime=600, faults=[]))
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})
    report = KioskReport.objects.get()
    assert (report.kiosk, report.release, report.uptime_s, report.faults) == (gate, "ab12", 600, [])
    assert report.packs == {"river/en": "ef56"}
    assert (timezone.now() - report.at).total_seconds() < 60


def test_an_empty_word_is_a_word(send: Send, gate: Kiosk) -> None:
    assert send("kiosk/gate", {}).status_code == 204


@pytest.mark.parametrize("slug", ["nobody", "gone"])
def test_only_kiosks_in_use_are_heard(send: Send, gate: Kiosk, slug: str) -> None:
    Kiosk.objects.create(slug="gone", name="Gone", retired=True)
    assert send(f"kiosk/{slug}", beat()).status_code == 400
    assert not KioskReport.objects.exists()


BAD: list[Any] = [
    b"", b"{", b"[]", b"null", b"\xff", b"[" * 5000,
    {"uptime": -1}, {"uptime": "1"}, {"uptime": 2**53}, {"used": 1.5}, {"used": None}, {"quota": []}, {"release": 1},
    {"release": "<b>"}, {"release": "x" * 65}, {"version": "a b"}, {"packs": []}, {"packs": {"river": "a"}},
    {"packs": {"../en": "a"}}, {"packs": {"river/en": 1}}, {"packs": {f"river-{n}/en": "a" for n in range(1001)}},
    {"faults": "x"}, {"faults": [1]}, {"faults": [""]}, {"faults": ["\0"]}, {"faults": ["x" * 121]},
    {"faults": ["x"] * 21}, {"visitor": "someone"},
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=lambda body: repr(body)[:40])
def test_anything_else_is_refused_and_nothing_is_kept(send: Send, gate: Kiosk, body: Any) -> None:
    assert send("kiosk/gate", body if isinstance(body, bytes) else beat(**body)).status_code == 400
    assert not KioskReport.objects.exists()


def test_all_that_the_largest_site_may_hold_is_taken(send: Send, gate: Kiosk) -> None:
    packs = {f"{f'a-tour-with-a-name-of-its-own-{n}':-<50}/zh-hans": f"{n:016x}" for n in range(1000)}
    assert send("kiosk/gate", beat(packs=packs, faults=["x" * 120] * 20)).status_code == 204
    assert KioskReport.objects.get().packs == packs


def test_a_pack_that_is_needed_and_not_kept_is_told_as_such(send: Send, gate: Kiosk) -> None:
    assert send("kiosk/gate", beat(packs={"river/en": ""})).status_code == 204
    assert KioskReport.objects.get().packs == {"river/en": ""}


def test_too_much_and_the_wrong_kind_are_refused(send: Send, gate: Kiosk) -> None:
    assert send("kiosk/gate", json.dumps(beat(release="x" * 100_000)).encode()).status_code == 413
    assert send("kiosk/gate", beat(), content_type="text/plain").status_code == 400


def test_too_often_is_refused_with_the_time_to_wait(send: Send, gate: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, room.KIOSK, 2)
    assert [send("kiosk/gate", beat()).status_code for _ in range(3)] == [204, 204, 429]


def test_it_can_only_be_told(client: Any, gate: Kiosk) -> None:
    assert client.get("/feedback/kiosk/gate").status_code == 405
