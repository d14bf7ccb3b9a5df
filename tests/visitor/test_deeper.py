"""A deeper piece is offered after its stop's words, leads back to the walk, and is counted nowhere."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor import axe, editions
from tests.visitor.serving import serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition, File, Route

PIECE = "piece"


def deep(of: Edition, under: str = "first") -> Edition:
    """The edition with a fourth stop, a deeper piece, in the middle of the story order."""
    first, *rest = of.stops
    piece = replace(first, slug=PIECE, number=4, title="What the stones weigh", deeper_of=under, claims=(), lat=None)
    return replace(of, stops=(first, *rest[:1], piece, *rest[1:]))


def _files(edition: Edition) -> dict[str, File]:
    return {file.url: file for job in visitor.jobs(edition) for file in job.make()}


def _page(edition: Edition, slug: str) -> str:
    return _files(edition)[f"{edition.language}/pailin/{slug}/"].body.decode()


def _led(page: str) -> dict[str, str]:
    return dict(re.findall(r'data-action="(previous|next|skip|deeper)"(?: class="\w+")? href="([^"]+)"', page))


def test_the_walk_passes_it_by(english: Edition) -> None:
    assert _led(_page(deep(english), "second")) == _led(_page(english, "second"))
    assert _led(_page(deep(english), "third")) == _led(_page(english, "third"))


def test_its_stop_offers_it_after_the_words_as_an_ordinary_link(english: Edition) -> None:
    page = _page(deep(english), "first")
    label = r"Go deeper\s·\s1\smin"
    assert re.search(rf'<a data-action="deeper" href="../{PIECE}/"><span class="way">{label}</span>', page)
    assert page.index("</read-along>") < page.index("Go deeper") < page.index('<nav class="on"')
    assert _led(page) == _led(_page(english, "first")) | {"deeper": f"../{PIECE}/"}


@pytest.mark.parametrize(("under", "on"), [("first", "../second/"), ("third", None)])
def test_it_leads_back_to_its_stop_and_on_along_the_walk(english: Edition, under: str, on: str | None) -> None:
    led = _led(_page(deep(english, under), PIECE))
    assert (led["previous"], led.get("next")) == (f"../{under}/", on)
    assert led["skip"] == on or "../"
    assert "deeper" not in led
    assert f'data-deeper-of="{under}"' in _page(deep(english, under), PIECE)


@pytest.mark.parametrize("language", editions.LANGUAGES)
def test_a_page_without_one_grows_by_no_byte(language: str) -> None:
    plain = editions.edition(language)
    for slug in ("second", "third"):
        own_key = r'data-key="\w+"'
        pages = [re.sub(own_key, "", _page(of, slug)) for of in (plain, deep(plain))]
        assert pages[0] == pages[1]
    assert "data-deeper" not in _page(plain, "first")


def test_lists_and_counts_count_only_the_walk(english: Edition) -> None:
    pages = [_files(of)["en/pailin/"].body.decode() for of in (english, deep(english))]
    facts = [re.findall(r"<p class=\"second\">[^<]*stop[^<]*</p>", page) for page in pages]
    assert facts[0] == facts[1] != []
    assert all("3 stops" in page and "4 stops" not in page for page in pages)
    routes = [page[page.index("<tour-routes") : page.index("</tour-routes>")] for page in pages]
    assert routes[0] == routes[1]
    places = [json.loads(_files(of)["en/pailin/places.json"].body)["stops"] for of in (english, deep(english))]
    assert places[0] == places[1]


def test_a_route_that_is_the_whole_walk_is_the_whole_story(english: Edition) -> None:
    whole = replace(english.routes[0], slug="whole", stops=("first", "second", "third"))
    page = _files(deep(replace(english, routes=(whole, *english.routes))))["en/pailin/"].body.decode()
    assert re.findall(r'data-route="(\w*)"', page) == ["", "walk"]
    assert "The whole story" not in page


def test_on_the_tour_page_it_stands_under_its_stop_with_its_number(english: Edition) -> None:
    page = _files(deep(english))["en/pailin/"].body.decode()
    listed = page[page.index('<ol class="way">') : page.index("</ol>")]
    assert re.findall(r'<li data-stop="(\w+)"', listed) == ["first", PIECE, "second", "third"]
    assert re.search(
        rf'<ul><li data-stop="{PIECE}"><a href="{PIECE}/".*?Go deeper.*?</li></ul></li>', listed, re.DOTALL
    )


def test_its_number_leads_to_it_and_the_pack_keeps_it(english: Edition) -> None:
    files = _files(deep(english))
    assert files[f"en/pailin/{PIECE}/"].pack == "all"
    assert f'"4": "{PIECE}"' in files["en/pailin/"].body.decode().replace("&quot;", '"')


@pytest.fixture
def walked(english: Edition, tmp_path: Path) -> Iterator[str]:
    """A way from the third stop to the first, the third with a deeper piece."""
    way = Route(slug="walk", title="Town walk", summary="", stops=("third", "first"))
    stops = tuple(replace(stop, content_notes=()) for stop in english.stops)
    edition = deep(replace(english, routes=(way,), stops=stops), "third")
    write(visitor.jobs(edition), tmp_path / "site", Path(settings.MEDIA_ROOT))
    with serving(tmp_path / "site") as (url, _):
        yield f"{url}/en/pailin/"


@pytest.mark.journey
def test_on_a_chosen_way_it_leads_on_where_its_stop_does(walked: str, opened: Callable[..., Page]) -> None:
    page = opened(walked)
    page.click("[data-route=walk] [data-action=route]")
    until(page, "document.querySelector('[data-route=walk] [data-action=route]').ariaPressed === 'true'")
    page.goto(f"{walked}third/")
    page.evaluate("window.same = true")
    page.click("a[data-action=deeper]")
    until(page, f"document.documentElement.dataset.stop === '{PIECE}'")
    assert page.evaluate("same")
    until(page, "document.querySelector('nav.on a[data-action=next]')?.getAttribute('href') === '../first/'")
    assert page.get_attribute("nav.on a[data-action=previous]", "href") == "../third/"
    assert axe.violations(page) == []
