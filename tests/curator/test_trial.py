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


def test_a_stops_own_way_goes_before_the_lexicon_and_is_what_is_changed(
    desk: Client, ferry: Stop, market: Stop, tour: Tour, voice: FakeVoice
) -> None:
    fields: dict[str, Any] = {"form_en": "crossed", "say_en": "crosst"}
    LexiconEntry.objects.create(tour=tour, slug="crossed", **fields)
    Stop.objects.filter(pk=market.pk).update(text_en="They crossed.")
    own = ferry.spoken_forms.create(language="en", written="crossed", spoken="went over")
    said = "It went over here."
    page = text(desk.get(address(ferry, said, word="crossed")))
    assert "“crossed” is said as “went over” here: this stop says it its own way" in page
    assert 'value="went over"' in page
    here = desk.post(address(ferry, said), {"do": "try", **TRIAL})["Location"]
    worked()
    assert voice.spoken == ["It krosst here."]
    page = text(desk.get(here))
    assert "1 sentence of this tour would be spoken anew." in page
    assert "Keep it for this stop" in page
    desk.post(address(ferry, said), {"do": "keep", **TRIAL})
    own.refresh_from_db()
    entry: Any = LexiconEntry.objects.get()
    assert (own.spoken, entry.say_en) == ("krosst", "crosst")


RESPELLED = [
    # written, spoken, what is marked or typed
    ("Battambang", "bat-tam-bong", "bat-tam-bong"),
    ("Battambang", "bat-tam-bong", "tam"),
    ("Battambang", "bat-tam-bong", "bat\u2011tam\u2011bong"),
    ("Battambang", "bat-tam-bong", "battambang"),
    ("Battambang", "bat tam bong", "bat tam bong"),
    ("Battambang", "bat tam bong", "tam  bong"),
    ("Wat Phnom", "vot p’nom", "p'nom"),
    ("Wat Phnom", "vot p’nom", "Wat\u00a0Phnom"),
    ("Wat Phnom", "vot p’nom", "Phnom"),
    ("N’Djamena", "en-jah-may-na", "N'Djamena"),
    ("bat-tam-bong", "bottom bong", "bottom"),
]


@pytest.mark.parametrize("own", [False, True], ids=["lexicon", "own"])
@pytest.mark.parametrize(("written", "spoken", "marked"), RESPELLED)
def test_what_is_marked_as_it_is_spoken_means_the_word_that_is_written(
    desk: Client, ferry: Stop, tour: Tour, written: str, spoken: str, marked: str, own: bool
) -> None:
    Stop.objects.filter(pk=ferry.pk).update(text_en=f"We came to {written} at night.\n\nPeople waited.")
    fields: dict[str, Any] = {"form_en": written, "say_en": spoken}
    if own:
        ferry.spoken_forms.create(language="en", written=written, spoken=spoken)
    else:
        LexiconEntry.objects.create(tour=tour, slug="name", **fields)
    here = address(ferry, f"We came to {spoken} at night.")
    page = text(desk.get(here, {"language": "en", "sentence": here.partition("sentence=")[2], "word": marked}))
    assert f"“{written}” is said as “{spoken}” here" in page
    assert f'value="{written}"' in page
    answer = desk.post(here, {"do": "keep", "word": marked, "say": "bot om-bong’", "voice": "net"})
    assert answer.status_code == 302
    assert readiness.of_stop(ferry.pk, "en").asked.paragraphs[0] == ("We came to bot om-bong’ at night.",)
    entry: Any = LexiconEntry.objects.first()
    assert (entry is None) if own else (entry.form_en == written)


def test_an_entry_without_a_spoken_form_gets_one(desk: Client, ferry: Stop, tour: Tour) -> None:
    fields: dict[str, Any] = {"form_en": "crossed"}
    LexiconEntry.objects.create(tour=tour, slug="crossed", **fields)
    post(desk, ferry, "keep", say="kross-t")
    entry: Any = LexiconEntry.objects.get()
    assert entry.say_en == "kross-t"


def test_of_two_entries_with_one_form_both_are_changed(desk: Client, ferry: Stop, tour: Tour) -> None:
    for slug, say in (("a", "one"), ("b", "two")):
        fields: dict[str, Any] = {"form_en": "crossed", "say_en": say}
        LexiconEntry.objects.create(tour=tour, slug=slug, **fields)
    desk.post(address(ferry, readiness.of_stop(ferry.pk, "en").asked.paragraphs[0][0]), {"do": "keep", **TRIAL})
    assert readiness.of_stop(ferry.pk, "en").asked.paragraphs[0] == ("It krosst here.",)


def test_whoever_may_not_write_the_words_may_not_change_a_stops_own_way(tour: Tour, ferry: Stop) -> None:
    user = User.objects.create_user("malee", is_staff=True)
    give(user, "translator", tours=[tour], languages=["th"])
    own = ferry.spoken_forms.create(language="en", written="crossed", spoken="went over")
    client = Client()
    client.force_login(user)
    assert client.post(address(ferry, "It went over here."), {"do": "keep", **TRIAL}).status_code == 403
    own.refresh_from_db()
    assert own.spoken == "went over"


def test_the_note_before_the_words_offers_no_word_to_be_said_differently(desk: Client, ferry: Stop) -> None:
    assert text(desk.get(f"/admin/tour/stop/{ferry.pk}/sound/?language=en")).count("data-say") == 2
    Stop.objects.filter(pk=ferry.pk).update(content_notes=["war"])
    assert text(desk.get(f"/admin/tour/stop/{ferry.pk}/sound/?language=en")).count("data-say") == 2


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
