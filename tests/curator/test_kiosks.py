"""Kiosks at the desk: profiles, and each one's last word."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from tests.curator.forms import loaded
from tour import publishing
from tour.curator import work
from tour.curator.visitors import kiosk_health
from tour.models import Kiosk, KioskReport, KioskTour, Tour, pin_hash

LIST = "/admin/tour/kiosk/"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(work, "renew_site_soon", lambda: calls.append("site"))
    return calls


@pytest.fixture
def gate(tour: Tour) -> Kiosk:
    return Kiosk.objects.create(slug="gate", name="At the gate", languages=["en", "km"])


def page(kiosk: Kiosk, language: str = "") -> str:
    return f"{LIST}{kiosk.pk}/change/{'?language=' + language if language else ''}"


def save(desk: Client, url: str, **changes: object) -> Any:
    return desk.post(url, {**loaded(desk, url), **changes})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_tour_among_its_own_is_called_by_its_slug(desk: Client, gate: Kiosk, tour: Tour) -> None:
    KioskTour.objects.create(kiosk=gate, tour=tour, position=1)
    assert re.search(r'<td class="original">\s*<p>\s*river\s*<', text(desk.get(page(gate))))


def test_a_new_kiosk_is_named_then_filled(desk: Client, tour: Tour, asked: list[str]) -> None:
    named = {"slug": "hall", "name": "In the hall", "source_language": "en", "languages": ["en"]}
    answer = save(desk, f"{LIST}add/", **named)
    kiosk = Kiosk.objects.get()
    assert answer.url == page(kiosk)
    assert desk.get(page(kiosk)).status_code == 200


def test_saving_asks_the_worker_for_a_new_site_and_makes_nothing_itself(
    desk: Client,
    gate: Kiosk,
    tour: Tour,
    asked: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row = {"kiosk_tours-0-position": "1", "kiosk_tours-0-tour": str(tour.pk)}
    with django_capture_on_commit_callbacks(execute=True):
        answer = save(desk, page(gate), attract_en="Come in", volume="50", **row)
    assert answer.status_code == 302, answer.context["errors"]
    assert asked == ["site"]
    assert publishing.current().site == ""
    kiosk = Kiosk.objects.get()
    assert (kiosk.attract_en, kiosk.volume, list(kiosk.tours.all())) == ("Come in", 50, [tour])  # type: ignore[attr-defined]


def test_each_language_has_its_own_invitation(desk: Client, gate: Kiosk, asked: list[str]) -> None:
    assert save(desk, page(gate, "km"), attract_km="សូមស្តាប់").status_code == 302
    assert Kiosk.objects.get().attract_km == "សូមស្តាប់"  # type: ignore[attr-defined]


def test_a_pin_goes_in_and_never_comes_out(desk: Client, gate: Kiosk, asked: list[str]) -> None:
    assert save(desk, page(gate), pin="135790").status_code == 302
    kiosk = Kiosk.objects.get()
    assert kiosk.pin_hash == pin_hash("135790", kiosk.pin_salt)
    shown = text(desk.get(page(gate)))
    assert "135790" not in shown
    assert kiosk.pin_hash not in shown
    save(desk, page(gate), volume="40")
    assert Kiosk.objects.get().pin_hash == kiosk.pin_hash
    save(desk, page(gate), without_pin="on")
    assert Kiosk.objects.get().pin_hash == ""


@pytest.mark.parametrize(
    "wrong", [{"pin": "12"}, {"pin": "12ab"}, {"volume": "90", "ceiling": "50"}, {"idle_s": "5"}, {"ceiling": "101"}]
)
def test_what_cannot_be_meant_is_refused(desk: Client, gate: Kiosk, wrong: dict[str, str], asked: list[str]) -> None:
    assert save(desk, page(gate), **wrong).status_code == 200
    assert asked == []


def word(kiosk: Kiosk, ago: timedelta, **changes: object) -> KioskReport:
    known: dict[str, Any] = {"used_bytes": 120_000_000, "quota_bytes": 900_000_000, "release": "abcdef0123", **changes}
    return KioskReport.objects.create(kiosk=kiosk, at=timezone.now() - ago, **known)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=4), "speaks"),
        (timedelta(minutes=40), "silent for 40 min"),
        (timedelta(hours=3, minutes=5), "silent for 3 h"),
        (timedelta(days=4), "silent for 4 days"),
    ],
)
def test_the_list_says_whether_it_speaks(desk: Client, gate: Kiosk, ago: timedelta, said: str) -> None:
    word(gate, ago)
    shown = text(desk.get(LIST))
    assert said in shown
    assert "120 of 900 MB" in shown
    assert "abcdef01" in shown


def test_a_kiosk_that_never_spoke_says_so(desk: Client, gate: Kiosk) -> None:
    assert "not heard of yet" in text(desk.get(LIST))


def test_the_list_says_whether_its_packs_are_the_present_ones(gate: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "pack_releases", lambda _: {"river/en": "new"})
    report = word(gate, timedelta(0), packs={"river/en": "new", "river/km": "gone"})
    assert str(kiosk_health.present(gate).word) == "present"
    report.packs = {"river/en": "old"}
    gate.report = report
    assert str(kiosk_health.present(gate).word) == "older"


@pytest.mark.parametrize(
    ("packs", "said"),
    [
        ({"kiosk/gate": "page", "river/en": "new", "river/km": "new"}, "present"),
        ({"kiosk/gate": "page", "river/en": "new", "river/km": ""}, "lacks tours"),
        ({"kiosk/gate": "page", "river/en": "old", "river/km": ""}, "lacks tours"),
        # What the site itself does not have yet no kiosk can keep.
        ({"kiosk/gate": "page", "river/en": "new", "river/th": ""}, "present"),
        ({"kiosk/gate": "", "river/en": "", "river/km": ""}, "keeps nothing yet"),
        ({}, "keeps nothing yet"),
    ],
)
def test_a_kiosk_that_could_not_keep_all_it_needs_lacks_tours(
    gate: Kiosk, monkeypatch: pytest.MonkeyPatch, packs: dict[str, str], said: str
) -> None:
    offered = {"kiosk/gate": "page", "river/en": "new", "river/km": "new"}
    monkeypatch.setattr(publishing, "pack_releases", lambda _: offered)
    word(gate, timedelta(0), packs=packs)
    mark = kiosk_health.present(gate)
    assert str(mark.word) == said
    assert mark.tone == {"present": "done", "lacks tours": "todo", "keeps nothing yet": "open"}[said]


def test_the_list_says_that_qr_codes_want_an_address(desk: Client, gate: Kiosk, settings: Settings) -> None:
    assert "WAYSIDE_ADDRESS" in text(desk.get(LIST))
    settings.ADDRESS = "https://river.example"
    assert "WAYSIDE_ADDRESS" not in text(desk.get(LIST))


def test_faults_are_shown_as_text(desk: Client, gate: Kiosk) -> None:
    word(gate, timedelta(0), faults=["<b>NoRoom</b> river/en"])
    assert "The kiosk says: “&lt;b&gt;NoRoom&lt;/b&gt; river/en”." in text(desk.get(LIST))


def test_faults_are_said_in_the_readers_language(desk: Client, gate: Kiosk) -> None:
    codes = ["sound a.webm", "tour en", "NotOurs a/en", "NoRoom a/en", "BadPack a/en", "NoWorker a/en", "damaged a/en"]
    word(gate, timedelta(0), faults=codes)
    page = text(desk.get(LIST))
    assert "The kiosk says" not in page
    assert "No room is left to keep a/en. The list of the files of a/en cannot be read." in page
    with translation.override("km"):
        assert [code for code in codes if not re.search(r"[\u1780-\u17b3]", kiosk_health.complaint(code))] == []
