"""A stop's page while the place is switched on: the stop nearby is offered, and nobody learns where the phone is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, Request, expect

from tests.visitor import axe, editions
from tests.visitor.placed import PLACES, placed, requests_of, stand, surveyed
from tests.visitor.serving import Handler, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition
from tour.visitor import assets

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
AUDIO = "document.querySelector('audio')"
OFFERED = "Boolean(document.querySelector('.suggestion [role=status]')?.textContent)"
# What a stop's page asks for beyond its own, because the place is switched on.
BROUGHT = {f"/{assets.where(name)}" for name in ("near-stop.js",)}
# More than a trigger needs to be sure: ten seconds to tell a walker's speed, and three fixes two seconds apart.
LONG_ENOUGH_MS = 16_000


def at_first(walked: Served, opened: Opened) -> Page:
    """The first stop's page; the place was switched on at the tour's, half way to the second stop."""
    page = placed(opened, walked[0] + "/en/pailin/")
    page.click("[data-action=locate]")
    stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
    page.goto(walked[0] + "/en/pailin/first/")
    until(page, "navigator.mediaSession.metadata")
    return page


def test_a_stop_nearby_is_offered_but_never_while_sound_plays(walked: Served, opened: Opened) -> None:
    page = at_first(walked, opened)
    page.click("[data-action=play]")
    # So that the track lasts.
    page.evaluate(f"{AUDIO}.playbackRate = .5; window.begun = performance.now(); window.offered = false")
    stand(page, 12.8530, f"(offered ||= {OFFERED}) || performance.now() - begun > {LONG_ENOUGH_MS}")
    assert not page.evaluate(f"offered || {AUDIO}.paused")
    page.click("[data-action=pause]")
    stand(page, 12.8530, OFFERED)
    assert page.text_content(".suggestion [role=status]") == "You are near A Town of Stones 2. Play?"
    assert axe.violations(page) == []
    page.click("[data-action=play]")
    until(page, "!document.querySelector('.suggestion')")


def test_it_is_sent_away_or_leads_to_its_stop_and_plays(walked: Served, opened: Opened) -> None:
    page = at_first(walked, opened)
    page.evaluate(f"{AUDIO}.mark = 1")
    stand(page, 12.8530, OFFERED)
    page.click("[data-action=elsewhere]")
    assert page.locator(".suggestion").count() == 0
    assert page.evaluate(f"{AUDIO}.paused")
    stand(page, 12.8560, OFFERED)
    assert page.text_content(".suggestion [role=status]") == "You are near A Town of Stones 3. Play?"
    page.click("[data-action=near]")
    until(page, "document.documentElement.dataset.stop === 'third'")
    until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    assert page.url.endswith("/en/pailin/third/")
    # Swapped in place: the lock screen keeps its player.
    assert page.evaluate(f"{AUDIO}.mark") == 1
    assert page.locator(".suggestion").count() == 0


def test_after_a_change_of_language_in_place_it_is_named_in_that_language(
    walked: Served, khmer: Edition, tmp_path: Path, opened: Opened
) -> None:
    write(visitor.jobs(surveyed(khmer)), tmp_path / "site", Path(settings.MEDIA_ROOT))
    page = at_first(walked, opened)
    page.evaluate(f"{AUDIO}.mark = 1")
    title = {code: editions.TITLES[code] for code in ("en", "km")}

    def turn_to(code: str) -> None:
        page.click("header summary")
        page.click(f"[data-action=language][lang={code}]")
        until(page, f"document.documentElement.lang === '{code}'")

    turn_to("km")
    stand(page, 12.8530, OFFERED)
    assert f"{title['km']} 2" in page.text_content(".suggestion [role=status]")  # type: ignore[operator]
    # What stands there when the language changes is said anew in the next.
    turn_to("en")
    expect(page.locator(".suggestion [role=status]")).to_have_text(f"You are near {title['en']} 2. Play?")
    assert page.locator(".suggestion").count() == 1
    page.click("[data-action=near]")
    until(page, "document.documentElement.dataset.stop === 'second'")
    until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    assert page.url.endswith("/en/pailin/second/")
    assert page.evaluate(f"{AUDIO}.mark") == 1


def test_where_the_swap_fails_its_page_opens_and_sounds(walked: Served, opened: Opened) -> None:
    page = at_first(walked, opened)
    stand(page, 12.8530, OFFERED)
    page.evaluate("() => { globalThis.fetch = () => Promise.reject(new TypeError('no line')); }")
    page.click("[data-action=near]")
    page.wait_for_url("**/en/pailin/second/*")
    until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    # Any other way there is a link's.
    page.evaluate("() => { globalThis.fetch = () => Promise.reject(new TypeError('no line')); }")
    page.click("[data-action=pause]")
    page.click("[data-action=next]")
    page.wait_for_url("**/en/pailin/third/")
    until(page, "navigator.mediaSession.metadata")
    assert page.evaluate(f"{AUDIO}.paused")


def test_offered_on_its_own_page_it_plays_on_from_where_it_stands(walked: Served, opened: Opened) -> None:
    page = at_first(walked, opened)
    page.locator("[data-start]").nth(2).click()
    until(page, f"{AUDIO}.currentTime > 5.2")
    page.click("[data-action=pause]")
    until(page, f"{AUDIO}.paused")
    stand(page, 12.8500, OFFERED)
    assert page.text_content(".suggestion [role=status]") == "You are near A Town of Stones 1. Play?"
    page.evaluate("window.came = 0; document.addEventListener('arrive', () => came += 1)")
    before = page.evaluate("history.length")
    page.click("[data-action=near]")
    until(page, f"!{AUDIO}.paused")
    assert page.evaluate(f"{AUDIO}.currentTime") > 5.1
    until(page, f"{AUDIO}.currentTime > 6")
    assert page.evaluate("[came, history.length]") == [0, before]
    assert page.locator(".suggestion").count() == 0


def test_a_walk_with_a_moving_place_asks_for_the_same_as_one_without(walked: Served, opened: Opened) -> None:
    address, server = walked
    asked: dict[bool, set[str]] = {}
    for moving in (False, True):
        server.seen.clear()
        page = placed(opened, address + "/en/pailin/")
        requests = requests_of(page)
        if moving:
            page.click("[data-action=locate]")
            stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
        page.click("[data-action=map]")
        page.wait_for_selector(".map-stop")
        for latitude, _ in PLACES if moving else ():
            stand(page, latitude + 0.0012, "Boolean(document.querySelector('.map-you'))")
        walk_on(page, address, moving=moving)
        comes(page, server, asked.get(False, set()))
        assert [one.url for one in requests if not one.url.startswith((address, "data:", "blob:"))] == []
        assert {one.method for one in requests} == {"GET"}
        assert not [one for one in requests if "12.8" in said(one) or "102.6" in said(one)]
        assert not [one for one in requests if "cookie" in one.all_headers()]
        assert page.context.cookies() == []
        asked[moving] = set(server.seen)
        # Once: it stays while stop after stop is swapped in.
        assert {server.seen.count(path) for path in BROUGHT} == {int(moving)}
        page.context.close()
    assert asked[True] == asked[False] | BROUGHT
    assert not [path for path in asked[True] if "?" in path]


def walk_on(page: Page, address: str, *, moving: bool) -> None:
    """From the first stop to the third; where the place moves, one is offered and sent away."""
    page.goto(address + "/en/pailin/first/")
    until(page, "navigator.mediaSession.metadata")
    for here, there in (("first", "second"), ("second", "third")):
        page.click("[data-action=play]")
        until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
        page.click("[data-action=pause]")
        if moving:
            latitude = {"first": 12.8530, "second": 12.8560}[here]
            stand(page, latitude, OFFERED)
            page.click("[data-action=elsewhere]")
        page.click("[data-action=next]")
        until(page, f"document.documentElement.dataset.stop === '{there}'")
    page.wait_for_selector("[data-action=mistake]")


def comes(page: Page, server: type[Handler], wanted: set[str]) -> None:
    """Wait until everything wanted has been asked for, and whatever was to be asked ahead."""
    for _ in range(100):
        ahead = sum(path.endswith(".webm") for path in set(server.seen))
        if wanted <= set(server.seen) and ahead == 2:
            return
        page.evaluate("new Promise((done) => setTimeout(done, 50))")
    raise AssertionError(wanted - set(server.seen))


def said(request: Request) -> str:
    """All that a request tells."""
    return f"{request.url} {request.headers} {request.post_data or ''}"
