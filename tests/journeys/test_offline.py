"""Without signal: a tour that was kept plays from the phone, whatever the network does."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.journeys.conftest import Listener
from tests.journeys.offline import CACHED, CONTROLLED, PACKS, STATE, keep
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
STOPS = ("the-mill", "the-garden", "the-sound-of-water")
WHOLE_AGAIN = """async (url) => {
    const end = performance.now() + 10000;
    for (;;) {
        const found = await caches.match(url);
        if (found && (await found.blob()).size > 1000) return;
        if (performance.now() > end) throw new Error("waited in vain");
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}"""
SWEPT = """async (count) => {
    const end = performance.now() + 10000;
    for (;;) {
        const here = (await (await caches.open('wayside-files')).keys()).length;
        if (here === count) return;
        if (performance.now() > end) throw new Error(`${here} files are here`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}"""
SOUNDS = "document.querySelector('audio').currentTime > 0.2"


@pytest.fixture
def away(tiny: Site) -> Iterator[Site]:
    """The tiny site, which a test may stop; it runs again afterwards."""
    yield tiny
    tiny.stop()
    tiny.start()


@contextmanager
def silence(port: int) -> Iterator[None]:
    """A server that accepts and never answers."""
    with socket.create_server(("127.0.0.1", port), backlog=64) as server:
        held = []

        def accept() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            for connection in held:
                connection.close()


def test_a_kept_tour_is_walked_heard_and_sought_with_the_server_gone(
    away: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(away)
    page = phone.open("/en/old-mill/")
    keep(page)
    assert page.evaluate(PACKS) == ["old-mill/en", "site/en"]
    away.stop()
    page.reload()
    until(page, STATE.format("ready"))
    for link in page.locator(".way a").all():
        assert link.locator(".kept").text_content()
    for stop in STOPS:
        phone.open(f"/en/old-mill/{stop}/")
        assert page.locator("h1").text_content()
        if page.locator("audio source").count():
            page.locator("[data-action=play]:visible").first.tap()
            until(page, SOUNDS)
    phone.open("/en/old-mill/the-mill/")
    page.locator("[data-action=play]:visible").first.tap()
    until(page, SOUNDS)
    last = page.locator("[data-start]").last
    start = float(last.get_attribute("data-start") or "nan")
    last.tap()
    until(page, f"document.querySelector('audio').currentTime > {start}")
    phone.faults.clear()  # the browser itself reports each request that found no server


def test_a_sign_leads_into_the_kept_tour_and_an_unknown_page_says_what_is_here(
    away: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(away)
    page = phone.open("/en/old-mill/")
    keep(page)
    number = page.locator(".way .plate").first.text_content()
    first = page.locator(".way a").first.get_attribute("href")
    away.stop()
    page.goto(f"{away.url}/old-mill/{number}")
    assert page.url == f"{away.url}/en/old-mill/{first}"
    page.goto(f"{away.url}/")
    assert page.url == f"{away.url}/en/"
    page.goto(f"{away.url}/old-mill/")
    assert page.url == f"{away.url}/en/old-mill/"
    page.goto(f"{away.url}/ar/old-mill/")
    assert "/en/unreachable.html#" in page.url
    page.locator("on-this-phone a[href$='/en/old-mill/']").wait_for()
    assert page.locator("[data-action=again]").get_attribute("href") == f"{away.url}/ar/old-mill/"
    phone.faults.clear()


def test_a_server_that_accepts_and_never_answers_delays_neither_tour_nor_sound(
    away: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(away)
    page = phone.open("/en/old-mill/")
    keep(page)
    away.stop()
    with silence(away.port):
        began = time.monotonic()
        page.goto(f"{away.url}/en/old-mill/", wait_until="commit")
        page.locator(".way a").first.wait_for()
        tour_s = time.monotonic() - began
        phone.page.goto(f"{away.url}/en/old-mill/the-mill/", wait_until="commit")
        page.locator("[data-action=play]:visible").first.tap()
        until(page, SOUNDS)
        print(f"tour after {tour_s:.2f} s, page and 0.2 s of sound after {time.monotonic() - began - tour_s:.2f} s")  # noqa: T201
    phone.faults.clear()


def test_two_languages_are_kept_and_one_switches_between_them_without_a_server(
    away: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(away)
    for language in ("ar", "en"):
        keep(phone.open(f"/{language}/old-mill/"))
    page = phone.page
    away.stop()
    phone.open("/en/old-mill/the-mill/")
    page.locator("[data-action=language][hreflang=ar]").evaluate("link => link.click()")
    page.wait_for_url("**/ar/old-mill/the-mill/")
    until(page, "document.documentElement.lang === 'ar'")
    # The language chosen is kept: the next sign leads to it.
    page.goto(f"{away.url}/old-mill/1")
    assert "/ar/old-mill/" in page.url
    phone.faults.clear()


def test_what_is_removed_is_gone_and_the_page_is_whole_without_it(tiny: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(tiny)
    page = phone.open("/en/old-mill/")
    keep(page)
    assert page.evaluate(CACHED) > 10
    page.locator("keep-tour [data-part=ask]:visible").click()
    page.locator("keep-tour [data-action=forget]:visible").click()
    until(page, STATE.format("offer"))
    assert page.evaluate(PACKS) == []
    assert page.evaluate(CACHED) == 0
    # As if the page had been closed when the tour was gone and one of its files was not.
    page.evaluate("async () => (await caches.open('wayside-files')).put('/files/left.webm', new Response('x'))")
    assert page.evaluate(CACHED) == 1
    page.reload()
    page.evaluate(SWEPT, 0)


def test_a_file_that_was_lost_is_brought_back_or_missed_aloud(away: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(away)
    page = phone.open("/en/old-mill/")
    keep(page)
    lose = """async () => {
        const cache = await caches.open('wayside-files');
        const [one] = (await cache.keys()).filter(({ url }) => url.endsWith('.webm'));
        await cache.put(one, new Response('x'));
        return one.url;
    }"""
    # As a release before the last left one behind.
    page.evaluate("async () => (await caches.open('wayside-files')).put('/files/of-long-ago.webm', new Response('x'))")
    of_now = page.evaluate(CACHED) - 1
    lost = page.evaluate(lose)
    page.reload()
    until(page, STATE.format("ready"))
    page.evaluate(WHOLE_AGAIN, lost)
    page.evaluate(SWEPT, of_now)
    away.stop()
    page.evaluate(lose)
    page.reload()
    until(page, STATE.format("damaged"), 30)
    assert page.locator("keep-tour [data-show=damaged]").first.is_visible()
    phone.faults.clear()


def test_the_worker_is_on_every_page_and_the_language_leads_a_sign(tiny: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(tiny, locale="en-GB")
    page = phone.open("/en/")
    page.locator("[data-action=language][hreflang=ar]").first.tap()
    page.wait_for_url("**/ar/")
    until(page, CONTROLLED)
    page.goto(f"{tiny.url}/old-mill/1")
    assert "/ar/old-mill/" in page.url


def test_a_tour_without_the_language_chosen_here_opens_in_one_the_phone_speaks(
    tiny: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(tiny, locale="en-GB")
    page = phone.open("/ar/")
    # The site speaks French, this tour does not: its own first language is Arabic.
    page.locator("[data-action=language][hreflang=fr]").first.tap()
    page.wait_for_url("**/fr/")
    until(page, CONTROLLED)
    page.goto(f"{tiny.url}/old-mill/1")
    assert "/en/old-mill/" in page.url
