"""The first tour kept on a phone: all fourteen stops walked, heard and sought in with the server gone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Listener
from tests.journeys.offline import keep
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
TOUR = "/en/battle-of-pailin/"
SOUNDS = "!document.querySelector('audio').paused && document.querySelector('audio').currentTime > 0.2"
NEXT = "a[data-action=next]"


@pytest.fixture
def gone(pailin: Site) -> Iterator[Site]:
    """The first tour's site, which a test may stop; it runs again afterwards."""
    yield pailin
    pailin.stop()
    pailin.start()


def seek(page: Page) -> None:
    """Tap a sentence in the middle, and wait until it sounds."""
    sentences = page.locator("main [data-start]")
    middle = sentences.nth(sentences.count() // 2)
    start = float(middle.get_attribute("data-start") or "nan")
    middle.tap()
    until(page, f"document.querySelector('audio').currentTime > {start}")


def test_fourteen_stops_are_walked_heard_and_sought_in_without_a_server(
    gone: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(gone)
    keep(phone.open("/fr/battle-of-pailin/"))
    page = phone.open(TOUR)
    keep(page)
    listed = [link.get_attribute("href") for link in page.locator(".way a").all()]
    gone.stop()
    phone.open(f"{TOUR}{listed[0]}")
    page.locator("[data-action=play]:visible").first.tap()
    walked = []
    for place in listed:
        assert page.url.endswith(f"{TOUR}{place}")
        walked.append(page.locator("h1").inner_text())
        # Once begun, the sound goes on with the walk.
        until(page, SOUNDS)
        seek(page)
        if place != listed[-1]:
            page.locator(NEXT).first.evaluate("link => link.click()")
            until(page, f"!location.pathname.endsWith('/{place}')")
    assert len(set(walked)) == 14
    # The other language on this phone, at a stop that is told in it.
    phone.open(f"{TOUR}{listed[0]}")
    page.locator("[data-action=language][hreflang=fr]").evaluate("link => link.click()")
    page.wait_for_url("**/fr/battle-of-pailin/*/")
    until(page, "document.documentElement.lang === 'fr'")
    page.locator("[data-action=play]:visible").first.tap()
    until(page, SOUNDS)
    phone.faults.clear()  # the browser itself reports each request that found no server
