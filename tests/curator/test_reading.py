"""One sentence spoken again, slower, or the stop by another voice: asked for at the desk, done by the worker."""

from typing import cast

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from pytest_django.fixtures import Settings

from tests.curator.sounding import page, press, text, worked
from tests.narration.fake_voice import FAKE, FakeVoice
from tour import narration, readiness
from tour.curator import work
from tour.models import Segment, Stop, StopVoice, Take, Tour, VoiceHold
from tour.narration import VoiceError
from tour.narration.voices import because, known_voices

FIRST = "It crossed here."


@pytest.fixture(autouse=True)
def voice(settings: Settings) -> FakeVoice:
    settings.NARRATION = {
        "net": {"BACKEND": FAKE, "SPEAKS": "en th", "NETWORK": True},
        "home": {"BACKEND": FAKE, "SPEAKS": "en"},
    }
    settings.DEFAULT_VOICES = ("net", "home")
    return cast("FakeVoice", known_voices()["net"])


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: calls.append("speak"))
    return calls


def wanted(stop: Stop) -> narration.Wanted:
    return readiness.of_stop(stop.pk, "en").asked


def track(stop: Stop) -> str:
    (found,) = narration.find([wanted(stop)])
    assert isinstance(found, narration.Heard)
    return found.track.key


def test_speak_again_is_done_by_the_worker_and_heard_on_the_page(
    desk: Client, ferry: Stop, voice: FakeVoice, curator: User
) -> None:
    narration.make(wanted(ferry))
    before, said = track(ferry), list(voice.spoken)
    here = press(desk, ferry, "again", FIRST)
    # No voice was called by the request itself.
    assert voice.spoken == said
    waiting = text(desk.get(here))
    assert "A voice is saying the sentence." in waiting
    assert "data-looking" in waiting
    assert "The take before is heard until the new one is spoken." in waiting
    assert track(ferry) == before
    worked()
    assert voice.spoken == [*said, FIRST]
    done = text(desk.get(here))
    assert "It is spoken. Hear it here." in done
    assert done.count("<audio") == 3
    assert "take 2 of 2" in done
    narration.make(wanted(ferry))
    assert track(ferry) != before
    assert Take.objects.get().changed_by == curator


def test_the_former_take_can_be_had_back(desk: Client, ferry: Stop, voice: FakeVoice) -> None:
    narration.make(wanted(ferry))
    before = track(ferry)
    press(desk, ferry, "again", FIRST)
    worked()
    narration.make(wanted(ferry))
    said = list(voice.spoken)
    press(desk, ferry, "before", FIRST)
    worked()
    assert track(ferry) == before
    assert voice.spoken == said
    shown = text(desk.get(page(ferry)))
    assert "take 1 of 2" in shown
    assert "Use the take after" in shown
    assert "Go back to the take before" not in shown


@pytest.mark.parametrize("do", ["before", "after"])
def test_a_take_that_never_was_is_refused(desk: Client, ferry: Stop, do: str) -> None:
    press(desk, ferry, do, FIRST)
    assert "There is no such take." in text(desk.get(page(ferry)))
    assert not Take.objects.exists()


def test_slower_goes_step_by_step_and_back(desk: Client, ferry: Stop, voice: FakeVoice) -> None:
    narration.make(wanted(ferry))
    said = list(voice.spoken)
    for pace in (90, 80, 70, 60, 60):
        press(desk, ferry, "slower", FIRST)
        assert Take.objects.get().pace == pace
    worked()
    assert voice.spoken == said
    assert "pace 60 of 100" in text(desk.get(page(ferry)))
    press(desk, ferry, "usual", FIRST)
    assert Take.objects.get().pace == 100


def test_a_whole_stop_is_read_slower(desk: Client, ferry: Stop, asked: list[str]) -> None:
    narration.make(wanted(ferry))
    press(desk, ferry, "slower")
    assert set(Take.objects.values_list("text", "pace")) == {(FIRST, 90), ("People waited.", 90)}
    assert asked == ["speak"]


def test_a_stop_is_read_by_another_voice_and_by_the_tours_order_again(desk: Client, ferry: Stop) -> None:
    narration.make(wanted(ferry))
    press(desk, ferry, "voice", voice="home")
    assert "A simpler voice" in text(desk.get(page(ferry)))
    narration.make(wanted(ferry))
    shown = text(desk.get(page(ferry)))
    assert "home · " in shown
    assert '<option value="home" selected>' in shown
    press(desk, ferry, "voice", voice="")
    assert not StopVoice.objects.exists()


@pytest.mark.parametrize(("language", "name"), [("th", "home"), ("en", "nobody")])
def test_a_voice_that_does_not_speak_the_language_is_not_chosen(
    desk: Client, ferry: Stop, language: str, name: str
) -> None:
    press(desk, ferry, "voice", language=language, voice=name)
    assert not StopVoice.objects.exists()


def test_words_that_changed_meanwhile_are_not_spoken(desk: Client, ferry: Stop, voice: FakeVoice) -> None:
    press(desk, ferry, "again", "What stood here before.")
    worked()
    assert voice.spoken == []
    assert "The words have changed meanwhile." in text(desk.get(page(ferry)))


def test_a_voice_that_fails_says_why_and_the_former_take_stays(desk: Client, ferry: Stop, voice: FakeVoice) -> None:
    narration.make(wanted(ferry))
    before = track(ferry)
    voice.failing[FIRST] = VoiceError("The line is down.")
    here = press(desk, ferry, "again", FIRST)
    worked()
    shown = text(desk.get(here))
    assert "It could not be spoken." in shown
    assert "net: The voice gave this reason: “The line is down.”" in shown
    assert track(ferry) == before
    # Asked by hand, the hour of its next try is not waited for.
    del voice.failing[FIRST]
    press(desk, ferry, "usual", FIRST)
    worked()
    assert Segment.objects.filter(text=FIRST, status="made").count() == 2


def test_why_a_voice_did_not_speak_is_said_in_the_language_of_who_reads_it(
    desk: Client, ferry: Stop, voice: FakeVoice
) -> None:
    voice.failing[FIRST] = VoiceError(because("status", status=503))
    here = press(desk, ferry, "again", FIRST)
    worked()
    pages = [here, page(ferry), f"/admin/tour/stop/{ferry.pk}/change/?language=en"]
    for address in pages:
        with translation.override("km"):
            khmer = escape(narration.told(because("status", status=503)))
        assert f"net: {khmer}" in text(desk.get(address, headers={"accept-language": "km"})), address
        assert "net: The service answered 503, and sent no sound." in text(desk.get(address)), address
    assert "503" in khmer


def test_a_voice_that_always_says_the_same_is_not_asked_again(
    desk: Client, ferry: Stop, voice: FakeVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Speak again" in text(desk.get(page(ferry)))
    monkeypatch.setattr(type(voice), "varies", False)
    shown = text(desk.get(page(ferry)))
    assert "Speak again" not in shown
    assert "This voice says the same words in the same way each time." in shown


def test_asking_for_sound_ends_a_stop_but_no_pause(desk: Client, ferry: Stop, tour: Tour) -> None:
    held = VoiceHold.objects.create(tour=tour, kind="paused")
    assert "The voices pause" in text(desk.get(page(ferry)))
    press(desk, ferry, "again", FIRST)
    assert VoiceHold.objects.exists()
    held.kind = "stopped"
    held.save()
    press(desk, ferry, "again", FIRST)
    assert not VoiceHold.objects.exists()
