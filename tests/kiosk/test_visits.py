"""What a visitor does at the kiosk, and that nothing of it is left for the next."""

import json
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.counted import OUTBOX
from tests.kiosk.screen import COUNTDOWN_S, HEAP, IDLE_S, STATE, press, shown, stand_still, to_sound, to_stops
from tests.site import Site
from tests.visitor.axe import violations
from tests.visitor.waiting import until

VISITORS = 500
# Of twenty visitors the one who listens for more than three seconds.
LISTENS = 11
Screen = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("kiosk")


def volume(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').volume"))


def test_a_touch_leads_to_languages_then_stops_then_sound_with_its_sentence_lit(screen: Screen) -> None:
    page = screen()
    assert shown(page) == "attract"
    to_sound(page)
    assert shown(page) == "stop"
    until(page, "document.querySelector('#stop [aria-current]')?.closest('[data-part=words]')")
    press(page, "play")
    assert page.evaluate("document.querySelector('audio').paused")


def test_the_page_speaks_the_language_chosen_and_reads_its_way(screen: Screen) -> None:
    page = screen()
    to_stops(page, "ar")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator("#stops h1").inner_text() == "المطحنة القديمة"


def test_a_hard_subject_is_named_before_play_and_can_be_skipped(screen: Screen) -> None:
    page = screen()
    to_stops(page)
    noted = page.evaluate(
        "async () => (await (await fetch('../../en/old-mill/tour.json')).json())"
        ".stops.findIndex(({ content_notes }) => content_notes.length)"
    )
    press(page, "open", index=str(noted))
    assert page.locator("[data-part=gate]").is_visible()
    assert not page.locator("[data-part=controls]").is_visible()
    before = page.locator("[data-part=number]").inner_text()
    press(page, "skip")
    assert page.evaluate("document.querySelector('audio').paused")
    assert shown(page) == "stops" or page.locator("[data-part=number]").inner_text() != before


def test_nobody_can_make_it_louder_than_its_ceiling_or_mute_it(screen: Screen) -> None:
    page = screen()
    to_sound(page)
    assert volume(page) == pytest.approx(0.6)
    for _ in range(2):
        press(page, "louder")
    assert volume(page) == pytest.approx(0.8)
    assert page.locator("[data-action=louder]").is_disabled()
    while page.locator("[data-action=quieter]").is_enabled():
        press(page, "quieter")
    assert volume(page) == pytest.approx(0.1)


def test_the_qr_code_of_the_stop_is_drawn(screen: Screen) -> None:
    page = screen()
    to_stops(page)
    press(page, "open", index="0")
    assert page.locator("[data-part=qr]").is_visible()
    assert page.locator("[data-part=qr] path").get_attribute("d")


def test_it_asks_before_it_forgets_and_any_touch_extends(screen: Screen) -> None:
    page = screen(clock=True)
    stand_still(page)
    to_stops(page)
    page.clock.run_for(1000 * (IDLE_S - 1))
    assert not page.locator("#asking").is_visible()
    page.clock.run_for(2000)
    assert page.locator("#asking").is_visible()
    assert "19" in page.locator("[data-part=ends]").inner_text()
    page.touchscreen.tap(50, 50)
    assert not page.locator("#asking").is_visible()
    assert shown(page) == "stops"
    page.clock.run_for(1000 * (IDLE_S + COUNTDOWN_S + 1))
    assert shown(page) == "attract"


def test_before_a_language_is_chosen_it_goes_back_without_a_word(screen: Screen) -> None:
    page = screen(clock=True)
    stand_still(page)
    press(page, "begin")
    page.clock.run_for(1000 * (IDLE_S - 1))
    assert shown(page) == "languages"
    page.clock.run_for(2000)
    assert not page.locator("#asking").is_visible()
    assert shown(page) == "attract"


def test_it_never_asks_while_sound_plays(screen: Screen) -> None:
    page = screen(clock=True)
    stand_still(page)
    to_stops(page)
    # A track that is not over before the clock is: it plays round and round.
    page.evaluate("document.querySelector('audio').loop = true")
    press(page, "open", index="0")
    press(page, "listen" if page.locator("[data-action=listen]:visible").count() else "play")
    # Sound that stood still for half a minute would be none: it moves a little between the steps of the clock.
    for _ in range(20):
        page.evaluate(MOVES)
        page.clock.run_for(1000 * (IDLE_S - 1))
        assert not page.locator("#asking").is_visible()
    assert shown(page) == "stop"
    press(page, "play")
    expect(page.locator("#stop [data-playing]")).to_have_count(0)
    page.clock.run_for(1000 * (IDLE_S + 1))
    assert page.locator("#asking").is_visible()


# Resolves when the sound has moved, after all else that hears of it.
MOVES = """() => new Promise((done) => {
    const audio = document.querySelector('audio');
    const from = audio.currentTime;
    const look = () => {
        if (audio.currentTime === from) return;
        audio.removeEventListener('timeupdate', look);
        done();
    };
    audio.addEventListener('timeupdate', look);
})"""


def test_quieter_never_makes_it_louder_nor_silent(screen: Screen) -> None:
    page = screen(clock=True)
    stand_still(page)
    for least in (5, 0):
        # What each new visitor is given: taken on when the one before goes.
        page.evaluate(f"document.body.dataset.volume = {least}")
        press(page, "begin")
        page.clock.run_for(1000 * (IDLE_S + 1))
        to_stops(page)
        press(page, "open", index="1")
        assert volume(page) == pytest.approx(least / 100)
        assert page.locator("[data-action=quieter]").is_disabled()
        press(page, "louder")
        assert volume(page) == pytest.approx((least + 10) / 100)
        if least:
            press(page, "quieter")
            assert volume(page) == pytest.approx(0.1)
        assert page.locator("[data-action=quieter]").is_disabled()
        page.clock.run_for(1000 * (IDLE_S + COUNTDOWN_S + 1))
        assert shown(page) == "attract"


@pytest.mark.timeout(400)
def test_five_hundred_visitors_leave_no_trace_and_no_memory(screen: Screen) -> None:
    page = screen(clock=True)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    # Seven hours of heartbeats in half a minute would meet the limit of the site.
    page.route("**/feedback/**", lambda route: route.fulfill(status=204))
    told: list[str] = []
    failed: list[str] = []

    def sums_of(asked: Request, kept: list[str]) -> None:
        if "/feedback/heard" in asked.url:
            kept.append(asked.post_data or "")

    # What did not arrive is sent again: only what arrived is counted.
    page.on("requestfinished", lambda asked: sums_of(asked, told))
    page.on("requestfailed", lambda asked: sums_of(asked, failed))
    # Defined once: the engine keeps the text of what it was handed.
    page.evaluate(f"window.visit = {VISIT}")
    # The first visit loads what every other has from memory.
    visit(page, 0)
    untouched = page.evaluate(STATE)
    figures = []
    for number in range(1, VISITORS + 1):
        visit(page, number)
        left = page.evaluate(STATE)
        assert left == untouched, (number, first_difference(left, untouched))
        if number % 25 == 0:
            session.send("HeapProfiler.collectGarbage")
            measured = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            figures.append([measured[name] for name in HEAP])
    assert len(page.context.pages) == 1
    # Those who listened are sums, and the sums are gone from here.
    sums = [one for body in told for one in json.loads(body)["heard"]]
    listeners = [one for one in range(VISITORS + 1) if one % 20 == LISTENS]
    assert sum(one["plays"] for one in sums) == len(listeners), (told, failed)
    assert page.evaluate(OUTBOX) == []
    # The browser's own list of what was fetched grows until its 250 places are full: the comparison begins there.
    for name, before, after in zip(HEAP, middle(figures[9:14]), middle(figures[-5:]), strict=True):
        assert after <= before * 1.05 + 50, (name, before, after)


def first_difference(one: str, other: str) -> tuple[str, str]:
    """Where two states part, with a little of what stands around."""
    at = next((index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), 0)
    return one[at - 80 : at + 80], other[at - 80 : at + 80]


def middle(rows: list[list[float]]) -> list[float]:
    return [median(column) for column in zip(*rows, strict=True)]


# One visit as one call, so that five hundred take a minute: what is pressed, how far they come and where they stop.
VISIT = """async (number, listens) => {
    const press = (selector) => document.querySelector(selector).click();
    const there = async (selector) => {
        for (let turn = 0; turn < 200 && !document.querySelector(selector); turn += 1) await null, await fetch('./');
        return document.querySelector(selector);
    };
    document.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    press('[data-action=begin]');
    press(`[data-action=choose][data-language=${number % 2 ? 'en' : 'ar'}]`);
    if (number % 5 === 0) return;
    await there('[data-action=open]');
    document.querySelector('#stops [data-part=list]').scrollTop = 40;
    press(`[data-action=open][data-index="${number % 3}"]`);
    for (let turn = number % 3; turn > 0; turn -= 1) press('#stop [data-action=size]');
    press('#stop [data-action=louder]');
    if (!document.querySelector('[data-part=gate]').hidden) press('[data-action=listen]');
    document.querySelector('[data-part=page]').scrollTop = 100;
    if (number % 4 === 0) press('#stop [data-action=next]');
    if (number % 7 === 0 && !listens) press('#stop [data-action=forward]');
    getSelection().selectAllChildren(document.querySelector('[data-part=words]'));
    const audio = document.querySelector('audio');
    if (listens) {
        if (audio.paused) press('#stop [data-action=play]');
        audio.playbackRate = 8;
        const signal = new AbortController();
        await new Promise((done) => {
            const look = () => audio.currentTime > 7 && done();
            audio.addEventListener('timeupdate', look, { signal: signal.signal });
        });
        signal.abort();
    }
    audio.pause();
}"""


def visit(page: Page, number: int) -> None:
    page.evaluate(
        "document.querySelector('[data-action=begin]').dispatchEvent(new Event('pointerdown', {bubbles: true}))"
    )
    page.evaluate("([number, listens]) => visit(number, listens)", [number, number % 20 == LISTENS])
    page.clock.run_for(1000 * (IDLE_S + COUNTDOWN_S + 2))
    assert shown(page) == "attract"


def test_it_says_to_the_site_how_it_is(screen: Screen, house: Site) -> None:
    page = screen()
    with page.expect_response("**/feedback/kiosk/gate") as told:
        page.reload()
    assert told.value.status == 204
    said: dict[str, Any] = json.loads(told.value.request.post_data or "")
    assert said["faults"] == []
    assert set(said["packs"]) == {"kiosk/gate", "old-mill/en", "old-mill/ar"}
    assert all(said["packs"].values())
    assert said["release"] == said["packs"]["kiosk/gate"]


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_free_of_barriers_and_its_targets_are_large_and_low(
    screen: Screen, size: tuple[int, int], scheme: str
) -> None:
    page = screen(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce")
    for step in ("", "begin", "choose", "open", "listen"):
        if step:
            press(page, step, **{"language": "en"} if step == "choose" else {})
        if step == "choose":
            page.locator("[data-action=open]").first.wait_for()
        assert violations(page) == [], step
        for button in page.locator("main button:visible").all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 60, (step, button)
            assert box["y"] >= size[1] / 2, (step, button)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
