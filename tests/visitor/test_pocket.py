"""With the phone in the pocket: one stop follows another, nothing is asked twice, nothing is lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor.serving import Handler, serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
AUDIO = "document.querySelector('audio')"
STOP = "document.documentElement.dataset.stop"
# The addresses of the tracks that have come.
TRACKS = "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.webm'))"
# The handlers that the page gives to the lock screen, to be pressed by a test.
LOCK = """
    globalThis.lock = {};
    const set = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (name, act) { lock[name] = act; set.call(this, name, act); };
    MediaSession.prototype.setPositionState = (state) => (globalThis.told = state);
"""


@pytest.fixture
def site(english: Edition, khmer: Edition, tmp_path: Path) -> Callable[..., object]:
    """Serves the English tour, its second and third stop without content notes but for changes, and the Khmer one."""

    def served(**second: object) -> object:
        stops = [replace(stop, content_notes=()) for stop in english.stops]
        stops[1] = replace(stops[1], **second)  # type: ignore[arg-type]
        for edition in (replace(english, stops=tuple(stops)), khmer):
            write(visitor.jobs(edition), tmp_path / "site", Path(settings.MEDIA_ROOT))
        return serving(tmp_path / "site")

    return served


@pytest.fixture
def plain(site: Callable[..., object]) -> Iterator[Served]:
    with site() as at:  # type: ignore[attr-defined]
        yield at


def _start(opened: Opened, url: str) -> Page:
    page = opened("about:blank")
    page.add_init_script(LOCK)
    page.goto(url)
    until(page, "globalThis.lock?.play && customElements.get('read-along')")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    return page


def _held(page: Page, server: type[Handler]) -> None:
    """Wait until the next stop's track has come: the browser knows when the answer ended."""
    until(page, "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.webm')).length >= 2")
    assert server.seen.count("/en/pailin/second/") == 1


def _to_the_end(page: Page) -> None:
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")


def _playing(page: Page, stop: str) -> None:
    until(page, f"{STOP} === '{stop}' && {AUDIO}.currentTime > 0.2 && {AUDIO}.currentTime < 5 && !{AUDIO}.paused", 20)


