"""What a kiosk brings to itself of a tour: all it tells it by, and nothing that only phones show."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.offline import STATE, keep
from tests.kiosk.conftest import PIN
from tests.kiosk.test_no_way_out import enter, hold
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("kiosk")]
ARCHIVE = "application/vnd.pmtiles"
ROWS = """() => new Promise((done) => {
    indexedDB.open('wayside').onsuccess = ({ target }) => {
        const asked = target.result.transaction('packs').objectStore('packs').getAll();
        asked.onsuccess = () => { target.result.close(); done(asked.result); };
    };
})"""
CACHED = "async () => (await (await caches.open('wayside-files')).keys()).map(({ url }) => url)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", has_touch=True)
    yield context.new_page()
    context.close()


def kiosk(page: Page, house: Site) -> dict[str, Any]:
    """Opens the kiosk and waits until it says, after its first round, which packs it has: its rows by their names."""
    with page.expect_request("**/feedback/kiosk/gate", timeout=60_000):
        page.goto(f"{house.url}/kiosk/gate/")
    return {row["id"]: row for row in page.evaluate(ROWS)}


def test_a_tour_that_breaks_off_is_told_as_lacking_to_the_site_and_to_the_staff(page: Page, house: Site) -> None:
    page.route(f"{house.url}/en/old-mill/pack.json", lambda route: route.abort())
    with page.expect_request("**/feedback/kiosk/gate", timeout=60_000) as beat:
        page.goto(f"{house.url}/kiosk/gate/")
    packs = json.loads(beat.value.post_data or "")["packs"]
    assert {name for name, release in packs.items() if release} == {"kiosk/gate", "old-mill/ar"}
    assert packs["old-mill/en"] == ""
    page.clock.install()
    hold(page, 5.5)
    enter(page, PIN)
    page.locator("[data-part=inside]").wait_for()
    expect(page.locator("[data-part=packs]")).to_have_text("2 / 3")


def asked(url: str) -> Any:
    with urlopen(url) as answer:
        return json.load(answer)


def test_it_keeps_words_sound_and_pictures_of_a_tour_and_neither_its_map_nor_its_pages(
    page: Page, house: Site
) -> None:
    rows = kiosk(page, house)
    assert set(rows) == {"kiosk/gate", "old-mill/ar", "old-mill/en"}
    for code in ("ar", "en"):
        at = f"{house.url}/{code}/old-mill/tour.json"
        stops = asked(at)["stops"]
        tracks = [stop["track"]["files"][0]["src"] for stop in stops if stop["track"]]
        pictures = [picture["src"] for stop in stops for picture in stop["pictures"]]
        files = rows[f"old-mill/{code}"]["files"]
        kept = {f"{house.url}/{file['url']}" for file in files}
        assert {at, *(urljoin(at, src) for src in tracks + pictures)} <= kept
        others = {file["type"] for file in files if not file["type"].startswith(("audio/", "image/"))}
        assert others == {"application/json"}
    assert tracks
    assert pictures
    assert [url for url in page.evaluate(CACHED) if url.endswith((".pmtiles", ".geojson"))] == []
    # Its own page and that page's parts it has whole.
    own = asked(f"{house.url}/kiosk/gate/pack.json")["files"]
    assert {file["url"] for file in rows["kiosk/gate"]["files"]} == {file["url"] for file in own}


def test_what_a_removal_that_was_cut_off_left_behind_goes(page: Page, house: Site) -> None:
    kiosk(page, house)
    whole = set(page.evaluate(CACHED))
    page.evaluate("async () => (await caches.open('wayside-files')).put('/files/left.webm', new Response('x'))")
    assert set(page.evaluate(CACHED)) == whole | {f"{house.url}/files/left.webm"}
    kiosk(page, house)
    assert set(page.evaluate(CACHED)) == whole


def test_a_phone_keeps_the_map_as_well_and_says_its_weight_before(page: Page, house: Site) -> None:
    kiosk(page, house)
    whole = asked(f"{house.url}/en/old-mill/pack.json")
    [archive] = [file for file in whole["files"] if file["type"] == ARCHIVE]
    # The control: the pack offers it, and what a phone is told it weighs counts it.
    needed = [file for file in whole["files"] if file["for"] in {"all", "opus"}]
    assert archive in needed
    assert whole["bytes"]["opus"] == sum(file["bytes"] for file in needed)
    # What a kiosk keeps in the same browser is no tour on the phone.
    page.goto(f"{house.url}/en/old-mill/")
    keep(page)
    assert f"{house.url}/{archive['src']}" in page.evaluate(CACHED)
    [row] = [row for row in page.evaluate(ROWS) if row["id"] == "old-mill/en"]
    assert row["bytes"] == whole["bytes"]["opus"]
    page.reload()
    until(page, STATE.format("ready"))
    # And the kiosk, opened again, has its tour.json once more.
    rows = kiosk(page, house)
    assert "en/old-mill/tour.json" in {file["url"] for file in rows["old-mill/en"]["files"]}
