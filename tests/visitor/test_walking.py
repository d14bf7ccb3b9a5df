"""From stop to stop and from language to language around one audio element."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.visitor.serving import Handler
from tests.visitor.waiting import until

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
AUDIO = "document.querySelector('audio')"
# Where the phone says that one was at the first stop: what is being written is waited for.
KEPT = """() => new Promise((done) => (indexedDB.open("wayside").onsuccess = ({ target }) => {
    const asked = target.result.transaction("places", "readwrite").objectStore("places").get("pailin/first");
    asked.onsuccess = () => { target.result.close(); done(asked.result); };
}))"""


def _ready(page: Page) -> None:
    until(page, "navigator.mediaSession.metadata")
    page.evaluate("document.querySelector('audio').mark = 1")


def _same_audio(page: Page) -> bool:
    return bool(
        page.evaluate("document.querySelectorAll('audio').length === 1 && document.querySelector('audio').mark")
    )


def _playing(page: Page, past: float = 0.2) -> None:
    until(page, f"{AUDIO}.currentTime > {past} && !{AUDIO}.paused")


def test_next_swaps_the_words_and_goes_on_sounding_in_the_same_element(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=play]")
    _playing(page, 1.0)
    page.click("[data-action=next]")
    page.wait_for_url("**/en/pailin/second/")
    _playing(page)
    assert _same_audio(page)
    assert page.evaluate("document.documentElement.dataset.stop") == "second"
    assert page.title().startswith("2 A Town of Stones 2")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate(f"{AUDIO}.currentTime") < 2
    page.wait_for_selector("[data-start][aria-current]")


def test_a_paused_walk_stays_paused(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=next]")
    until(page, "document.documentElement.dataset.stop === 'second'")
    assert _same_audio(page)
    assert page.evaluate(f"{AUDIO}.paused")
    page.click("[data-action=play]")
    _playing(page)


def test_the_next_stop_was_fetched_ahead(served: Served, opened: Opened) -> None:
    address, server = served
    page = opened(address + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=play]")
    with page.expect_response("**/en/pailin/second/") as answer:
        answer.value.finished()
    before = server.seen.count("/en/pailin/second/")
    page.click("[data-action=next]")
    until(page, "document.documentElement.dataset.stop === 'second'")
    _playing(page)
    assert server.seen.count("/en/pailin/second/") == before == 1


def test_back_and_forward_walk_too(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=next]")
    until(page, "document.documentElement.dataset.stop === 'second'")
    page.go_back()
    until(page, "document.documentElement.dataset.stop === 'first'")
    page.go_forward()
    until(page, "document.documentElement.dataset.stop === 'second'")
    assert _same_audio(page)


def test_another_language_goes_on_at_the_same_thought(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.locator("[data-start]").nth(4).click()
    _playing(page, 10.3)
    page.click("header summary")
    page.click("[data-action=language][lang=km]")
    until(page, "document.documentElement.lang === 'km'")
    # The last of three English sentences of the paragraph is the last of its two in Khmer.
    until(page, "document.querySelectorAll('[data-start]')[3].hasAttribute('aria-current')")
    _playing(page, 7.6)
    assert _same_audio(page)
    assert page.evaluate(f"{AUDIO}.currentTime") < 10


def test_after_another_language_the_bar_says_what_it_is_in_that_language(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.evaluate("document.querySelector('.bar').setAttribute('aria-label', 'as it was')")
    page.click("header summary")
    page.click("[data-action=language][lang=km]")
    until(page, "document.documentElement.lang === 'km'")
    named = page.get_attribute(".bar", "aria-label")
    assert named != "as it was"
    page.reload()
    assert page.get_attribute(".bar", "aria-label") == named


def test_another_language_while_paused_keeps_the_place_of_that_language(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.locator("[data-start]").nth(4).click()
    _playing(page, 10.3)
    page.click("[data-action=pause]")
    page.click("header summary")
    page.click("[data-action=language][lang=km]")
    until(page, "document.documentElement.lang === 'km'")
    # Then the phone is put away.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    kept = page.evaluate(KEPT)
    assert (kept["language"], kept["seconds"]) == ("km", page.evaluate("document.querySelector('first-sound').place"))
    # The last of the three sentences of its paragraph, as in English.
    assert 1.6 < kept["place"] < 2


def test_a_language_link_that_loads_anew_carries_the_place(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/km/pailin/first/#at=1.833")
    until(page, "document.querySelectorAll('[data-start]')[3].hasAttribute('aria-current')")
    page.click("[data-action=play]")
    _playing(page, 7.6)


def test_when_the_swap_fails_the_link_does_what_links_do(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.evaluate("() => { globalThis.fetch = () => Promise.reject(new TypeError('no line')); }")
    page.click("[data-action=next]")
    page.wait_for_url("**/en/pailin/second/")
    until(page, "navigator.mediaSession.metadata")
    assert not _same_audio(page)


def test_skip_goes_to_the_next_stop_before_anything_plays(served: Served, opened: Opened) -> None:
    page = opened(served[0] + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=skip]")
    until(page, "document.documentElement.dataset.stop === 'second'")
    assert not [path for path in served[1].seen if path.endswith(".webm")]


def test_phones_that_cannot_join_two_signals_fetch_ahead_too(served: Served, opened: Opened) -> None:
    address, server = served
    page = opened("about:blank")
    page.add_init_script("delete AbortSignal.any;")
    page.goto(address + "/en/pailin/first/")
    _ready(page)
    page.click("[data-action=play]")
    with page.expect_response("**/en/pailin/second/") as answer:
        answer.value.finished()
    assert server.seen.count("/en/pailin/second/") == 1
    assert page.evaluate("AbortSignal.any === undefined")
