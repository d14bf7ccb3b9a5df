"""A tour comes whole over a broken line, and nothing that is not it ever counts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.bad_line import POISONS, Line, Reply
from tests.journeys.offline import CACHED, PACKS, STATE, keep
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]
CUTS = 11
NAIVE = """async (url) => {
    const cache = await caches.open('naive');
    await cache.put(url, await fetch(url, { cache: 'no-store' }));
    return (await cache.match(url)).status;
}"""
TRACKS = (
    "async () => (await (await caches.open('wayside-files')).keys()).filter(({ url }) => url.endsWith('.webm')).length"
)


@pytest.mark.parametrize("kind", POISONS)
def test_an_answer_that_is_not_the_file_is_refused_and_said_so(
    kind: str, over: Line, phone: Callable[[str], Page]
) -> None:
    page = phone(f"{over.url}/en/old-mill/")
    until(page, STATE.format("offer"))
    over.fault = POISONS[kind]
    page.locator("keep-tour [data-action=keep]:visible").click()
    until(page, STATE.format("paused"), 30)
    assert page.locator("keep-tour [data-part=error]").text_content()
    assert "old-mill/en" not in page.evaluate(PACKS)
    assert page.evaluate(TRACKS) == 0
    # The same line, well again: it goes on from there.
    over.fault = None
    page.locator("keep-tour [data-action=keep]:visible").click()
    until(page, STATE.format("ready"), 30)
    assert page.evaluate(PACKS) == ["old-mill/en", "site/en"]


def test_keeping_without_checking_would_take_a_portals_page_for_the_sound(
    over: Line, phone: Callable[[str], Page]
) -> None:
    page = phone(f"{over.url}/en/old-mill/")
    track = page.locator("[data-tracks]").first.get_attribute("data-tracks")
    assert track
    taken = 0
    for fault in POISONS.values():
        over.fault = fault
        try:
            taken += page.evaluate(NAIVE, f"{over.url}/{track.split()[0]}") in {200, 404, 500}
        except Exception:
            continue
    assert taken == len(POISONS) - 1


def test_a_download_cut_at_eleven_points_goes_on_where_it_broke(over: Line, phone: Callable[[str], Page]) -> None:
    cuts = 0

    def cut(reply: Reply, ranged: str) -> Reply:
        nonlocal cuts
        if cuts == CUTS:
            return reply
        cuts += 1
        return Reply(reply.status, reply.headers, reply.body, cut=max(1, len(reply.body) // (CUTS + 2 - cuts)))

    page = phone(f"{over.url}/en/old-mill/")
    until(page, STATE.format("offer"))
    over.fault = cut
    keep(page)
    assert cuts == CUTS
    assert sum(bool(ranged) for _, ranged in over.asked) == CUTS
    assert page.evaluate(PACKS) == ["old-mill/en", "site/en"]
    assert page.evaluate(CACHED) > 10
