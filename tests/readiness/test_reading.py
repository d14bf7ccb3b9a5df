from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tour import edition, narration, readiness
from tour.models import Claim, LexiconEntry, Recording, SpokenForm, Stop, Tour, Track, TranslationRecord, source_hash

from .conftest import WORDS

Answers = dict[str, narration.Heard | narration.Silence]


def cell(language: str) -> readiness.Cell:
    (stop,) = readiness.of("river").stops
    return next(cell for cell in stop.cells if cell.language == language)


def heard(*, recorded: bool = False, stand_in: bool = False) -> narration.Heard:
    track = Track(key="a" * 64, language="th", voice="gtts", duration_ms=1000, cues=[[0, 1000]], openings=[])
    return narration.Heard(track=track, recorded=recorded, stand_in=stand_in, prefaced=False)


def test_a_language_without_words_is_missing_and_needs_no_sound(stop: Stop, answers: Answers) -> None:
    answers["km"] = heard()
    assert (cell("km").words, cell("km").sound) == ("missing", "none-needed")


def test_the_source_comes_first_even_where_the_tour_does_not_list_it_first(stop: Stop, answers: Answers) -> None:
    Tour.objects.update(languages=["th", "en"])
    assert readiness.of("river").languages == ("en", "th")


def test_a_changed_source_makes_a_reviewed_translation_stale(
    stop: Stop, thai: TranslationRecord, answers: Answers
) -> None:
    assert cell("th").words == "reviewed"
    Stop.objects.update(text_en="It crossed here until 1998.")
    assert cell("th").words == "stale"
    assert cell("th").why_words == "The source has changed since this was translated."


def test_a_changed_claim_makes_stale_only_the_languages_that_tell_it(stop: Stop, answers: Answers) -> None:
    km: dict[str, Any] = {"title_km": "កំពង់ចម្លង", "text_km": "ទូកឆ្លងនៅទីនេះ។"}
    Stop.objects.update(**km)
    said: dict[str, Any] = {"text_en": "It ran until 1998.", "text_th": "ถึงปี 1998"}
    claim = Claim.objects.create(stop=stop, key="end", status="context", **said)
    Claim.objects.update(made_from={code: source_hash(claim, "en") for code in ("th", "km")})
    assert (cell("th").words, cell("km").words) == ("draft", "partial")
    Claim.objects.update(text_en="It ran until 1999.")
    assert (cell("th").words, cell("km").words) == ("stale", "partial")
    assert edition.pin_language("river", "th").stops[0].state == "stale"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (narration.Silence.NO_VOICE, "no-voice"),
        (narration.Silence.WAITING, "waiting"),
        (narration.Silence.FAILED, "failed"),
        (heard(), "ready"),
        (heard(stand_in=True), "stand-in"),
        (heard(recorded=True), "recorded"),
    ],
)
def test_sound_is_what_narration_answers(
    stop: Stop, answers: Answers, answer: narration.Heard | narration.Silence, state: str
) -> None:
    answers["th"] = answer
    assert cell("th").sound == state
    assert cell("th").why_sound


def test_a_recording_of_other_words_is_stale(stop: Stop, answers: Answers) -> None:
    Recording.objects.create(stop=stop, language="th", file="x", sha256="0", script_hash="older", licence="CC0")
    assert cell("th").sound == "recording-stale"


def test_a_recording_of_these_words_is_not_stale(stop: Stop, answers: Answers) -> None:
    answers["th"] = heard(recorded=True)
    made_from = narration.script_hash(cell("th").asked.paragraphs)
    Recording.objects.create(stop=stop, language="th", file="x", sha256="0", script_hash=made_from, licence="CC0")
    assert cell("th").sound == "recorded"


def test_what_is_asked_of_narration_is_said_as_the_stop_then_the_lexicon_say(stop: Stop, answers: Answers) -> None:
    Stop.objects.update(text_en="Phnom Pailin on the Ou.")
    for form, say in (("Pailin", "Pie-lin"), ("Phnom", "P'nom"), ("Ou", None)):
        said: dict[str, Any] = {"form_en": form, "say_en": say}
        LexiconEntry.objects.create(tour=stop.tour, slug=form.lower(), **said)
    SpokenForm.objects.create(stop=stop, language="en", written="Phnom", spoken="Nom")
    assert readiness.of_stop(stop.pk, "en").asked.paragraphs == (("Nom Pie-lin on the Ou.",),)


def test_one_stop_in_one_language_is_the_same_cell_as_in_the_whole(stop: Stop, answers: Answers) -> None:
    assert readiness.of_stop(stop.pk, "th") == cell("th")
    assert readiness.of_stop(stop.pk, "en") == cell("en")


def test_a_retired_stop_is_not_asked_for(stop: Stop, answers: Answers) -> None:
    Stop.objects.update(retired=True)
    assert readiness.of("river").stops == ()


def test_missing_source_words_stand_in_the_way_and_missing_translations_do_not(stop: Stop, answers: Answers) -> None:
    assert readiness.of("river").in_the_way == ()
    Stop.objects.update(text_en="  ")
    assert readiness.of("river").in_the_way == ("Stop 3 lacks its title or its text in the source language.",)


def test_a_tour_without_stops_title_or_its_own_language_says_each(db: None, answers: Answers) -> None:
    Tour.objects.create(slug="empty", languages=["th"])
    assert len(readiness.of("empty").in_the_way) == 3


def queries(slug: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        readiness.of(slug)
    return [query["sql"] for query in seen.captured_queries]


def test_queries_do_not_grow_with_stops_or_languages_and_read_no_other_language(stop: Stop, answers: Answers) -> None:
    before = queries("river")
    for number in range(10, 40):
        Stop.objects.create(tour=stop.tour, slug=f"s{number}", number=number, **WORDS)
    Tour.objects.update(languages=["en", "km", "th", "vi", "fr", "ja"])
    after = queries("river")
    assert len(after) == len(before) <= 9
    assert not any("text_ko" in sql for sql in after)
