"""A word said differently: heard first, written only when it is kept."""

from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tests.curator.sounding import text, worked
from tests.narration.fake_voice import FAKE, FakeVoice
from tour import narration, readiness
from tour.curator import work
from tour.models import LexiconEntry, Stop, TextVersion, Tour, give, sentence_hash
from tour.narration.voices import known_voices

FIRST = "It crossed here."
TRIAL = {"word": "crossed", "say": "krosst", "voice": "net"}


@pytest.fixture(autouse=True)
def voice(settings: Settings) -> FakeVoice:
    settings.NARRATION = {"net": {"BACKEND": FAKE, "SPEAKS": "en th", "NETWORK": True}}
    settings.DEFAULT_VOICES = ("net",)
    return cast("FakeVoice", known_voices()["net"])


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(work, "speak_soon", lambda: calls.append("speak"))
    return calls


def address(stop: Stop, sentence: str = FIRST, language: str = "en", word: str = "") -> str:
    word = f"&word={word}" if word else ""
    return f"/admin/tour/stop/{stop.pk}/say/?language={language}&sentence={sentence_hash(sentence)}{word}"


def post(desk: Client, stop: Stop, do: str, **fields: Any) -> Any:
    return desk.post(address(stop), {"do": do, **TRIAL, **fields})


def test_a_trial_is_said_by_the_worker_and_writes_nothing(
    desk: Client, ferry: Stop, voice: FakeVoice, asked: list[str]
) -> None:
    here = post(desk, ferry, "try")["Location"]
    assert voice.spoken == []
    assert "A voice is saying the sentence." in text(desk.get(here))
    worked()
    assert voice.spoken == ["It krosst here."]
    page = text(desk.get(here))
    assert "It krosst here." in page
    assert "<audio" in page
    key = page.partition("/admin/sound/")[2].partition(".flac")[0]
    assert desk.get(f"/admin/sound/{key}.flac").status_code == 200
    assert not LexiconEntry.objects.exists()
    assert asked == []
    # The stop is read as before.
    assert readiness.of_stop(ferry.pk, "en").asked.paragraphs[0] == (FIRST,)


def test_what_a_trial_would_make_stale_is_counted_over_the_tour(desk: Client, ferry: Stop, market: Stop) -> None:
    Stop.objects.filter(pk=market.pk).update(text_en="They crossed. Nobody else crossed. It rained.")
    page = text(desk.get(post(desk, ferry, "try")["Location"]))
    assert "3 sentences of this tour would be spoken anew." in page


def test_a_word_marked_on_the_page_before_is_filled_in(desk: Client, ferry: Stop) -> None:
    assert 'value="crossed"' in text(desk.get(address(ferry, word="crossed")))


def test_kept_it_is_in_the_lexicon_and_makes_stale_what_it_said(
    desk: Client, ferry: Stop, market: Stop, asked: list[str], curator: User
) -> None:
    for stop in (ferry, market):
        narration.make(readiness.of_stop(stop.pk, "en").asked)
    answer = post(desk, ferry, "keep")
    assert answer.status_code == 302
    entry: Any = LexiconEntry.objects.get()
    assert (entry.slug, entry.form_en, entry.say_en) == ("crossed", "crossed", "krosst")
    assert asked == ["speak"]
    stale = [readiness.of_stop(stop.pk, "en").sound for stop in (ferry, market)]
    assert stale == ["waiting", "ready"]
    assert set(TextVersion.objects.values_list("field", "text", "by__username")) == {
        ("form", "crossed", "dara"),
        ("say", "krosst", "dara"),
    }
    assert "Sentences that are spoken anew: 1." in text(desk.get(answer["Location"]))


def test_an_entry_that_is_there_is_changed_and_no_other_language(desk: Client, ferry: Stop, tour: Tour) -> None:
    fields: dict[str, Any] = {"form_en": "crossed", "say_en": "crosst", "form_th": "ข้าม", "say_th": "ข้ามม"}
    LexiconEntry.objects.create(tour=tour, slug="cross", **fields)
    answer = desk.post(address(ferry, "It crosst here."), {"do": "keep", **TRIAL})
    assert answer.status_code == 302
    entry: Any = LexiconEntry.objects.get()
    assert (entry.slug, entry.say_en, entry.say_th) == ("cross", "krosst", "ข้ามม")


def test_a_slug_that_is_taken_gets_a_number(desk: Client, ferry: Stop, tour: Tour) -> None:
    LexiconEntry.objects.create(tour=tour, slug="crossed")
    post(desk, ferry, "keep")
    assert set(LexiconEntry.objects.values_list("slug", flat=True)) == {"crossed", "crossed-2"}


def test_a_word_of_another_script_gets_a_slug_too(desk: Client, ferry: Stop) -> None:
    thai = {"do": "keep", "word": "เรือ", "say": "รือ", "voice": "net"}
    sentence = readiness.of_stop(ferry.pk, "th").asked.paragraphs[0][0]
    assert desk.post(address(ferry, sentence, "th"), thai).status_code == 302
    entry: Any = LexiconEntry.objects.get()
    assert (entry.slug, entry.form_th, entry.say_th, entry.form_en) == ("word", "เรือ", "รือ", None)


@pytest.mark.parametrize(
    "fields",
    [{"word": "river"}, {"word": "cross"}, {"say": "crossed"}, {"say": ""}, {"word": " "}, {"voice": "nobody"}],
)
@pytest.mark.parametrize("do", ["try", "keep"])
def test_what_would_change_nothing_is_told_and_not_done(
    desk: Client, ferry: Stop, do: str, fields: dict[str, str], voice: FakeVoice
) -> None:
    answer = post(desk, ferry, do, **fields)
    assert answer.status_code == 200
    assert "errorlist" in text(answer)
    worked()
    assert voice.spoken == []
    assert not LexiconEntry.objects.exists()


def test_a_stops_own_way_goes_before_the_lexicon(desk: Client, ferry: Stop) -> None:
    ferry.spoken_forms.create(language="en", written="crossed", spoken="went over")
    answer = desk.post(address(ferry, "It went over here."), {"do": "try", **TRIAL})
    assert "this stop says it its own way" in text(answer)


def test_words_that_changed_meanwhile_lead_back(desk: Client, ferry: Stop) -> None:
    answer = desk.post(address(ferry, "Before."), {"do": "keep", **TRIAL})
    assert answer.status_code == 302
    assert "/sound/" in answer["Location"]
    assert not LexiconEntry.objects.exists()


def test_a_translator_keeps_words_of_her_language_and_not_of_the_source(tour: Tour, ferry: Stop) -> None:
    user = User.objects.create_user("malee", is_staff=True)
    give(user, "translator", tours=[tour], languages=["th"])
    client = Client()
    client.force_login(user)
    assert post(client, ferry, "keep").status_code == 403
    assert not LexiconEntry.objects.exists()
    thai = {"do": "keep", "word": "เรือ", "say": "รือ", "voice": "net"}
    sentence = readiness.of_stop(ferry.pk, "th").asked.paragraphs[0][0]
    client.post(address(ferry, sentence, "th"), thai)
    assert LexiconEntry.objects.count() == 1