def test_the_next_stop_follows_by_itself_with_no_request(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    _held(page, plain[1])
    page.evaluate(f"{AUDIO}.mark = 1")
    asked = [path for path in plain[1].seen if path.endswith(".webm")][-1]
    counts = [plain[1].seen.count(path) for path in (asked, "/en/pailin/second/")]
    assert counts == [1, 1]
    _to_the_end(page)
    _playing(page, "second")
    assert page.evaluate(f"{AUDIO}.mark") == 1
    until(page, f"{AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    assert page.evaluate("new URL(document.querySelector('source').src).pathname") == asked
    assert [plain[1].seen.count(path) for path in (asked, "/en/pailin/second/")] == counts


def test_a_browser_whose_media_source_takes_no_webm_holds_the_next_stop_too(plain: Served, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script("MediaSource.isTypeSupported = () => false;")
    page.goto(plain[0] + "/en/pailin/first/")
    page.click("[data-action=play]")
    until(page, f"new Set({TRACKS}).size === 2")
    second = page.evaluate(f"new URL({TRACKS}.at(-1)).pathname")
    page.click("[data-action=next]")
    _playing(page, "second")
    assert page.evaluate(f"{AUDIO}.currentSrc").startswith("blob:")
    assert [plain[1].seen.count(path) for path in (second, "/en/pailin/second/")] == [1, 1]


def test_an_end_that_is_told_twice_walks_once(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    page.evaluate(
        f"{AUDIO}.addEventListener('ended', () => {AUDIO}.dispatchEvent(new Event('ended')), {{ once: true }})"
    )
    page.evaluate("arrivals = 0; document.addEventListener('arrive', () => arrivals++)")
    _to_the_end(page)
    _playing(page, "second")
    page.evaluate(f"{AUDIO}.dispatchEvent(new Event('ended'))")
    _playing(page, "second")
    assert page.evaluate("arrivals") == 1


def test_a_stop_with_a_note_waits_with_skip_in_view_and_one_press_goes_on(
    site: Callable[..., object], opened: Opened
) -> None:
    with site(content_notes=("war",)) as (address, _):  # type: ignore[attr-defined]
        page = _start(opened, address + "/en/pailin/first/")
        _to_the_end(page)
        until(page, f"{STOP} === 'second' && {AUDIO}.paused")
        box = page.locator("[data-action=skip]").bounding_box()
        bar = page.locator(".bar").bounding_box()
        assert box
        assert bar
        assert 0 <= box["y"] < box["y"] + box["height"] <= bar["y"]
        assert page.evaluate(f"{AUDIO}.currentTime") == 0
        page.evaluate("lock.play()")
        _playing(page, "second")


def test_skipping_a_stop_that_waited_plays_the_one_after(site: Callable[..., object], opened: Opened) -> None:
    with site(content_notes=("war",)) as (address, _):  # type: ignore[attr-defined]
        page = _start(opened, address + "/en/pailin/first/")
        _to_the_end(page)
        until(page, f"{STOP} === 'second' && {AUDIO}.paused")
        page.click("[data-action=skip]")
        _playing(page, "third")


def test_a_quiet_end_stays(site: Callable[..., object], opened: Opened) -> None:
    with site(quiet_end=True) as (address, _):  # type: ignore[attr-defined]
        page = _start(opened, address + "/en/pailin/second/")
        _to_the_end(page)
        until(page, f"{AUDIO}.ended && document.querySelector('[data-action=play]')")
        # Two more turns of the browser: what the end was to bring has come.
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate(STOP) == "second"


def test_who_switched_going_on_off_stays(plain: Served, opened: Opened) -> None:
    page = opened(plain[0] + "/en/pailin/")
    page.uncheck("play-on input")
    page.reload()
    until(page, "document.querySelector('play-on:not([hidden]) input:not(:checked)')")
    page.goto(plain[0] + "/en/pailin/first/")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    _to_the_end(page)
    until(page, f"{AUDIO}.ended")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate(STOP) == "first"


def test_a_reloaded_stop_goes_on_in_mid_sentence(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    page.evaluate(f"{AUDIO}.currentTime = 6")
    until(page, f"{AUDIO}.currentTime > 6.3")
    page.evaluate(f"{AUDIO}.pause()")  # as a call does
    until(page, "document.querySelector('[data-action=play]') && told.position > 6")
    page.reload()
    until(page, "document.querySelector('[data-part=clock]').textContent === '0:06'")
    until(page, "document.querySelectorAll('[data-start]')[2].hasAttribute('aria-current')")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.currentTime > 6.3 && {AUDIO}.currentTime < 9")


def test_the_lock_screen_names_the_stop_and_moves_in_it(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    shown = page.evaluate("(({ title, artist, album }) => [title, artist, album])(navigator.mediaSession.metadata)")
    assert shown == ["1 A Town of Stones 1", "The Battle of Pailin", "The Battle of Pailin"]
    assert page.evaluate("navigator.mediaSession.metadata.artwork[0].src").startswith("data:image/png")
    page.evaluate("lock.seekto({ seekTime: 4 })")
    until(page, "told.position >= 4 && told.duration === 14.95 && told.playbackRate === 1")
    page.evaluate("lock.seekforward({})")
    until(page, "told.position >= 14")
    page.evaluate("lock.seekbackward({ seekOffset: 13 })")
    until(page, "told.position < 4")
    page.click("[data-action=speed]")
    until(page, "told.playbackRate === 1.25")
    page.evaluate("lock.stop()")
    until(page, f"{AUDIO}.paused")
    page.evaluate("lock.play()")
    page.evaluate("lock.nexttrack()")
    _playing(page, "second")


def test_a_next_page_that_is_lost_leaves_the_stop_and_its_link(plain: Served, opened: Opened) -> None:
    plain[1].lost = "/second/$"
    page = opened("about:blank")
    page.goto(plain[0] + "/en/pailin/first/")
    page.evaluate("() => { const old = fetch; globalThis.fetch = (url, how) =>"
                  " /second/.test(url) ? Promise.reject(new TypeError('no line')) : old(url, how); }")  # fmt: skip
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    _to_the_end(page)
    until(page, f"{AUDIO}.ended")
    assert page.evaluate(STOP) == "first"
    plain[1].lost = ""
    page.click("[data-action=next]")
    page.wait_for_url("**/second/")


def test_a_next_track_that_is_cut_short_is_asked_for_again(plain: Served, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script("const blob = Response.prototype.blob; Response.prototype.blob = async function () {"
                         " return (await blob.call(this)).slice(0, 5000); }")  # fmt: skip
    page.goto(plain[0] + "/en/pailin/first/")
    page.click("[data-action=play]")
    _held(page, plain[1])
    page.click("[data-action=next]")
    _playing(page, "second")
    until(page, f"{AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")
    own = page.evaluate("new URL(document.querySelector('source').src).pathname")
    assert plain[1].seen.count(own) == 2


def test_another_language_after_the_next_stop_was_fetched(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    _held(page, plain[1])
    page.click("header summary")
    page.click("[data-action=language][lang=km]")
    until(page, "document.documentElement.lang === 'km'")
    page.click("[data-action=next]")
    page.wait_for_url("**/km/pailin/second/")
    _playing(page, "second")


def test_a_page_that_slept_shows_the_sentence_that_sounds(plain: Served, opened: Opened) -> None:
    page = _start(opened, plain[0] + "/en/pailin/first/")
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    session.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate(f"{AUDIO}.currentTime = 8")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "document.querySelectorAll('[data-start]')[3].hasAttribute('aria-current')")
    assert page.locator("[data-start][aria-current]").count() == 1


def test_the_screen_stays_lit_only_while_one_reads_along(plain: Served, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script(
        "globalThis.lit = 0; navigator.wakeLock.__proto__.request = async () => { lit++;"
        " return Object.assign(new EventTarget(), { release: async () => void lit-- }); }"
    )
    page.goto(plain[0] + "/en/pailin/first/")
    page.click("[data-action=play]")
    until(page, "lit === 1")
    page.mouse.wheel(0, 200)
    until(page, "lit === 0")
    page.click("[data-action=pause]")
    page.click("[data-action=play]")
    until(page, "lit === 1")
    page.click("[data-action=pause]")
    until(page, "lit === 0")
