"""The first tour keeps its promises: complete, sourced, safe, and written anew."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.conftest import tree
from tour import content, readiness
from tour.content.reading import read
from tour.content.values import StopFolder, TourFolder

SEED = Path(__file__).parents[2] / "seeds" / "battle-of-pailin"

# What the encyclopedia article that the project began from is divided into.
SECTIONS = {
    "Infobox/lead",
    "Context",
    "Overview / The fall of Pailin",
    "The departure of UNTAC",
    "Failed peace talks over a failed assault",
    "Taking and losing Pailin",
    "New attempts of peace talks in Pyongyang and Phnom Penh",
    "The final surrender of Pailin in 1997",
    "Thai support for the Khmer Rouge",
    "Survival of the Khmer rouge",
    "Omerta and amnesia",
    "Wounds of war",
    "Mines, drugs and malaria",
    "Economic recovery",
}
# Hashes of every run of six words of the article; the article itself is not kept here.
ARTICLE_RUNS = frozenset((Path(__file__).parent / "article_runs.txt").read_text().split())
RUN = 6
# Names of bodies, which have no other words.
NAMES = {"united nations transitional authority in cambodia"}


@pytest.fixture(scope="module")
def tour() -> TourFolder:
    return read(SEED)


@pytest.fixture(scope="module")
def stops(tour: TourFolder) -> dict[str, StopFolder]:
    return {stop.slug: stop for stop in tour.stops}


def test_the_folder_has_no_fault() -> None:
    assert content.check(SEED) == []


@pytest.mark.django_db
def test_load_then_dump_gives_the_same_bytes(tmp_path: Path) -> None:
    content.load(SEED)
    content.dump("battle-of-pailin", tmp_path / "dumped")
    assert tree(tmp_path / "dumped") == tree(SEED)


def test_the_stops_are_numbered_from_1_to_14_in_story_order(tour: TourFolder, stops: dict[str, StopFolder]) -> None:
    assert [stops[slug].number for slug in tour.head.order] == list(range(1, 15))


def test_every_stop_is_complete_in_every_language(tour: TourFolder, stops: dict[str, StopFolder]) -> None:
    lacking = [
        (stop.slug, code)
        for stop in stops.values()
        for code in tour.head.languages
        if not (
            code in stop.words
            and stop.words[code].title
            and stop.words[code].paragraphs
            and stop.place.get(code)
            and stop.safety.get(code)
            and all(claim.text.get(code) for claim in stop.claims)
        )
    ]
    assert lacking == []


def test_the_first_page_and_the_routes_are_complete_in_every_language(tour: TourFolder) -> None:
    words = [*tour.head.words.values(), *(w for route in tour.head.routes for w in (route.title, route.summary))]
    assert [set(tour.head.languages) - set(text) for text in words] == [set()] * len(words)


def test_every_translation_says_that_it_is_a_draft_of_the_present_words(tour: TourFolder) -> None:
    for stop in tour.stops:
        translations = [words for code, words in stop.words.items() if code != "en"]
        assert {words.state for words in translations} <= {"draft", "reviewed"}
        assert len({words.source for words in translations}) <= 1


def test_every_claim_has_a_source(stops: dict[str, StopFolder]) -> None:
    assert all(stop.claims for stop in stops.values())
    assert all(claim.sources for stop in stops.values() for claim in stop.claims)


def test_what_one_source_alone_says_is_said_as_its_word(stops: dict[str, StopFolder]) -> None:
    claims = [claim for stop in stops.values() for claim in stop.claims]
    alone = [claim for claim in claims if claim.status == "article_only"]
    assert len(alone) == 6
    assert [readiness.why_unfit(one.status, one.attribution, one.text["en"], named=True) for one in alone] == [""] * 6


def test_no_trigger_stands_on_a_place_that_nobody_surveyed(stops: dict[str, StopFolder]) -> None:
    assert [stop.slug for stop in stops.values() if stop.trigger and not stop.surveyed_on] == []


def test_every_place_says_how_well_it_is_known(stops: dict[str, StopFolder]) -> None:
    assert all(stop.coordinate_note and stop.precision_m for stop in stops.values())


def test_the_crossing_is_closed(stops: dict[str, StopFolder]) -> None:
    assert stops["the-crossing"].access == "closed"


def test_pagodas_are_for_headphones_and_two_stops_end_quietly(stops: dict[str, StopFolder]) -> None:
    assert {stop.number for stop in stops.values() if stop.headphones_only} == {9, 12, 14}
    assert {stop.number for stop in stops.values() if stop.quiet_end} == {8, 14}


def test_every_section_of_the_article_is_told_at_some_stop(stops: dict[str, StopFolder]) -> None:
    assert {section for stop in stops.values() for section in stop.covers} == SECTIONS


def test_an_english_stop_is_120_to_200_words(stops: dict[str, StopFolder]) -> None:
    lengths = {slug: len(" ".join(stop.words["en"].paragraphs).split()) for slug, stop in stops.items()}
    assert {slug: length for slug, length in lengths.items() if not 120 <= length <= 200} == {}


def test_no_sentence_of_the_article_is_used_again(tour: TourFolder) -> None:
    shared = [run for text in _english(tour) for run in _runs(text) if _hash(run) in ARTICLE_RUNS and run not in NAMES]
    assert shared == []


def test_a_sentence_of_the_article_would_be_found() -> None:
    # A heading of the article, which is no more than its table of contents says.
    heading = "New attempts of peace talks in Pyongyang and Phnom Penh"
    assert [run for run in _runs(heading) if _hash(run) in ARTICLE_RUNS]


def _english(tour: TourFolder) -> Iterator[str]:
    """Every English text of the tour; a stop's paragraphs as one text, since a run may cross them."""
    yield from (words["en"] for words in tour.head.words.values())
    for route in tour.head.routes:
        yield from (route.title["en"], route.summary["en"])
    for stop in tour.stops:
        words = stop.words["en"]
        yield from (words.title, " ".join(words.paragraphs), stop.place["en"], stop.safety["en"], stop.coordinate_note)
        yield from (claim.text["en"] for claim in stop.claims)


def _runs(text: str) -> list[str]:
    """Every six words that follow one another: without case, marks and underscores, apostrophes kept."""
    plain = text.replace("\u2019", "'").casefold()
    words = [word for word in re.findall(r"(?:[^\W_]|')+", plain) if word.strip("'")]
    return [" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _hash(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:12]
