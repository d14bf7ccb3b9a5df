"""The place is followed after a tap only: on no later day and on no other tour; and what is said of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.visitor.placed import placed, stand
from tests.visitor.serving import Handler
from tests.visitor.waiting import until
from tour.visitor import assets

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
STATE = "near-by [data-part=state]"
HOUR = 3_600_000
# Counts how often a page has asked for the phone's place.
COUNTED = """
    globalThis.watched = 0;
    const watch = Geolocation.prototype.watchPosition;
    Geolocation.prototype.watchPosition = function (...how) { watched += 1; return watch.apply(this, how); };
"""
ASKS = "Permissions.prototype.query = async () => ({ state: 'prompt' });"
TELLS_NOTHING = "Permissions.prototype.query = () => Promise.reject(new TypeError('geolocation'));"
# What a page knows of the switch it asks its memory and the browser for: an answer given now comes after theirs.
ASKED = """async (url) => {
    const { get } = await import(url);
    for (let turn = 0; turn < 3; turn += 1) {
        await get("settings", "place");
        await navigator.permissions.query({ name: "geolocation" }).catch(() => {});
        await new Promise((done) => requestAnimationFrame(done));
    }
}"""
KEEPS = "async ([url, value]) => (await import(url)).put('settings', value, 'place')"


def keeping(walked: Served, opened: Opened, value: str, *scripts: str) -> Page:
    """A phone that may tell its place, and keeps this (JavaScript) as its switch."""
    page = placed(opened, walked[0] + "/en/pailin/")
    page.evaluate(KEEPS, [f"/{assets.where('phone.js')}", page.evaluate(value)])
    for script in (COUNTED, *scripts):
        page.add_init_script(script)
    return page


def answered(page: Page) -> None:
    until(page, "customElements.get('near-by') || navigator.mediaSession.metadata")
    page.evaluate(ASKED, f"/{assets.where('phone.js')}")


@pytest.mark.parametrize(
    ("value", "script"),
    [
        ("true", ""),
        (f"({{ tour: 'pailin', at: Date.now() - 7 * {HOUR} }})", ""),
        (f"({{ tour: 'pailin', at: Date.now() + {HOUR} }})", ""),
        ("({ tour: 'another', at: Date.now() })", ""),
        ("({ tour: 'pailin', at: Date.now() })", ASKS),
    ],
    ids=["kept before it had a tour", "yesterday", "a clock set back", "another tour", "the phone would ask"],
)
def test_without_a_tap_on_this_walk_no_page_asks_for_the_place(
    walked: Served, opened: Opened, value: str, script: str
) -> None:
    page = keeping(walked, opened, value, script)
    for path in ("/en/pailin/", "/en/pailin/first/"):
        page.goto(walked[0] + path)
        answered(page)
        assert page.evaluate("watched") == 0
    page.goto(walked[0] + "/en/pailin/")
    page.click("[data-action=locate]")
    until(page, "watched === 1")


@pytest.mark.parametrize("script", ["", TELLS_NOTHING], ids=["granted", "a browser that does not tell"])
def test_the_next_pages_of_the_walk_follow_by_themselves(walked: Served, opened: Opened, script: str) -> None:
    page = keeping(walked, opened, f"({{ tour: 'pailin', at: Date.now() - 5 * {HOUR} }})", script)
    for path in ("/en/pailin/first/", "/en/pailin/"):
        page.goto(walked[0] + path)
        until(page, "watched === 1")
    assert page.get_attribute("[data-action=locate]", "aria-pressed") == "true"


def test_the_tap_is_kept_for_its_tour(walked: Served, opened: Opened) -> None:
    page = placed(opened, walked[0] + "/en/pailin/")
    page.add_init_script(COUNTED)
    page.click("[data-action=locate]")
    stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
    page.goto(walked[0] + "/en/pailin/first/")
    until(page, "watched === 1")
    page.goto(walked[0] + "/en/pailin/")
    until(page, "watched === 1")
    page.click("[data-action=locate]")
    page.goto(walked[0] + "/en/pailin/first/")
    answered(page)
    assert page.evaluate("watched") == 0


def test_places_that_do_not_come_are_asked_for_again_and_the_switch_stays(walked: Served, opened: Opened) -> None:
    page = placed(opened, walked[0] + "/en/pailin/")
    page.evaluate("() => { globalThis.line = fetch; fetch = () => Promise.reject(new TypeError('no line')); }")
    page.click("[data-action=locate]")
    expect(page.locator(STATE)).to_contain_text("The signal is poor here.")
    assert page.get_attribute("[data-action=locate]", "aria-pressed") == "true"
    page.evaluate("() => { fetch = line; dispatchEvent(new Event('online')); }")
    stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
    assert page.text_content(STATE) == "Your place is known."


def test_switched_off_while_the_places_do_not_come_it_stays_off(walked: Served, opened: Opened) -> None:
    page = placed(opened, "about:blank")
    page.add_init_script(COUNTED)
    page.goto(walked[0] + "/en/pailin/")
    page.evaluate("() => { globalThis.line = fetch; fetch = () => Promise.reject(new TypeError('no line')); }")
    page.click("[data-action=locate]")
    expect(page.locator(STATE)).to_contain_text("The signal is poor here.")
    page.click("[data-action=locate]")
    page.evaluate("() => { fetch = line; dispatchEvent(new Event('online')); }")
    answered(page)
    assert page.evaluate("watched") == 0
    assert page.text_content(STATE) == ""
    # On again, it follows once.
    page.click("[data-action=locate]")
    stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
    assert page.evaluate("watched") == 1


def test_a_browser_that_cannot_tell_says_so_at_every_tap(walked: Served, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script("delete Navigator.prototype.geolocation;")
    page.goto(walked[0] + "/en/pailin/")
    for _ in range(2):
        page.evaluate(f"document.querySelector('{STATE}').textContent = ''")
        page.click("[data-action=locate]")
        expect(page.locator(STATE)).to_contain_text("This browser cannot tell your place here.")
        assert page.get_attribute("[data-action=locate]", "aria-pressed") == "false"


def test_a_clock_that_is_ahead_makes_no_silence_and_silence_is_told(walked: Served, opened: Opened) -> None:
    page = placed(opened, "about:blank")
    # The phone is a minute ahead of the satellites; what is looked at now and then is looked at when the test says so.
    page.add_init_script(
        "const now = Date.now, mono = performance.now.bind(performance); Date.now = () => now() + 60_000;"
        "globalThis.later = 0; performance.now = () => mono() + later;"
        "globalThis.looks = []; globalThis.setInterval = (look) => looks.push(look);"
    )
    page.goto(walked[0] + "/en/pailin/")
    page.click("[data-action=locate]")
    stand(page, 12.8515, "Boolean(document.querySelector('[data-near]'))")
    for later, said in ((0, "Your place is known."), (21_000, "The signal is poor here.")):
        page.evaluate("async (ms) => { later = ms; await Promise.all(looks.map((look) => look())); }", later)
        assert said in (page.text_content(STATE) or "")
