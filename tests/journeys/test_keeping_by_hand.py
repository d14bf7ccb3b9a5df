"""Keeping a tour: paused by hand and gone on with, no room, a page without a secure address."""

import re
import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.bad_line import Line, Reply
from tests.journeys.offline import CACHED, CONTROLLED, PACKS, STATE, button
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
TOUR = "/en/old-mill/"
LONGEST_WAIT_S = 60
LOSE = """async () => {
    const cache = await caches.open('wayside-files');
    const [one] = (await cache.keys()).filter(({ url }) => url.endsWith('.webm'));
    await cache.delete(one);
}"""
# A browser that takes no service worker until the test allows it.
REFUSING = """
    const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
    const refuse = () => Promise.reject(new TypeError("no"));
    navigator.serviceWorker.register = (...how) => (globalThis.allowed ? register(...how) : refuse());
"""
PLAIN = "Object.defineProperty(globalThis, 'isSecureContext', { value: false });"


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
    # Whoever presses by keyboard stands at what can be pressed now.
    assert page.evaluate("document.activeElement.dataset.part") == "pause"
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


def test_the_tap_is_seen_before_the_first_answer(over: Line, phone: Callable[..., Page]) -> None:
    go_on = threading.Event()

    def slow(reply: Reply, _range: str) -> Reply:
        go_on.wait(LONGEST_WAIT_S)
        return reply

    page = phone(over.url + TOUR)
    until(page, STATE.format("offer"))
    over.on, over.fault = r"/pack\.json$", slow
    button(page, "keep")
    assert page.evaluate(STATE.format("loading"))
    go_on.set()
    until(page, STATE.format("ready"), 60)
    assert "files" in (page.text_content("keep-tour [data-part=told]") or "")


def test_nothing_is_called_ready_while_the_browser_refuses_what_would_play_it(
    over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, REFUSING)
    until(page, STATE.format("offer"))
    button(page, "keep")
    until(page, STATE.format("unready"), 60)
    assert page.get_by_text("Every file of this tour is on this phone, but").is_visible()
    assert page.get_by_text("Ready without signal").is_hidden()
    page.reload()
    until(page, STATE.format("unready"), 30)
    page.evaluate("globalThis.allowed = true")
    page.get_by_role("button", name="Try again").click()
    until(page, STATE.format("ready"), 30)


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


def test_without_a_secure_address_the_page_says_why_nothing_can_be_kept(
    over: Line, phone: Callable[..., Page]
) -> None:
    page = phone(over.url + TOUR, PLAIN)
    until(page, STATE.format("plain"))
    assert page.get_by_text("Browsers keep a tour only from a secure address").is_visible()
    assert page.locator("keep-tour button:visible").count() == 0
    assert page.locator(".way a").count() >= 3


def test_a_tour_is_not_called_ready_while_a_lost_file_is_on_its_way(over: Line, phone: Callable[..., Page]) -> None:
    page = phone(over.url + TOUR)
    until(page, STATE.format("offer"))
    button(page, "keep")
    until(page, STATE.format("ready"), 60)
    page.evaluate(LOSE)
    held, go_on = threading.Event(), threading.Event()

    def slow(reply: Reply, _range: str) -> Reply:
        held.set()
        go_on.wait(LONGEST_WAIT_S)
        return reply

    over.fault = slow
    page.reload()
    assert held.wait(LONGEST_WAIT_S)
    until(page, STATE.format("loading"))
    assert page.get_by_text("Ready without signal").is_hidden()
    go_on.set()
    until(page, STATE.format("ready"), 30)


def test_a_players_range_comes_through_the_worker_to_the_site(over: Line, phone: Callable[..., Page]) -> None:
    page = phone(over.url + TOUR)
    until(page, CONTROLLED)
    over.asked.clear()
    # As phones do that play the file itself.
    page.evaluate(
        """async () => {
            const page = new DOMParser().parseFromString(await (await fetch("the-mill/")).text(), "text/html");
            const audio = document.body.appendChild(document.createElement("audio"));
            audio.src = new URL(page.querySelector("[type='audio/mpeg']").getAttribute("src"), `${location}the-mill/`);
            await new Promise((resolve, reject) => Object.assign(audio, { oncanplay: resolve, onerror: reject }));
        }"""
    )
    assert [ranged for path, ranged in over.asked if path.endswith(".mp3")][:1] == ["bytes=0-"]
