"""Words for which a language has none stand in the source, marked as that; where it has them no byte is added."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor import editions
from tests.visitor.placed import placed, surveyed
from tests.visitor.serving import serving, write
from tests.visitor.test_walking_by_place import Opened
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition, Picture, Sound

OWN = ("title", "summary", "about", "advisory", "credits")
PICTURE = Picture(
    path=f"pictures/{'ab' * 32}.jpg",
    width=8,
    height=6,
    alt="A gate",
    credit="A. B.",
    licence="CC0",
    in_source=("alt",),
)


def made(edition: Edition, url: str) -> str:
    return next(file.body.decode() for job in visitor.jobs(edition) for file in job.make() if file.url == url)


def lent(edition: Edition) -> Edition:
    """The edition without words of its own for anything but its stops' titles and texts."""
    stops = tuple(replace(stop, in_source=("place", "safety"), pictures=(PICTURE,)) for stop in edition.stops)
    routes = tuple(replace(route, in_source=("title", "summary")) for route in edition.routes)
    return replace(edition, stops=stops, routes=routes, in_source=OWN)


def test_a_stops_place_safety_words_and_picture_say_their_language() -> None:
    page = made(lent(editions.edition("ar")), "ar/pailin/first/")
    assert '<p lang="en" dir="ltr">Listen from the pavement.</p>' in page
    assert '<p class="second"><span lang="en" dir="ltr">Central market, Pailin</span>\xa0· ' in page
    assert 'alt="A gate" lang="en" dir="ltr" width' in page


def test_the_tours_page_says_the_language_of_each_of_its_words() -> None:
    page = made(lent(editions.edition("ar")), "ar/pailin/")
    for words in (
        "<h1{}>The Battle of Pailin</h1>", '<p class="lead"{}>A story', "<p{}>Keep to paved roads.</p>",
        "<p{}>What this tour tells.</p>", '<p class="second"{}>Made for a test.</p>', "<h3{}>Town walk</h3>",
        "<p{}>On pavements only.</p>", "<small><span{}>Central market, Pailin</span>\xa0· ",
    ):  # fmt: skip
        assert words.format(' lang="en" dir="ltr"') in page, words


@pytest.mark.parametrize("url", ["ar/pailin/", "ar/pailin/first/"])
def test_who_sees_a_warning_of_another_language_is_told_so_in_words(url: str) -> None:
    told = '<p class="second">هذا النص باللغة الإنجليزية: لم يُترجم بعد.</p></'
    assert made(lent(editions.edition("ar")), url).count(told) == 1
    assert told not in made(editions.edition("ar"), url)


def test_the_list_of_tours_says_it_too() -> None:
    site = editions.site()
    of_khmer = replace(site.tours[0], source_language="en", in_source=(("km", "title"), ("km", "summary")))
    jobs = visitor.site_jobs(replace(site, tours=(of_khmer,)))
    pages = {file.url: file.body.decode() for job in jobs for file in job.make() if file.url.endswith("/")}
    assert '<h2 lang="en" dir="ltr"><a href="pailin/">' in pages["km/"]
    assert '<p lang="en" dir="ltr">A story in three stops.' in pages["km/"]
    assert '<h2><a href="pailin/">' in pages["en/"]


def test_words_of_the_pages_language_are_marked_by_nothing() -> None:
    whole = replace(editions.edition("ar"), languages=("ar",), routes=())
    stops = tuple(replace(stop, claims=()) for stop in whole.stops)
    for url in ("ar/pailin/", "ar/pailin/first/"):
        assert ' lang="' not in made(replace(whole, stops=stops), url).partition("<body>")[2]


def test_a_phone_that_is_told_where_to_go_is_told_the_language_of_the_warning() -> None:
    (first, *_) = json.loads(made(lent(editions.edition("ar")), "ar/pailin/places.json"))["stops"]
    assert (first["safety_tag"], first["safety_direction"]) == ("en", "ltr")
    assert "safety_tag" not in made(editions.edition("ar"), "ar/pailin/places.json")


@pytest.fixture
def thai(sound: Sound, tmp_path: Path) -> Iterator[str]:
    edition = lent(surveyed(editions.spoken(editions.edition("th"), sound)))
    edition = replace(edition, stops=tuple(replace(stop, pictures=()) for stop in edition.stops))
    write(visitor.jobs(edition), tmp_path / "site", Path(settings.MEDIA_ROOT))
    with serving(tmp_path / "site") as (url, _):
        yield url


@pytest.mark.journey
def test_near_a_stop_its_warning_says_its_language(thai: str, opened: Opened) -> None:
    page: Page = placed(opened, f"{thai}/th/pailin/")
    page.click("[data-action=locate]")
    until(page, "document.querySelector('[data-near] small')")
    line = page.locator("[data-near] small").first
    assert line.text_content() == "Listen from the pavement."
    assert (line.get_attribute("lang"), line.get_attribute("dir")) == ("en", "ltr")
