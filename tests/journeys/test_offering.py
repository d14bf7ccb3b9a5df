"""What a page offers to keep before anything is here: once it is known, on every phone, over bad lines too."""

import re
import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.bad_line import PORTAL, Line, Reply
from tests.journeys.offline import CACHED, STATE, button
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
TOUR = "/en/old-mill/"
LONGEST_WAIT_S = 60
# A phone of Apple's says so by a property that no other browser has; nothing else of one is here to test.
APPLE = "Object.defineProperty(navigator, 'standalone', { value: false });"
REFUSED = "() => Promise.reject(new DOMException('The operation is insecure.', 'SecurityError'))"
# Browsers that keep nothing: one has no files, the other no records.
KEEP_NOTHING = {
    "files": f"CacheStorage.prototype.open = {REFUSED};",
    "records": "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };",
}
SHOWN = """() => [...document.querySelectorAll(".keep *")]
    .filter((part) => !part.children.length && part.textContent && part.checkVisibility())
    .map((part) => part.textContent)"""
# Where what stands behind the offer begins.
BELOW = "() => document.querySelector('#credits').getBoundingClientRect().top + scrollY"


def portal(_reply: Reply, _range: str) -> Reply:
    return Reply(200, {"Content-Type": "text/html"}, PORTAL)


def test_nothing_can_be_pressed_before_it_is_known_what_there_is(over: Line, phone: Callable[..., Page]) -> None:
    held, go_on = threading.Event(), threading.Event()

    def slow(reply: Reply, _range: str) -> Reply:
        held.set()
        go_on.wait(LONGEST_WAIT_S)
        return reply

    over.on, over.fault = r"/pack\.json$", slow
    page = phone(over.url + TOUR)
    assert held.wait(LONGEST_WAIT_S)
    heading, words = page.evaluate(SHOWN)
    assert heading == "Keep this tour on my phone"
    assert words.startswith("Words, pictures and sound in English")
    before = page.evaluate(BELOW)
    go_on.set()
    until(page, STATE.format("offer"))
    assert page.evaluate(SHOWN)[:2] == [heading, words]
    assert page.evaluate(BELOW) == before
    assert re.fullmatch(r"Keep on this phone · \d+\.\d MB", button(page, "keep"))


@pytest.mark.parametrize("what", KEEP_NOTHING)
def test_a_browser_that_keeps_nothing_is_offered_the_tour_and_says_why_it_cannot(
    what: str, over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, KEEP_NOTHING[what])
    until(page, STATE.format("offer"))
    assert page.locator("keep-tour [data-part=error]").is_hidden()
    assert re.fullmatch(r"Keep on this phone · \d+\.\d MB", button(page, "keep"))
    page.get_by_text("This browser keeps nothing here.").wait_for()
    assert page.locator("keep-tour [data-action=keep]:visible").count() == 1


def test_a_phone_of_apples_is_asked_for_the_home_screen_before_anything_is_kept(
    over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, APPLE)
    until(page, STATE.format("home"))
    assert page.get_by_text("Add this page to the home screen first").is_visible()
    assert button(page, "keep").startswith("Keep in this tab all the same")
    until(page, STATE.format("ready"), 60)


def test_a_phone_of_apples_is_asked_for_the_home_screen_over_a_bad_line_too(
    over: Line, phone: Callable[..., Page]
) -> None:
    over.on, over.fault = r"/pack\.json$", portal
    page = phone(over.url + TOUR, APPLE)
    error = page.locator("keep-tour [data-part=error]")
    error.wait_for()
    assert page.get_by_text("Add this page to the home screen first").is_visible()
    # Nor does a tap that comes to nothing take the advice away.
    page.evaluate("error = document.querySelector('keep-tour [data-part=error]'), error.textContent = ''")
    assert button(page, "keep") == "Keep in this tab all the same"
    until(page, "error.textContent")
    assert page.get_by_text("Add this page to the home screen first").is_visible()
    assert page.evaluate(CACHED) == 0
