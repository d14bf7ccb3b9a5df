"""A kiosk says at once what is closed now, how old its word is, and lets no notice lead out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.kiosk.screen import NOTICES, STATE, press, shown, to_stops, told
from tests.visitor.axe import violations

Screen = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("kiosk")
CLOSED = ("the-mill", True, "The stairs have fallen.")
HIGH = ("", False, "High water this week.")
AGAIN = "document.dispatchEvent(new Event('visibilitychange')), fetch('./').then(() => {})"
LIVE = "#stop [data-part=live]"
STOPS_LIVE = "#stops [data-part=live]"
# Markup and an address: both are words here.
HOSTILE = ("the-mill", True, "<a href='https://example.org'>Go</a> <img src=x> https://example.org")


def hears(page: Page, *notices: tuple[str, bool, str]) -> None:
    """From now on the site says this; it is asked at once."""
    answers(page, json=told(*notices))


def answers(page: Page, **how: Any) -> None:
    """From now on this answers; returns once it has been asked (a question on its way is answered by what was)."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        route.fulfill(**how)
        asked.append(route.request.url)

    page.unroute(NOTICES)
    page.route(NOTICES, answer)
    for _ in range(100):
        page.evaluate(AGAIN)
        if asked:
            return
    raise AssertionError("the kiosk does not ask")


def test_a_stop_that_is_being_read_is_closed_at_once_and_opened_again(screen: Screen) -> None:
    page = screen()
    hears(page)
    to_stops(page)
    press(page, "open", index="0")
    assert not page.locator(LIVE).is_visible()
    hears(page, CLOSED, HIGH)
    page.locator(f"{LIVE} [data-part=told] p", has_text="The stairs have fallen.").wait_for()
    assert page.locator(f"{LIVE} [data-part=head]").inner_text() == "Closed for now: please do not go there"
    assert "High water" in page.locator(LIVE).inner_text()
    assert shown(page) == "stop"
    hears(page)
    page.locator(f"{LIVE} [data-part=told]:empty").wait_for(state="attached")
    assert not page.locator(LIVE).is_visible()


def test_the_list_marks_it_and_says_how_old_this_word_is(screen: Screen) -> None:
    page = screen()
    hears(page, CLOSED, HIGH)
    to_stops(page)
    page.locator("[data-part=mark]:not(:empty)").wait_for()
    assert page.locator("[data-part=mark]").all_inner_texts() == ["Closed for now", "", ""]
    assert "High water this week." in page.locator(STOPS_LIVE).inner_text()
    assert page.locator("[data-part=age]").inner_text().startswith("Safety information of ")
    assert violations(page) == []


def test_without_a_network_the_last_word_stands_with_its_age(screen: Screen) -> None:
    page = screen()
    hears(page, CLOSED)
    to_stops(page)
    page.locator("[data-part=mark]:not(:empty)").wait_for()
    answers(page, status=200, content_type="text/html", body="<h1>Log in</h1>")
    page.locator("[data-part=age]", has_text="could not be renewed").wait_for()
    assert page.locator("[data-part=mark]").first.inner_text() == "Closed for now"


def test_words_in_another_language_say_so(screen: Screen) -> None:
    page = screen()
    hears(page, CLOSED)
    to_stops(page, "ar")
    press(page, "open", index="0")
    words = page.locator(f"{LIVE} [data-part=told] p").first
    assert (words.get_attribute("lang"), words.inner_text()) == ("en", "The stairs have fallen.")


def test_no_notice_is_a_way_out(screen: Screen) -> None:
    page = screen()
    hears(page, HOSTILE)
    to_stops(page)
    press(page, "open", index="0")
    page.locator(LIVE, has_text="href='https://example.org'").wait_for()
    assert page.locator(f"{LIVE} :is(a, button, img, input, iframe, [tabindex])").count() == 0
    for element in page.locator(f"{LIVE} *").all():
        element.click(force=True)
    assert page.url.endswith("/kiosk/gate/")


def test_nothing_of_it_is_left_for_the_next(screen: Screen) -> None:
    page = screen(clock=True)
    hears(page)
    untouched = page.evaluate(STATE)
    hears(page, CLOSED, HIGH)
    for language in ("en", "ar"):
        to_stops(page, language)
        page.locator("[data-part=mark]:not(:empty)").wait_for()
        press(page, "open", index="0")
        page.clock.run_for(1000 * 60)
        assert shown(page) == "attract"
        assert page.evaluate(STATE) == untouched


def test_the_pictures_of_the_invitation_are_said_too(screen: Screen) -> None:
    page = screen()
    picture = page.locator("#attract img").first
    assert picture.get_attribute("alt") == "A green wooden gate in a stone wall."
    assert page.locator(".show").get_attribute("lang") == "en"
    assert page.locator(".show").get_attribute("aria-hidden") is None


def test_a_stop_shows_its_picture_in_words_too_and_nothing_of_it_afterwards(screen: Screen) -> None:
    page = screen()
    to_stops(page)
    press(page, "open", index="1")
    picture = page.locator("#stop figure img")
    assert picture.get_attribute("alt") == "A green wooden gate in a stone wall."
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 24
    assert "The village school, CC0-1.0" in page.locator("#stop figcaption").inner_text()
    press(page, "next")
    assert picture.count() == 0
