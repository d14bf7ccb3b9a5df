"""What a comparison of two tellings names: words and routes as lines, the rest by its stop, and never “the same”."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.visitor.editions import edition, stop
from tour import publishing
from tour.curator.releases.differing import LanguageDifference, Line, differences
from tour.edition import Edition, Picture, Route, Sentence
from tour.models import Stop as StopRow
from tour.models import Tour

PICTURE = Picture(path="pictures/a.webp", width=1, height=1, alt="A gate.", credit="Sok", licence="CC0")


def laid_beside(before: Edition, after: Edition) -> LanguageDifference:
    [found] = differences([before], [after])
    return found


@pytest.mark.parametrize(
    ("changes", "new"),
    [
        ({"title": "Pailin"}, "Pailin"),
        ({"summary": "Short."}, "Short."),
        ({"about": ("What this tour tells.", "And more.")}, "And more."),
        ({"advisory": ("Keep to paved roads.", "Mines are left.")}, "Mines are left."),
        ({"credits": ("Made by Sok.",)}, "Made by Sok."),
        ({"routes": (Route(slug="walk", title="Town walk", summary="", stops=("third",)),)}, "Town walk · 3"),
        (
            {"routes": (Route(slug="walk", title="Town walk", summary="Long.", stops=("first", "second")),)},
            "Town walk · Long. · 1 → 2",
        ),
    ],
)
def test_the_tours_own_words_and_its_routes_are_lines(changes: dict[str, Any], new: str) -> None:
    found = laid_beside(edition(), edition(**changes))
    assert Line("new", new) in found.tour
    assert (found.stops, found.others, found.tour_others) == ((), (), False)


CLAIM, OTHER_CLAIM = stop("second", 2).claims
FACTS: list[dict[str, Any]] = [
    {"lat": 12.9},
    {"access": "closed"},
    {"access_checked_on": "2026-01-01"},
    {"radius_m": 60},
    {"content_notes": ("war",)},
    {"date_to": "1996"},
    {"deeper_of": "first"},
    {"pictures": (PICTURE,)},
    {"claims": (replace(CLAIM, sources=()), OTHER_CLAIM)},
    {"claims": (replace(CLAIM, status="disputed"), OTHER_CLAIM)},
    {"paragraphs": tuple(
        tuple(Sentence(written=one.written, spoken=f"{one.written}!") for one in part)
        for part in stop("second", 2).paragraphs
    )},
]  # fmt: skip


@pytest.mark.parametrize("changes", FACTS, ids=lambda one: next(iter(one)))
def test_of_what_is_no_line_the_stop_is_named(changes: dict[str, Any]) -> None:
    stops = (stop("first", 1), stop("second", 2), stop("third", 3))
    now = (stops[0], stop("second", 2, **changes), stops[2])
    found = laid_beside(edition(stops=stops), edition(stops=now))
    assert (found.tour, found.stops, found.others, found.tour_others) == ((), (), (2,), False)


@pytest.mark.parametrize("changes", [{"map": ""}, {"tiles": "tiles/a.pmtiles"}, {"languages": ("en",)}])
def test_of_the_map_and_the_languages_it_is_said_that_they_differ(changes: dict[str, Any]) -> None:
    found = laid_beside(edition(), edition(**changes))
    assert (found.tour, found.stops, found.others, found.tour_others) == ((), (), (), True)


def test_another_order_of_the_stops_is_said() -> None:
    one, two = stop("first", 1), stop("second", 2)
    assert laid_beside(edition(stops=(one, two)), edition(stops=(two, one))).tour_others
    assert not laid_beside(edition(stops=(one, two)), edition(stops=(two,))).tour_others


def test_of_a_stop_whose_words_changed_alone_no_more_is_said() -> None:
    now = (stop("first", 1, title="New", claims=(replace(CLAIM, text="It was said."), OTHER_CLAIM)),)
    found = laid_beside(edition(stops=(stop("first", 1),)), edition(stops=now))
    assert ([one.number for one in found.stops], found.others) == ([1], ())


def test_what_is_the_same_in_every_language_is_said_once() -> None:
    before = [edition("km", (stop("first", 1, "km"),)), edition("en", (stop("first", 1),))]
    now = [edition("km", (stop("first", 1, "km", lat=13.0),)), edition("en", (stop("first", 1, lat=13.0),))]
    [found] = differences(before, now)
    assert (found.tag, found.others) == ("en", (1,))


def test_of_a_stop_that_a_language_lacks_the_words_are_told_in_the_source_alone() -> None:
    def tellings(place: str, title: str) -> list[Edition]:
        return [edition(code, (stop("first", 1, "en", title=title, place=place),)) for code in ("en", "km")]

    [english] = differences(tellings("Market", "Old"), tellings("Market", "New"))
    assert (english.tag, len(english.stops), english.others) == ("en", 1, ())
    before, now = tellings("Market", "Old"), tellings("Market", "Old")
    # Its place alone is in the language.
    now[1] = replace(now[1], stops=(replace(now[1].stops[0], place="ផ្សារ"),))
    [khmer] = differences(before, now)
    assert (khmer.tag, khmer.others) == ("km", (1,))


def test_the_same_is_the_same() -> None:
    assert list(differences([edition(), edition("km")], [edition(), edition("km")])) == []


@pytest.mark.usefixtures("told")
def test_the_page_says_the_same_only_where_it_is(desk: Client, tour: Tour, ferry: StopRow) -> None:
    made = publishing.publish("river").release
    address = f"/admin/tour/river/releases/{made.pk}/"
    assert "They are the same." in desk.get(address).content.decode()
    StopRow.objects.update(lat=12.85, lng=102.6)
    page = desk.get(address).content.decode()
    assert "They are the same." not in page
    assert "English: more differs at stops 3 than is shown" in page
    advisory: dict[str, Any] = {"advisory_en": "Mines are left."}
    Tour.objects.update(**advisory)
    assert "<ins>Mines are left.</ins>" in desk.get(address).content.decode()
