"""Work waiting for a voice: told by language and voice, held and let go by a person's word."""

from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tests.curator.sounding import text
from tests.narration.fake_voice import FAKE, FakeVoice
from tour import narration, operations, readiness
from tour.curator import work
from tour.models import Stop, Tour, VoiceHold, give
from tour.narration import Wanted
from tour.narration.voices import known_voices
from tour.operations import speaking
from tour.operations.speaking import silent, tell

URL = "/admin/tour/river/voices/"


@pytest.fixture(autouse=True)
def voice(settings: Settings) -> FakeVoice:
    settings.NARRATION = {
        "net": {"BACKEND": FAKE, "SPEAKS": "en th", "NETWORK": True},
        "home": {"BACKEND": FAKE, "SPEAKS": "en"},
    }
    settings.DEFAULT_VOICES = ("net",)
    return cast("FakeVoice", known_voices()["net"])


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: calls.append("speak"))
    return calls


def cells(page: str) -> list[list[str]]:
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [row.replace("</th>", "</td>") for row in body.split("<tr>")[1:]]
    return [[cell.rpartition(">")[2] for cell in row.split("</td>")[:-1]] for row in rows]


def test_what_waits_is_told_by_language_and_voice(
    desk: Client, ferry: Stop, market: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeVoice, "sends_text_away", True)
    page = text(desk.get(URL))
    english = len("It crossed here.") + len("People waited.") + len("Rubies were sold here.")
    thai = len("เรือข้ามที่นี่") + len("ผู้คนรอ")
    assert cells(page) == [
        ["English", "net", "3", str(english), "the words leave this site", "0"],
        ["ไทย", "net", "2", str(thai), "the words leave this site", "0"],
    ]
    assert f"{english + thai} characters would leave this site" in page
    assert "data-looking" in page


def test_a_voice_at_home_sends_nothing_away(desk: Client, ferry: Stop) -> None:
    assert "Nothing of it leaves this site." in text(desk.get(URL))


def test_what_is_spoken_waits_no_more(desk: Client, ferry: Stop) -> None:
    for language in ("en", "th"):
        narration.make(readiness.of_stop(ferry.pk, language).asked)
    page = text(desk.get(URL))
    assert "No sentence waits for a voice." in page
    assert "data-looking" not in page


def test_what_cannot_be_spoken_is_counted_apart(desk: Client, ferry: Stop, voice: FakeVoice) -> None:
    voice.failing["People waited."] = narration.VoiceError("It cannot be read.", retry=False)
    narration.make(readiness.of_stop(ferry.pk, "en").asked)
    narration.make(readiness.of_stop(ferry.pk, "th").asked)
    assert cells(text(desk.get(URL))) == [["English", "net", "0", "0", "on this site", "1"]]


def test_how_far_the_worker_is_stands_on_the_page(desk: Client, ferry: Stop) -> None:
    tell(Wanted(tour="river", stop="ferry", language="th", paragraphs=()), 3, 9)
    assert "Now: stop 3, ไทย, sentence 3 of 9." in text(desk.get(URL))
    assert speaking("hill") is None
    silent()
    assert "Now: stop" not in text(desk.get(URL))


def test_pause_stop_and_go_on_are_kept_in_a_row(
    desk: Client, ferry: Stop, tour: Tour, curator: User, asked: list[str]
) -> None:
    for kind in ("paused", "stopped"):
        assert desk.post(URL, {"do": kind}).status_code == 302
        assert VoiceHold.objects.values_list("tour", "kind", "by").get() == (tour.pk, kind, curator.pk)
    page = text(desk.get(URL))
    assert "The voices are stopped" in page
    assert "data-looking" not in page
    assert asked == []
    desk.post(URL, {"do": "go"})
    assert not VoiceHold.objects.exists()
    assert asked == ["speak"]
    desk.post(URL, {"do": "anything"})
    assert not VoiceHold.objects.exists()


@pytest.mark.parametrize("kind", ["paused", "stopped"])
def test_a_held_tour_is_not_spoken_and_another_is(ferry: Stop, tour: Tour, kind: str, voice: FakeVoice) -> None:
    fields: dict[str, Any] = {"title_en": "Top", "text_en": "Far away."}
    other = Tour.objects.create(slug="hill", languages=["en"])
    Stop.objects.create(tour=other, slug="top", number=1, **fields)
    VoiceHold.objects.create(tour=tour, kind=kind)
    operations.reconcile()
    assert voice.spoken == ["Far away."]
    VoiceHold.objects.all().delete()
    operations.reconcile()
    assert len(voice.spoken) == 1 + 4


def test_the_running_worker_stops_between_two_sentences(
    desk: Client, ferry: Stop, voice: FakeVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = voice.synthesise

    def and_then_pause(words: str, language: str) -> object:
        made = inner(words, language)
        desk.post(URL, {"do": "paused"})
        return made

    monkeypatch.setattr(voice, "synthesise", and_then_pause)
    done = operations.reconcile()
    assert (done.synthesised, done.encoded, len(voice.spoken)) == (1, 0, 1)
    # What was spoken is kept: going on does not ask for it again.
    monkeypatch.setattr(voice, "synthesise", inner)
    desk.post(URL, {"do": "go"})
    operations.reconcile()
    assert len(voice.spoken) == len(set(voice.spoken)) == 4


def test_who_asks_by_hand_on_the_machine_gets_it_all_the_same(ferry: Stop, tour: Tour, voice: FakeVoice) -> None:
    VoiceHold.objects.create(tour=tour, kind="paused")
    operations.narrate("river", language="en")
    assert len(voice.spoken) == 2


def test_a_translator_sees_her_languages_and_holds_nothing(tour: Tour, ferry: Stop) -> None:
    user = User.objects.create_user("malee", is_staff=True)
    give(user, "translator", tours=[tour], languages=["km"])
    client = Client()
    client.force_login(user)
    assert [row[0] for row in cells(text(client.get(URL)))] == ["English"]
    assert client.post(URL, {"do": "paused"}).status_code == 403
