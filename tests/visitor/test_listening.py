"""A stop in a real browser: the tap, the sentence that sounds, the rest of the file, no script at all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.visitor.serving import Handler
from tests.visitor.waiting import until

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
Served = tuple[str, type[Handler]]
STOP = "/en/pailin/first/"
AUDIO = "document.querySelector('audio')"


def _plays_past(page: Page, seconds: float) -> None:
    until(page, f"{AUDIO}.currentTime > {seconds} && !{AUDIO}.paused")


def _whole(page: Page) -> None:
    until(page, f"{AUDIO}.buffered.length && {AUDIO}.buffered.end(0) > {AUDIO}.duration - 0.1")


def test_a_tap_plays_the_opening_and_then_the_rest_of_the_same_file(served: Served, opened: Opened) -> None:
    address, server = served
    page = opened(address + STOP)
    assert not [path for path in server.seen if path.endswith((".webm", ".mp3"))]
    page.click("[data-action=play]")
    _plays_past(page, 0.3)
    assert page.evaluate(f"{AUDIO}.currentSrc").startswith("blob:")
    _whole(page)
    assert page.evaluate(f"Math.abs({AUDIO}.duration - 14.95)") < 0.1
    assert page.evaluate(f"{AUDIO}.buffered.length") == 1
    own = page.evaluate("new URL(document.querySelector('source').src).pathname")
    assert server.seen.count(own) == 1


def test_the_first_sound_needs_nothing_but_the_page(served: Served, opened: Opened) -> None:
    address, server = served
    server.hold = r"^/files/"
    page = opened(address + STOP, wait="commit")
    page.click("[data-action=play]")
    _plays_past(page, 1.0)


def test_a_browser_without_media_source_plays_the_plain_file(served: Served, opened: Opened) -> None:
    page = opened("about:blank")
    page.add_init_script("delete globalThis.MediaSource")
    page.goto(served[0] + STOP)
    page.click("[data-action=play]")
    _plays_past(page, 0.3)
    assert page.evaluate(f"{AUDIO}.currentSrc").endswith(".webm")


def test_the_marked_sentence_is_the_one_whose_time_it_is(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    page.click("[data-action=play]")
    _whole(page)
    page.evaluate(f"over = new Promise((done) => {AUDIO}.addEventListener('ended', done)), 0")
    for index in (3, 1, 5):
        sentence = f"document.querySelectorAll('[data-start]')[{index}]"
        page.evaluate(f"{AUDIO}.currentTime = Number({sentence}.dataset.start) + .2")
        until(page, f"{sentence}.getAttribute('aria-current') === 'true'")
        assert page.locator("[data-start][aria-current]").count() == 1
    page.evaluate("over.then(() => true)")


def test_sentences_follow_one_another_on_their_beat(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    page.evaluate(
        """() => {
            const audio = document.querySelector('audio');
            window.late = [];
            new MutationObserver((changes) => {
                for (const { target } of changes) {
                    if (target.hasAttribute('aria-current')) late.push(audio.currentTime - target.dataset.start);
                }
            }).observe(document.querySelector('read-along'), { attributeFilter: ['aria-current'], subtree: true });
        }"""
    )
    page.click("[data-action=play]")
    until(page, "late.length >= 3")
    assert all(-0.01 <= late < 1 for late in page.evaluate("late"))


def test_a_tapped_sentence_is_heard(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    page.wait_for_selector("[data-start][tabindex]")
    page.locator("[data-start]").nth(2).click()
    _plays_past(page, 5.1)
    assert page.evaluate(f"{AUDIO}.currentTime") < 7


def test_the_text_is_one_stop_of_the_tab_key_and_arrows_walk_it(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    page.wait_for_selector("[data-start][tabindex]")
    assert page.locator("[data-start][tabindex]").count() == 1
    page.locator("[data-start][tabindex]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _plays_past(page, 5.1)
    assert page.locator("[data-start][tabindex]").count() == 1


def test_the_bar_goes_back_and_on_seeks_and_changes_the_pace(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    until(page, "customElements.get('player-bar')")
    page.click("[data-action=forward]")
    assert page.inner_text("[data-part=clock]") == "0:10"
    page.click("[data-action=back]")
    assert page.inner_text("[data-part=clock]") == "0:00"
    page.focus("[data-action=seek]")
    page.keyboard.press("End")
    assert page.inner_text("[data-part=sentence]") == "6"
    assert page.get_attribute("[data-action=seek]", "aria-valuetext") == "0:14 of 0:14"
    page.keyboard.press("Home")
    page.click("[data-action=speed]")
    page.click("[data-action=play]")
    _plays_past(page, 0.2)
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1.25
    page.click("[data-action=pause]")
    until(page, f"{AUDIO}.paused")


def test_nothing_moves_while_a_stop_comes_up(served: Served, opened: Opened) -> None:
    for width in (360, 1280):
        page = opened("about:blank", viewport={"width": width, "height": 900})
        page.add_init_script(
            "window.moved = []; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
            " for (const { node } of entry.sources) moved.push(`${entry.value} ${node?.outerHTML ?? node?.data}`)"
            " }).observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto(served[0] + STOP, wait_until="networkidle")
        assert page.evaluate("moved") == []


def test_without_script_the_browser_itself_plays_the_stop(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP, java_script_enabled=False)
    audio = page.locator("audio[controls]")
    assert audio.is_visible()
    assert not page.locator("player-bar").is_visible()
    box = audio.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 25, box["y"] + box["height"] / 2)
    while page.evaluate(f"{AUDIO}.currentTime") < 0.3:  # no timer runs in such a page; pytest's limit ends this
        page.wait_for_timeout(20)


def _old(opened: Opened, url: str, more: Callable[[str], str] = str) -> Page:
    """The stop in a browser that cannot ask whether there is script."""
    page = opened("about:blank", bypass_csp=True)

    def blind(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert "(scripting:enabled)" in text
        route.fulfill(response=answer, body=more(text.replace("(scripting:enabled)", "(unheard-of:enabled)")))

    page.route("**/pailin/first/", blind)
    page.goto(url, wait_until="commit")
    return page


def test_a_browser_that_cannot_ask_for_script_shows_the_player(served: Served, opened: Opened) -> None:
    page = _old(opened, served[0] + STOP)
    expect(page.locator("player-bar")).to_be_visible()
    expect(page.locator("audio")).to_be_hidden()


def test_the_highlight_follows_a_play_by_the_browsers_own_button(served: Served, opened: Opened) -> None:
    page = opened(served[0] + STOP)
    until(page, "document.querySelector('[data-start][tabindex]')")
    page.evaluate(f"{AUDIO}.play()")
    until(page, f"{AUDIO}.currentTime > 0.2 && document.querySelector('first-sound').place === {AUDIO}.currentTime")
    page.wait_for_selector("[data-start][aria-current]")
    page.click("[data-action=pause]")
    until(page, f"{AUDIO}.paused")
    assert page.evaluate(f"{AUDIO}.currentSrc").endswith(".webm")


def test_a_play_by_the_browsers_own_button_before_the_script_has_run_goes_on(served: Served, opened: Opened) -> None:
    # What counts on the starter's having run by then comes later.
    served[1].hold = r"\.js$"
    define = 'globalThis.customElements?.define("first-sound", FirstSound)'
    page = _old(opened, served[0] + STOP, lambda text: text.replace(define, f"globalThis.late = () => {define}"))
    until(page, "globalThis.late")
    page.evaluate(f"{AUDIO}.play()")
    _plays_past(page, 0.3)
    page.evaluate("late()")
    until(page, "document.querySelector('first-sound').place > 0.3")
    expect(page.locator("[data-action=pause]")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_hangs_over_the_side_even_at_twice_the_text_size(served: Served, opened: Opened, width: int) -> None:
    for path in (STOP, "/km/pailin/first/", "/en/pailin/"):
        page = opened(served[0] + path, viewport={"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
