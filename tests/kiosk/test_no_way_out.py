"""Whatever is pressed or typed, the visitor stays in the kiosk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.kiosk.conftest import PIN
from tests.kiosk.screen import COUNTDOWN_S, IDLE_S, READY, shown, to_stops
from tests.visitor.waiting import until

Screen = Callable[..., Page]
pytestmark = pytest.mark.xdist_group("kiosk")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SHORTCUTS = (
    *(f"Control+{key}" for key in LETTERS),
    *(f"Control+Shift+{key}" for key in "BCDIJKMNOPRTW"),
    *(f"Alt+{key}" for key in ("ArrowLeft", "ArrowRight", "Home", "d", "f", "e")),
    *(f"F{number}" for number in range(1, 13)),
    *("Escape", "Backspace", "Shift+Backspace", "ContextMenu", "Shift+F10", "Control+Tab", "Control++", "Control+-"),
    *("/", "'", "Meta+l", "Control+Enter", "Shift+Enter"),
)


@pytest.fixture
def watched(screen: Screen) -> tuple[Page, list[str]]:
    """The screen, and everything that would be a way out."""
    page = screen()
    out: list[str] = []
    page.context.on("page", lambda opened: out.append(f"page {opened.url}"))
    page.on("dialog", lambda dialog: out.append(f"dialog {dialog.message}"))
    page.on("filechooser", lambda _: out.append("file chooser"))
    page.on("download", lambda _: out.append("download"))
    page.on("framenavigated", lambda frame: out.append(f"went to {frame.url}"))
    page.evaluate("window.print = () => document.body.append('printed'); window.asked = 0")
    return page, out


def inside(page: Page, out: list[str]) -> None:
    assert out == []
    assert page.url.endswith("/kiosk/gate/")
    assert len(page.context.pages) == 1
    assert "printed" not in page.locator("body").inner_text()


def test_every_element_of_every_screen_can_be_pressed(watched: tuple[Page, list[str]]) -> None:
    page, out = watched
    assert page.evaluate("document.querySelectorAll('a, iframe, form, input, object, embed').length") == 0
    pressed = 0
    for name in ("attract", "languages", "stops", "stop"):
        for index in range(page.locator(f"#{name} *").count()):
            to(page, name)
            page.evaluate(f"document.querySelectorAll('#{name} *')[{index}]?.click?.()")
            pressed += 1
    assert pressed > 60
    inside(page, out)


@pytest.mark.parametrize("behind", ["#the-garden", "?stop=the-garden&language=en#the-garden"])
def test_whatever_its_address_says_it_begins_with_the_invitation(screen: Screen, behind: str) -> None:
    """A preview at the desk opens a stop by its address; in a room no link or QR code may do so."""
    page = screen()
    at = page.url
    page.goto("about:blank")
    page.goto(at + behind)
    until(page, READY)
    assert shown(page) == "attract"


def to(page: Page, name: str) -> None:
    """Have that screen stand there, however the last press ended."""
    page.evaluate(
        """async (name) => {
        const press = (selector) => document.querySelector(selector)?.click();
        if (document.querySelector('main > section:not([hidden])').id === name) return;
        press('[data-action=begin]');
        if (name === 'languages') return;
        press('[data-action=choose][data-language=en]');
        while (!document.querySelector('[data-action=open]')) await fetch('./');
        if (name === 'stop') press('[data-action=open]');
    }""",
        name,
    )


def test_no_shortcut_leads_out(watched: tuple[Page, list[str]]) -> None:
    page, out = watched
    to_stops(page)
    page.evaluate("""addEventListener('keydown', (event) => {
        const led = event.ctrlKey || event.altKey || event.metaKey || event.key.length > 1;
        const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
        const within = plain && /^(Tab|Enter|Arrow.*|Home|End|Page.*)$/.test(event.key);
        if (led && !within && !event.defaultPrevented) asked += 1;
    })""")
    for keys in SHORTCUTS:
        page.keyboard.press(keys)
    assert page.evaluate("asked") == 0
    inside(page, out)


def test_the_keyboard_still_reaches_every_button(screen: Screen) -> None:
    page = screen()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "begin"
    page.keyboard.press("Enter")
    assert shown(page) == "languages"


@pytest.mark.parametrize("name", ["contextmenu", "dragstart", "drop", "selectstart", "copy", "paste", "auxclick"])
def test_no_menu_no_dragging_no_selection(screen: Screen, name: str) -> None:
    page = screen()
    refused = (
        f"!document.querySelector('main').dispatchEvent(new Event('{name}', {{bubbles: true, cancelable: true}}))"
    )
    assert page.evaluate(refused)
    # The control: an event nobody refuses goes through.
    assert not page.evaluate(refused.replace(name, "scroll"))


def test_back_does_nothing(watched: tuple[Page, list[str]]) -> None:
    page, out = watched
    to_stops(page)
    for _ in range(3):
        page.evaluate(
            "() => new Promise((done) => { addEventListener('popstate', done, { once: true }); history.back(); })"
        )
    assert shown(page) == "stops"
    inside(page, [one for one in out if not one.endswith("/kiosk/gate/")])


def hold(page: Page, seconds: float) -> None:
    box = page.locator("#corner").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.clock.run_for(round(seconds * 1000))
    page.mouse.up()


def enter(page: Page, pin: str) -> None:
    for digit in pin:
        page.locator(f"[data-staff=digit][value='{digit}']").tap()
    page.locator("[data-staff=enter]").tap()


def test_the_staff_come_in_by_a_long_press_and_the_pin(screen: Screen) -> None:
    page = screen(clock=True)
    hold(page, 4.5)
    assert not page.locator("#staff").is_visible()
    hold(page, 5.5)
    assert page.locator("[data-part=pad]").is_visible()
    for key in page.locator("[data-staff=digit]").all():
        box = key.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 60
    enter(page, "000000")
    page.get_by_text("That is not the PIN.").wait_for()
    assert not page.locator("[data-part=inside]").is_visible()
    enter(page, PIN)
    page.locator("[data-part=inside]").wait_for()
    page.locator("[data-part=inside] [data-staff=close]").tap()
    assert not page.locator("#staff").is_visible()


def test_five_wrong_pins_cost_a_minute_even_for_the_right_one(screen: Screen) -> None:
    page = screen(clock=True)
    hold(page, 5.5)
    for _ in range(5):
        enter(page, "111111")
        page.locator("[data-part=said]:not(:empty)").wait_for()
    page.get_by_text("Wait").wait_for()
    enter(page, PIN)
    assert not page.locator("[data-part=inside]").is_visible()
    page.clock.run_for(61_000)
    # The pad was left alone for so long that it has closed itself.
    assert not page.locator("#staff").is_visible()
    hold(page, 5.5)
    enter(page, PIN)
    page.locator("[data-part=inside]").wait_for()


def test_a_pad_that_is_left_alone_closes_itself(screen: Screen) -> None:
    page = screen(clock=True)
    hold(page, 5.5)
    assert page.locator("#staff").is_visible()
    page.clock.run_for(1000 * (IDLE_S + 1))
    assert not page.locator("#staff").is_visible()
    assert not page.locator("#asking").is_visible()
    assert shown(page) == "attract"


def test_whoever_types_in_the_pad_is_given_the_whole_time_again(screen: Screen) -> None:
    page = screen(clock=True)
    hold(page, 5.5)
    page.clock.run_for(1000 * (IDLE_S - 2))
    page.locator("[data-staff=digit]").first.tap()
    page.clock.run_for(1000 * (IDLE_S - 2))
    assert page.locator("#staff").is_visible()
    page.clock.run_for(4000)
    assert not page.locator("#staff").is_visible()


def test_a_pad_opened_over_a_visit_goes_with_it(screen: Screen) -> None:
    page = screen(clock=True)
    to_stops(page)
    hold(page, 5.5)
    page.clock.run_for(1000 * (IDLE_S + COUNTDOWN_S + 1))
    assert not page.locator("#staff").is_visible()
    assert shown(page) == "attract"


def test_the_pin_itself_is_nowhere_in_the_page(screen: Screen) -> None:
    assert PIN not in screen().content()
