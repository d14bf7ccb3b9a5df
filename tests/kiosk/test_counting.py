"""What is heard at a kiosk counts as on a phone; who heard it stays nowhere."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.counted import OUTBOX, heard, holds, kept, rows
from tests.kiosk.screen import COUNTDOWN_S, IDLE_S, READY, STATE, Kiosk, open_kiosk, press, shown, to_sound
from tests.site import Site
from tests.visitor.waiting import until

Screen = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("kiosk")
AUDIO = "document.querySelector('audio')"
LIT = "[...document.querySelectorAll('#stop [data-part=words] span')].findIndex((one) => one.ariaCurrent)"
# At its second sentence the sound stands still: a slow machine leaves there too, not at the third.
STAYS = f"""() => {{
    const audio = {AUDIO};
    audio.addEventListener('timeupdate', () => {{ if ({LIT} === 1) audio.playbackRate = 0; }});
}}"""
GOES_ON = f"{AUDIO}.playbackRate = 1"


@pytest.fixture(autouse=True)
def _uncounted(house: Site) -> None:
    """The site knows of no visitor."""
    rows(house, "DELETE FROM tour_heard")


@pytest.fixture
def kiosk(browser: Browser, house: Site) -> Iterator[Kiosk]:
    """A kiosk whose line may break."""
    kiosk = open_kiosk(browser, house.url)
    yield kiosk
    assert all("Failed to load resource" in fault for fault in kiosk.faults), kiosk.faults
    kiosk.context.close()


def arrives(page: Page) -> Any:
    return page.expect_response(lambda answer: answer.url.endswith("/feedback/heard") and answer.status == 204)


def listen(page: Page) -> None:
    """From the invitation to the first stop, sounding for three seconds and more: its second sentence stays lit."""
    page.evaluate(STAYS)
    to_sound(page)
    holds(page, "listening")
    until(page, f"{LIT} === 1")


def test_a_listen_counts_with_the_sentence_where_it_was_left(screen: Screen, house: Site) -> None:
    page = screen()
    listen(page)
    with arrives(page) as told:
        press(page, "next")
    assert heard(house) == [("the-mill", "en", 1, 0, '{"1": 1}')]
    [row] = json.loads(told.value.request.post_data or "")["heard"]
    assert sorted(row) == ["day", "ends", "language", "left", "plays", "stop", "tour"]
    assert not {"cookie", "authorization", "referer"} & set(told.value.request.all_headers())


def test_whoever_goes_away_is_forgotten_and_the_sum_stays(screen: Screen, house: Site) -> None:
    page = screen(clock=True)
    untouched = page.evaluate(STATE)
    listen(page)
    press(page, "play")
    until(page, f"{AUDIO}.paused")
    with arrives(page):
        page.clock.run_for(1000 * (IDLE_S + COUNTDOWN_S + 1))
    assert shown(page) == "attract"
    assert page.evaluate(STATE) == untouched
    assert heard(house) == [("the-mill", "en", 1, 0, '{"1": 1}')]
    page.reload()
    until(page, READY)
    until_told(page)
    assert page.evaluate(OUTBOX) == []


def until_told(page: Page) -> None:
    """Wait until what was on its way has been sent, and forgotten here."""
    page.evaluate("() => navigator.locks.request('wayside-outbox', () => {})")


def test_to_the_end_is_an_end_and_once_more_is_another_listen(screen: Screen, house: Site) -> None:
    page = screen()
    listen(page)
    with arrives(page):
        page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - .5, {GOES_ON}")
    press(page, "play")
    until(page, f"{AUDIO}.currentTime < 10")
    holds(page, "listening")
    with arrives(page):
        press(page, "stops")
    [(_stop, _language, plays, ends, left)] = heard(house)
    assert (plays, ends) == (2, 1)
    assert sum(json.loads(left).values()) == 1


def test_a_few_seconds_of_looking_around_count_for_nothing(screen: Screen, house: Site) -> None:
    page = screen()
    to_sound(page)
    press(page, "stops")
    press(page, "open", index="1")
    until_told(page)
    assert page.evaluate(OUTBOX) == []
    assert heard(house) == []


@pytest.mark.parametrize("asked", ["globalPrivacyControl', {get: () => true", "doNotTrack', {get: () => '1'"])
def test_a_browser_that_asks_not_to_be_counted_is_not(kiosk: Kiosk, house: Site, asked: str) -> None:
    kiosk.page.add_init_script(f"Object.defineProperty(Navigator.prototype, '{asked}, configurable: true}})")
    kiosk.page.reload()
    until(kiosk.page, READY)
    to_sound(kiosk.page)
    # Without the wish a listen is kept long before the second sentence.
    until(kiosk.page, f"{LIT} >= 1")
    press(kiosk.page, "next")
    until_told(kiosk.page)
    assert kiosk.page.evaluate(OUTBOX) == []
    assert heard(house) == []


def test_without_a_server_it_is_kept_and_sent_when_there_is_one(kiosk: Kiosk, house: Site) -> None:
    page = kiosk.page
    listen(page)
    kiosk.context.set_offline(True)
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/feedback/heard")):
        press(page, "stops")
    [record] = kept(page, "heard")
    assert (record["body"]["stop"], record["body"]["plays"], record["body"]["left"]) == ("the-mill", 1, {"1": 1})
    assert heard(house) == []
    # A network is noticed, or tried again after a while.
    with arrives(page):
        kiosk.context.set_offline(False)
    until_told(page)
    assert heard(house) == [("the-mill", "en", 1, 0, '{"1": 1}')]
    assert page.evaluate(OUTBOX) == []


def test_a_kiosk_that_was_switched_off_amid_a_listen_tells_it_at_its_next_start(kiosk: Kiosk, house: Site) -> None:
    listen(kiosk.page)
    with arrives(kiosk.page):
        kiosk.page.reload()
    assert heard(house) == [("the-mill", "en", 1, 0, '{"1": 1}')]


MANY = """() => new Promise((done) => {
    indexedDB.open('wayside').onsuccess = ({ target }) => {
        const work = target.result.transaction('outbox', 'readwrite');
        const at = new Date().toISOString().slice(0, 10);
        for (let n = 0; n < 300; n += 1) {
            const body = { tour: 'old-mill', stop: `stop-${n}`, language: 'en', day: at, plays: 1, ends: 0, left: {} };
            work.objectStore('outbox').put({ kind: 'heard', body, at });
        }
        work.oncomplete = () => { target.result.close(); done(); };
    };
})"""


def test_days_without_a_network_cost_a_kiosk_no_sum(kiosk: Kiosk) -> None:
    page = kiosk.page
    until_told(page)
    page.route("**/feedback/heard", lambda route: route.abort())
    page.evaluate(MANY)
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/feedback/heard")):
        page.evaluate("dispatchEvent(new Event('online'))")
    until_told(page)
    assert len(kept(page, "heard")) == 300
