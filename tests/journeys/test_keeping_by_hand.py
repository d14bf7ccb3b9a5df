"""Keeping a tour: paused by hand and gone on with, no room, a page without a secure address, a phone of Apple's."""

import re
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.bad_line import Line, Reply, line
from tests.journeys.conftest import PHONE
from tests.journeys.offline import CACHED, PACKS, STATE
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
TOUR = "/en/old-mill/"
LONGEST_WAIT_S = 60
# A phone of Apple's says so by a property that no other browser has; nothing else of one is here to test.
APPLE = "Object.defineProperty(navigator, 'standalone', { value: false });"
PLAIN = "Object.defineProperty(globalThis, 'isSecureContext', { value: false });"


@pytest.fixture
def over(tiny: Site) -> Iterator[Line]:
    with line(tiny.url) as wishes:
        yield wishes


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    context = browser.new_context(viewport=PHONE, locale="en-GB")

    def opened(url: str, script: str = "") -> Page:
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(url)
        return page

    yield opened
    context.close()


def button(page: Page, action: str) -> str:
    """Press the button that is shown for it; what it said."""
    shown = page.locator(f"keep-tour [data-action={action}]:visible, keep-tour [data-part={action}]:visible")
    said = shown.inner_text()
    shown.click()
    return said


def test_a_download_is_paused_by_hand_and_goes_on_with_what_lacks(over: Line, phone: Callable[..., Page]) -> None:
    held, go_on = threading.Event(), threading.Event()

    def slow(reply: Reply, _range: str) -> Reply:
        held.set()
        go_on.wait(LONGEST_WAIT_S)
        return reply

    page = phone(over.url + TOUR)
    until(page, STATE.format("offer"))
    over.fault = slow
    assert re.fullmatch(r"Keep on this phone · \d+\.\d MB", button(page, "keep"))
    assert held.wait(LONGEST_WAIT_S)
    assert "files" in page.locator("keep-tour [data-part=progress]").inner_text()
    button(page, "pause")
    until(page, STATE.format("paused"))
    so_far = page.evaluate(CACHED)
    assert so_far > 10
    assert page.evaluate(PACKS) == ["site/en"]
    go_on.set()
    page.reload()
    until(page, STATE.format("paused"))
    over.asked.clear()
    page.get_by_role("button", name=re.compile(r"Go on · \d+\.\d MB to come")).click()
    until(page, STATE.format("ready"), 60)
    assert page.evaluate(PACKS) == ["old-mill/en", "site/en"]
    # What had come was not asked for again.
    assert len({path for path, _range in over.asked if path.startswith("/files/")}) < so_far


def test_a_phone_without_room_says_so_and_keeps_what_it_has(over: Line, phone: Callable[..., Page]) -> None:
    page = phone(over.url + TOUR)
    until(page, STATE.format("offer"))
    wire = page.context.new_cdp_session(page)
    wire.send("Storage.overrideQuotaForOrigin", {"origin": over.url, "quotaSize": 60_000})
    button(page, "keep")
    until(page, STATE.format("paused"), 60)
    assert page.locator("keep-tour [data-part=error]").inner_text().startswith("There is no room left")
    assert "old-mill/en" not in page.evaluate(PACKS)
    wire.send("Storage.overrideQuotaForOrigin", {"origin": over.url})
    button(page, "keep")
    until(page, STATE.format("ready"), 60)


def test_a_phone_of_apples_is_asked_for_the_home_screen_before_anything_is_kept(
    over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, APPLE)
    until(page, STATE.format("home"))
    assert page.get_by_text("Add this page to the home screen first").is_visible()
    assert button(page, "keep").startswith("Keep in this tab all the same")
    until(page, STATE.format("ready"), 60)


def test_without_a_secure_address_the_page_says_why_nothing_can_be_kept(
    over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, PLAIN)
    until(page, STATE.format("plain"))
    assert page.get_by_text("Browsers keep a tour only from a secure address").is_visible()
    assert page.locator("keep-tour button:visible").count() == 0
    assert page.locator(".way a").count() >= 3
