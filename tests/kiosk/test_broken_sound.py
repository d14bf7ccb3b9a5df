"""A sound that stalls or breaks keeps nobody's visit open: the kiosk asks, ends, and is the next visitor's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.kiosk.screen import COUNTDOWN_S, IDLE_S, STATE, open_kiosk, press, shown, stand_still, to_stops
from tests.kiosk.test_visits import MOVES
from tests.site import Site

pytestmark = pytest.mark.xdist_group("kiosk")
PLAYING = "#stop [data-playing]"


@pytest.fixture
def page(browser: Browser, house: Site) -> Iterator[Page]:
    """A kiosk whose sound may fail; its time is in the test's hand."""
    kiosk = open_kiosk(browser, house.url, clock=True)
    stand_still(kiosk.page)
    yield kiosk.page
    assert all("Failed to load resource" in fault for fault in kiosk.faults), kiosk.faults
    kiosk.context.close()


def listen(page: Page) -> None:
    """Play the first stop, and leave traces besides."""
    to_stops(page)
    press(page, "open", index="0")
    press(page, "listen")
    press(page, "louder")
    press(page, "size")


def asks_and_forgets(page: Page, untouched: str) -> None:
    """After the idle time it asks, after the countdown all is as before."""
    page.clock.run_for(1000 * (IDLE_S - 1))
    assert not page.locator("#asking").is_visible()
    page.clock.run_for(2000)
    assert page.locator("#asking").is_visible()
    assert shown(page) == "stop"
    page.clock.run_for(1000 * COUNTDOWN_S)
    assert shown(page) == "attract"
    assert page.evaluate(STATE) == untouched


def test_a_sound_that_never_answers(page: Page) -> None:
    untouched = page.evaluate(STATE)
    page.route("**/files/*.webm", lambda _never: None)
    listen(page)
    expect(page.locator(PLAYING)).to_have_count(1)
    asks_and_forgets(page, untouched)


def test_a_sound_that_breaks_is_paused(page: Page) -> None:
    untouched = page.evaluate(STATE)
    held: list[Route] = []
    page.route("**/files/*.webm", lambda route: held.append(route))
    with page.expect_request("**/files/*.webm"):
        listen(page)
    expect(page.locator(PLAYING)).to_have_count(1)
    page.route("**/files/*.webm", lambda route: route.abort())
    for route in held:
        route.abort()
    expect(page.locator(PLAYING)).to_have_count(0)
    asks_and_forgets(page, untouched)


def test_a_sound_that_breaks_in_its_midst_is_paused(page: Page) -> None:
    untouched = page.evaluate(STATE)
    listen(page)
    page.evaluate(MOVES)
    # As a line that breaks after the beginning: the browser says so, and pauses nothing.
    page.evaluate("document.querySelector('audio').dispatchEvent(new Event('error'))")
    expect(page.locator(PLAYING)).to_have_count(0)
    asks_and_forgets(page, untouched)


def test_a_sound_that_stands_still_in_its_midst(page: Page) -> None:
    untouched = page.evaluate(STATE)
    listen(page)
    page.evaluate(MOVES)
    # As a line that has stalled: it neither pauses nor ends, and does not go on.
    page.evaluate("document.querySelector('audio').playbackRate = 0")
    expect(page.locator(PLAYING)).to_have_count(1)
    asks_and_forgets(page, untouched)
