"""The tap on a bad line: late, broken, without ranges, gone. What is there sounds, and the rest follows."""

import pytest
from playwright.sync_api import Browser, Page

from tests.visitor.serving import Handler
from tests.visitor.waiting import until
from tour.visitor import assets

pytestmark = pytest.mark.journey

Served = tuple[str, type[Handler]]
STOP = "/en/pailin/first/"
AUDIO = "document.querySelector('audio')"
WHOLE = f"{AUDIO}.buffered.length === 1 && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1"
# Every sound that was not the next moment of the one before: a jump, a repeat, another source.
WATCH = """() => {
    const audio = document.querySelector("audio");
    globalThis.faults = [];
    globalThis.over = false;
    let last = 0;
    // After its end the next stop comes by itself, in the same element.
    audio.addEventListener("ended", () => (over = true));
    for (const name of ["seeking", "emptied", "error"]) audio.addEventListener(name, () => over || faults.push(name));
    audio.addEventListener("timeupdate", () => {
        if (audio.currentTime < last && !over) faults.push(`back from ${last} to ${audio.currentTime}`);
        last = audio.currentTime;
    });
}"""


@pytest.fixture
def phone(browser: Browser, served: Served) -> Page:
    """A stop that is open; what its console says of a lost file is meant."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(served[0] + STOP)
    return page


def _play(page: Page) -> None:
    page.click("[data-action=play]")
    # Only from here on: the first source is a change of source too.
    until(page, f"{AUDIO}.readyState >= 2")
    page.evaluate(WATCH)


def _plays_past(page: Page, seconds: float, within: float = 10) -> None:
    until(page, f"{AUDIO}.currentTime > {seconds} && !{AUDIO}.paused", within)


def _sounds(phone: Page, server: type[Handler]) -> list[str]:
    """What was asked of this stop's sound; the next stop's is fetched ahead and is not meant."""
    own = phone.evaluate("[...document.querySelectorAll('source')].map(({ src }) => new URL(src).pathname)")
    return [path.rpartition(".")[2] for path in server.seen if path in own]


def test_the_rest_that_is_late_is_waited_for_where_the_beginning_ends(phone: Page, served: Served) -> None:
    served[1].hold = r"\.webm$"
    _play(phone)
    until(phone, "document.documentElement.hasAttribute('data-waiting')", 20)
    stood = phone.evaluate(f"{AUDIO}.currentTime")
    assert abs(phone.evaluate(f"{AUDIO}.buffered.end(0)") - stood) < 0.2
    served[1].gate.set()
    until(phone, WHOLE)
    _plays_past(phone, stood + 0.3)
    until(phone, "!document.documentElement.hasAttribute('data-waiting')")
    assert phone.evaluate("faults") == []


def test_a_rest_in_time_is_joined_without_a_jump(phone: Page) -> None:
    carried = phone.evaluate("Number(document.getElementById('opening').dataset.bytes)")
    assert carried > 0
    _play(phone)
    until(phone, WHOLE)
    until(phone, "over", 30)
    # A wait is not counted: a busy machine alone can bring one.
    assert phone.evaluate("faults") == []


def test_a_line_that_breaks_twice_goes_on_where_it_broke(phone: Page, served: Served) -> None:
    served[1].cuts = [3_000, 5_000]
    _play(phone)
    until(phone, WHOLE, 20)
    _plays_past(phone, 0.3)
    assert _sounds(phone, served[1]) == ["webm"] * 3
    assert phone.evaluate("faults") == []


def test_a_line_that_gives_nothing_is_asked_anew_and_says_so_meanwhile(phone: Page, served: Served) -> None:
    served[1].hold = r"\.webm$"
    _play(phone)
    until(phone, "document.querySelector('.trouble')?.textContent.startsWith('The signal is weak')", 30)
    for _ in range(300):
        if len(_sounds(phone, served[1])) > 1:
            break
        phone.wait_for_timeout(100)  # the server gives no event of a second request
    assert _sounds(phone, served[1]) == ["webm"] * 2
    served[1].gate.set()
    until(phone, WHOLE)
    until(phone, "document.querySelector('.trouble').textContent === ''")
    assert phone.evaluate("faults") == []


def test_a_line_that_is_gone_for_long_costs_nothing_of_what_had_come(phone: Page, served: Served) -> None:
    served[1].cuts = [3_000, *[0] * 9]
    _play(phone)
    until(phone, WHOLE, 60)
    assert phone.evaluate(f"{AUDIO}.currentSrc").startswith("blob:")
    assert _sounds(phone, served[1]) == ["webm"] * 11
    assert phone.evaluate("faults") == []


def test_a_server_without_ranges_sends_the_file_whole_and_it_is_joined_all_the_same(
    phone: Page, served: Served
) -> None:
    served[1].ranges = False
    _play(phone)
    until(phone, WHOLE)
    _plays_past(phone, 0.3)
    assert phone.evaluate(f"{AUDIO}.currentSrc").startswith("blob:")
    assert _sounds(phone, served[1]) == ["webm"]
    assert phone.evaluate("faults") == []


def test_where_the_opus_file_is_gone_the_mp3_goes_on_from_the_same_moment(phone: Page, served: Served) -> None:
    served[1].lost = r"\.webm$"
    phone.click("[data-action=play]")
    until(phone, f"{AUDIO}.currentSrc.endsWith('.mp3')")
    _plays_past(phone, 0.3)


def test_where_opus_cannot_be_played_the_mp3_is(phone: Page, served: Served) -> None:
    phone.evaluate("document.getElementById('opening').textContent = btoa('no sound at all'.repeat(99))")
    phone.click("[data-action=play]")
    until(phone, f"{AUDIO}.currentSrc.endsWith('.mp3')")
    _plays_past(phone, 0.3)


def test_where_all_sound_is_gone_the_next_tap_begins_anew(phone: Page, served: Served) -> None:
    served[1].lost = r"\.(webm|mp3)$"
    # What says so may itself come late.
    served[1].hold = assets.where("sound-trouble.js")
    phone.click("[data-action=play]")
    until(phone, f"{AUDIO}.paused && document.querySelector('[data-action=play]') && {AUDIO}.src === ''")
    served[1].gate.set()
    until(phone, "document.querySelector('.trouble')?.textContent.startsWith('The sound did not come')")
    served[1].lost = ""
    phone.click("[data-action=play]")
    _plays_past(phone, 0.5)
    assert phone.text_content(".trouble") == ""
    until(phone, WHOLE)


def test_what_says_so_and_what_keeps_the_place_come_with_the_first_sound(browser: Browser, served: Served) -> None:
    first, second = brought = [f"/{assets.where(name)}" for name in ("position.js", "sound-trouble.js")]
    page = browser.new_page()
    page.goto(served[0] + STOP, wait_until="networkidle")
    page.wait_for_selector("[data-action=mistake]")
    assert not {*brought, f"/{assets.where('ahead.js')}"} & set(served[1].seen)
    with page.expect_response(f"**{first}"), page.expect_response(f"**{second}"):
        page.click("[data-action=play]")


@pytest.mark.parametrize("lost", ["", r"\.(webm|mp3)$"])
def test_after_a_tap_that_came_before_them_they_come_at_once(browser: Browser, served: Served, lost: str) -> None:
    """On a slow line the sound may begin, or be lost, before the modules are there."""
    served[1].lost = lost
    served[1].hold = assets.where("pocket.js")
    page = browser.new_page()
    page.goto(served[0] + STOP, wait_until="commit")
    page.click("[data-action=play]")
    until(page, f"{AUDIO}.src === ''" if lost else f"{AUDIO}.currentTime > 0.2")
    position, trouble = (f"**/{assets.where(name)}" for name in ("position.js", "sound-trouble.js"))
    with page.expect_response(position), page.expect_response(trouble):
        served[1].gate.set()
    if lost:
        until(page, "document.querySelector('.trouble')?.textContent.startsWith('The sound did not come')")


def test_a_tap_before_the_page_has_ended_is_not_lost(browser: Browser, served: Served) -> None:
    served[1].pause_after = b'<script type="text/plain" id="opening"'
    page = browser.new_page()
    page.goto(served[0] + STOP, wait_until="commit")
    page.click("[data-action=play]")
    until(page, "document.querySelector('[data-action=pause]')")
    served[1].gate.set()
    _plays_past(page, 0.3)
    assert page.evaluate(f"{AUDIO}.currentSrc").startswith("blob:")
