"""A chosen way keeps up with its tour: stops that were renamed or retired since, a way that is gone, a quiet end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.visitor.serving import serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition, Route
from tour.visitor import assets

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
AUDIO = "document.querySelector('audio')"
NEXT = "nav.on a[data-action=next]"
KEPT = "async (url) => (await (await import(url)).get('settings', 'route/pailin')) ?? null"
HEARD = """async (url) => (await import(url)).put("places", {
    id: "pailin/third", tour: "pailin", stop: "third", language: "en", seconds: 14, place: 0, listened: 20,
    ended: true, at: Date.now(),
})"""


def _ways(english: Edition, *stops: str) -> Edition:
    """The tour without notes, with a way through these stops, or with none."""
    way = Route(slug="walk", title="Town walk", summary="", stops=stops)
    plain = tuple(replace(stop, content_notes=()) for stop in english.stops)
    return replace(english, routes=(way,) if stops else (), stops=plain)


def _renamed(of: Edition) -> Edition:
    """The same after its second stop was given another address."""
    first, second, third = of.stops
    return replace(of, stops=(first, replace(second, slug="mill"), third))


@pytest.fixture
def publish(tmp_path: Path) -> Callable[[Edition], object]:
    return lambda edition: write(visitor.jobs(edition), tmp_path / "site", Path(settings.MEDIA_ROOT))


@pytest.fixture
def chosen(
    english: Edition, publish: Callable[[Edition], object], tmp_path: Path, opened: Opened
) -> Iterator[tuple[Page, str]]:
    """A phone that has chosen the way third, second, first; and the tour's address."""
    publish(_ways(english, "third", "second", "first"))
    with serving(tmp_path / "site") as (address, _):
        page = opened(f"{address}/en/pailin/")
        page.click("[data-route=walk] [data-action=route]")
        page.wait_for_selector("[data-route=walk][data-chosen]")
        yield page, f"{address}/en/pailin/"


def _kept(page: Page) -> object:
    return page.evaluate(KEPT, f"/{assets.where('phone.js')}")


def test_a_stop_that_is_gone_is_passed_by(
    chosen: tuple[Page, str], english: Edition, publish: Callable[[Edition], object]
) -> None:
    page, url = chosen
    publish(_renamed(_ways(english, "third", "mill", "first")))
    page.goto(url + "third/")
    page.wait_for_selector(f"{NEXT}[href='../first/']")
    page.click(NEXT)
    page.wait_for_selector("a[data-action=previous][href='../third/']")
    until(page, f"!document.querySelector('{NEXT}')")


def test_the_tour_page_takes_the_stops_that_the_way_has_now(
    chosen: tuple[Page, str], english: Edition, publish: Callable[[Edition], object]
) -> None:
    page, url = chosen
    page.evaluate(HEARD, f"/{assets.where('phone.js')}")
    publish(_renamed(_ways(english, "third", "mill", "first")))
    page.goto(url)
    page.wait_for_selector("[data-route=walk][data-chosen]")
    assert _kept(page) == {"slug": "walk", "stops": ["third", "mill", "first"]}
    expect(page.locator("[data-action=resume]")).to_have_attribute("href", url + "mill/")
    page.goto(url + "third/")
    page.wait_for_selector(f"{NEXT}[href='../mill/']")


@pytest.mark.parametrize("slug", ["another", ""], ids=["another way is offered", "no way is offered"])
def test_a_way_that_is_gone_is_chosen_no_more(
    chosen: tuple[Page, str], english: Edition, publish: Callable[[Edition], object], slug: str
) -> None:
    page, url = chosen
    ways = _ways(english, "third", "first") if slug else _ways(english)
    publish(replace(ways, routes=tuple(replace(way, slug=slug) for way in ways.routes)))
    page.add_init_script("document.addEventListener('route', () => (globalThis.forgotten = true));")
    page.goto(url)
    until(page, "globalThis.forgotten")
    assert _kept(page) is None
    if slug:
        page.wait_for_selector("[data-route=''][data-chosen]")
    page.goto(url + "first/")
    page.wait_for_selector(f"{NEXT}[href='../second/']")


def test_at_a_quiet_end_the_way_offers_its_next_stop_and_does_not_walk_on(
    english: Edition, publish: Callable[[Edition], object], chosen: tuple[Page, str]
) -> None:
    page, url = chosen
    ways = _ways(english, "third", "second", "first")
    # The story's last stop: its own page offers nothing more.
    publish(replace(ways, stops=(*ways.stops[:2], replace(ways.stops[2], quiet_end=True))))
    page.goto(url + "third/")
    page.wait_for_selector(f"{NEXT}[href='../second/']")
    assert "When you are ready" in (page.text_content(NEXT) or "")
    page.evaluate("arrivals = 0; document.addEventListener('arrive', () => arrivals++)")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
    until(page, f"{AUDIO}.ended && document.querySelector('[data-action=play]')")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("[arrivals, document.documentElement.dataset.stop]") == [0, "third"]
    page.click(NEXT)
    until(page, "document.documentElement.dataset.stop === 'second'")


def test_where_the_end_is_no_quiet_one_the_way_walks_on(chosen: tuple[Page, str]) -> None:
    page, url = chosen
    page.goto(url + "third/")
    page.wait_for_selector(f"{NEXT}.next[href='../second/']")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
    until(page, f"document.documentElement.dataset.stop === 'second' && !{AUDIO}.paused", 20)
