"""The lock screen and a headset: what they press walks as a person with the phone in the pocket would wish it."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor.serving import Handler, serving, write
from tests.visitor.test_pocket import LOCK
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition, Route

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
AUDIO = "document.querySelector('audio')"
STOP = "document.documentElement.dataset.stop"
CLOSED = {"stop": "second", "closes": True, "since": "2026-11-20T08:00:00+00:00", "words": {"en": "Mines were found."}}
NOTICES = {
    "schema": 1,
    "made": "2026-11-20T08:00:01+00:00",
    "tours": {"pailin": {"source": "en", "notices": [CLOSED]}},
}


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Edition], Served]]:
    """Serves an edition, without its content notes."""
    with ExitStack() as open_:

        def served(edition: Edition) -> Served:
            edition = replace(edition, stops=tuple(replace(stop, content_notes=()) for stop in edition.stops))
            write(visitor.jobs(edition), tmp_path / "site", Path(settings.MEDIA_ROOT))
            return open_.enter_context(serving(tmp_path / "site"))

        yield served


def _locked(opened: Opened, url: str) -> Page:
    page = opened("about:blank")
    page.add_init_script(LOCK)
    page.goto(url)
    until(page, "globalThis.lock?.play && customElements.get('read-along')")
    return page


def _sounding(opened: Opened, url: str, second: str) -> Page:
    """The first stop, wholly here and playing; whoever asks for the second gets this answer."""
    page = _locked(opened, url)
    page.evaluate(
        "() => { const old = fetch; globalThis.asked = 0; globalThis.fetch = async (url, how) =>"
        f" /second/.test(url) ? (asked++, {second}) : old(url, how); }}"
    )
    page.evaluate("lock.play()")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    return page


def test_next_without_a_line_leaves_what_plays(
    english: Edition, serve: Callable[[Edition], Served], opened: Opened
) -> None:
    page = _sounding(opened, serve(english)[0] + "/en/pailin/first/", "Promise.reject(new TypeError('no line'))")
    page.evaluate(f"{AUDIO}.mark = 1")
    page.evaluate(f"asked = 0; at = {AUDIO}.currentTime; lock.nexttrack()")
    until(page, f"asked && {AUDIO}.currentTime > at + 0.5")
    assert page.evaluate(f"[{STOP}, {AUDIO}.mark, {AUDIO}.paused]") == ["first", 1, False]
    assert page.url.endswith("/first/")


def test_next_into_a_portals_page_leaves_what_plays_and_its_address(
    english: Edition, serve: Callable[[Edition], Served], opened: Opened
) -> None:
    page = _sounding(opened, serve(english)[0] + "/en/pailin/first/", "new Response('<h1>Log in</h1>')")
    # Held ahead as if it were the stop.
    until(page, "asked")
    page.evaluate(f"at = {AUDIO}.currentTime; lock.nexttrack()")
    until(page, f"{AUDIO}.currentTime > at + 0.5")
    assert page.evaluate(f"[{STOP}, {AUDIO}.paused]") == ["first", False]
    assert page.url.endswith("/first/")


def test_a_stop_that_is_closed_now_waits_for_a_tap(
    english: Edition, serve: Callable[[Edition], Served], opened: Opened
) -> None:
    address, server = serve(english)
    server.notices = json.dumps(NOTICES).encode()
    page = opened("about:blank")
    page.add_init_script(LOCK)
    with page.expect_response("**/notices.json"):
        page.goto(address + "/en/pailin/first/")
    until(page, "globalThis.lock?.play && customElements.get('read-along')")
    page.evaluate("lock.play()")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
    until(page, f"{STOP} === 'second' && document.querySelector('.live')")
    assert page.evaluate(f"[{AUDIO}.paused, {AUDIO}.currentTime]") == [True, 0]
    page.evaluate("lock.play()")
    until(page, f"{STOP} === 'second' && {AUDIO}.currentTime > 0.2")


def test_a_headsets_play_on_a_stop_without_sound_does_nothing(
    silent: Edition, serve: Callable[[Edition], Served], opened: Opened
) -> None:
    page = _locked(opened, serve(silent)[0] + "/en/pailin/second/")
    page.evaluate("lock.play()")
    assert page.evaluate(f"{AUDIO}.paused")
    assert page.get_attribute("html", "data-playing") is None


def test_a_way_that_goes_on_after_the_storys_last_stop_has_its_next(
    english: Edition, serve: Callable[[Edition], Served], opened: Opened
) -> None:
    way = Route(slug="walk", title="Town walk", summary="On pavements only.", stops=("third", "first"))
    address, _ = serve(replace(english, routes=(way,)))
    page = opened(address + "/en/pailin/")
    page.click("[data-route=walk] [data-action=route]")
    until(page, "document.querySelector('[data-route=walk]').hasAttribute('data-chosen')")
    page.add_init_script(LOCK)
    page.goto(address + "/en/pailin/third/")
    page.wait_for_selector("a[data-action=next][href='../first/']")
    until(page, "globalThis.lock?.nexttrack && !lock.previoustrack")
    page.evaluate("lock.nexttrack()")
    until(page, f"{STOP} === 'first'")
    page.wait_for_selector("a[data-action=previous][href='../third/']")
    until(page, "lock.previoustrack && !lock.nexttrack")
