"""What a kiosk does when its tours change, or its clock: a new page follows its packs, and what went goes."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.kiosk.screen import Kiosk, open_kiosk, press, shown
from tests.kiosk.test_keeping import CACHED, ROWS
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("kiosk")]
BEAT = "/feedback/kiosk/gate"
SECOND = '<data class="tour" value="second" data-languages="en"></data>'
WORDS = json.dumps({"tour": "second", "stops": []}).encode()


@pytest.fixture
def kiosk(browser: Browser, house: Site) -> Iterator[Kiosk]:
    """A kiosk some of whose requests fail."""
    kiosk = open_kiosk(browser, house.url)
    yield kiosk
    assert all("Failed to load resource" in fault for fault in kiosk.faults), kiosk.faults
    kiosk.context.close()


def packs(page: Page) -> dict[str, str]:
    """The release of each pack that is kept."""
    return {row["id"]: row["release"] for row in page.evaluate(ROWS)}


def told(asked: Request) -> dict[str, Any]:
    """What a heartbeat says; nothing where it is none."""
    said: dict[str, Any] = json.loads(asked.post_data or "{}") if asked.url.endswith(BEAT) else {}
    return said


def started(page: Page, pages: int = 1) -> None:
    """Open the page anew, and wait until the first round of the last of so many pages is over."""
    opened: list[str] = []
    # A page that only writes its address anew has not been opened.
    page.on("domcontentloaded", lambda seen: opened.append(seen.url))
    with page.expect_request(lambda asked: bool(told(asked)) and len(opened) >= pages, timeout=60_000):
        # It may turn to another page of its own before all of this one has loaded.
        page.reload(wait_until="commit")


def changed(page: Page) -> None:
    """Open the page anew, and wait until it has done so itself for another page of its own, and seen to all."""
    started(page, 2)


def file(url: str, body: bytes, type_: str) -> dict[str, Any]:
    digest = hashlib.sha256(body).hexdigest()
    src = f"files/{digest[:32]}.{url.rpartition('.')[2] if '.' in url else 'html'}"
    return {"url": url, "src": src, "bytes": len(body), "sha256": digest, "type": type_, "for": "all"}


def with_second(page: Page, house: Site) -> None:
    """From now on the site's kiosk has a tour more, and that tour a pack."""
    with urlopen(f"{house.url}/kiosk/gate/") as answer:
        body = answer.read().replace(b"<main>", f"{SECOND}<main>".encode())
    with urlopen(f"{house.url}/kiosk/gate/pack.json") as answer:
        own = json.load(answer)
    shell = file("kiosk/gate/", body, "text/html")
    own |= {"release": "later", "files": [shell, *(one for one in own["files"] if one["url"] != "kiosk/gate/")]}
    words = file("en/second/tour.json", WORDS, "application/json")
    pack = {"tour": "second", "language": "en", "release": "first", "bytes": {}, "files": [words | {"for": "kiosk"}]}
    answers: dict[str, tuple[bytes, str]] = {
        shell["src"]: (body, "text/html"),
        "kiosk/gate/pack.json": (json.dumps(own).encode(), "application/json"),
        "en/second/pack.json": (json.dumps(pack).encode(), "application/json"),
        words["src"]: (WORDS, "application/json"),
    }
    for url, (text, type_) in answers.items():
        page.route(f"{house.url}/{url}", answering(text, type_))


def answering(body: bytes, type_: str) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type=type_)

    return answer


def test_a_tour_that_is_not_there_hides_no_other(kiosk: Kiosk) -> None:
    page = kiosk.page
    page.evaluate(f"document.querySelector('data.tour').insertAdjacentHTML('afterend', '{SECOND}')")
    press(page, "begin")
    press(page, "choose", language="en")
    page.locator("[data-action=open]:visible").first.wait_for()
    assert page.locator("#stops h1").inner_text() == "The old mill"
    assert not page.locator("[data-part=waiting]").is_visible()


def test_a_new_page_comes_after_the_packs_it_tells_of_and_what_it_no_longer_tells_is_forgotten(
    kiosk: Kiosk, house: Site
) -> None:
    page = kiosk.page
    started(page)
    before = packs(page)
    assert set(before) == {"kiosk/gate", "old-mill/ar", "old-mill/en"}
    with_second(page, house)
    # The line breaks before the new tour is there: the page that does not know of it stays, and goes on.
    broken = f"{house.url}/en/second/pack.json"

    def cut(route: Route) -> None:
        route.abort()

    page.route(broken, cut)
    started(page)
    assert packs(page) == before
    page.unroute(broken, cut)
    changed(page)
    assert packs(page) == before | {"kiosk/gate": "later", "second/en": "first"}
    digest = hashlib.sha256(WORDS).hexdigest()
    assert any(digest[:32] in url for url in page.evaluate(CACHED))

    # The tour is taken off again.
    page.unroute_all()
    changed(page)
    assert packs(page) == before
    assert not any(digest[:32] in url for url in page.evaluate(CACHED))


def test_a_clock_that_is_set_back_silences_nothing(browser: Browser, house: Site) -> None:
    kiosk = open_kiosk(browser, house.url)
    page = kiosk.page
    ahead = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    page.clock.install(time=ahead)
    started(page)
    assert all(row["checked"] >= ahead.timestamp() * 1000 for row in page.evaluate(ROWS))
    page.clock.set_system_time(datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC))
    # The round is expected from the start: once begun it takes its real time, and while it runs no other begins,
    # however far the clock is turned meanwhile.
    with page.expect_request("**/kiosk/gate/pack.json", timeout=60_000):
        for _ in range(2):
            with page.expect_response(f"**{BEAT}") as beat:
                page.clock.run_for(1000 * 301)
            assert beat.value.status == 204
            assert told(beat.value.request)["uptime"] > 0
    kiosk.context.close()


def test_what_was_looked_at_on_a_day_to_come_is_looked_at_again(kiosk: Kiosk) -> None:
    page = kiosk.page
    started(page)
    page.evaluate("""() => new Promise((done) => {
        indexedDB.open('wayside').onsuccess = ({ target }) => {
            const work = target.result.transaction('packs', 'readwrite');
            const packs = work.objectStore('packs');
            const all = packs.getAll();
            all.onsuccess = () => all.result.forEach((row) => packs.put({ ...row, checked: 4e12 }));
            work.oncomplete = () => { target.result.close(); done(); };
        };
    })""")
    started(page)
    assert all(row["checked"] < 4e12 for row in page.evaluate(ROWS))


def test_the_touch_that_answers_the_question_presses_nothing_beneath_it(browser: Browser, house: Site) -> None:
    kiosk = open_kiosk(browser, house.url, clock=True)
    page = kiosk.page
    press(page, "begin")
    press(page, "choose", language="en")
    page.locator("[data-action=open]").first.wait_for()
    press(page, "open", index="1")
    button = page.locator("#stop [data-action=stops]").bounding_box()
    assert button
    place = (button["x"] + button["width"] / 2, button["y"] + button["height"] / 2)
    page.clock.run_for(1000 * 31)
    assert page.locator("#asking").is_visible()
    # What comes of a touch has come when its click has.
    page.evaluate("window.clicks = 0, addEventListener('click', () => (clicks += 1), { capture: true })")
    page.touchscreen.tap(*place)
    until(page, "window.clicks === 1")
    assert not page.locator("#asking").is_visible()
    assert shown(page) == "stop"
    # The next one is a press again.
    page.touchscreen.tap(*place)
    until(page, "window.clicks === 2")
    assert shown(page) == "stops"
    assert kiosk.faults == []
    kiosk.context.close()
