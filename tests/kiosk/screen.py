"""A kiosk's screen in a real browser, and what it holds."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.visitor.waiting import until

# The kiosk of conftest.py, and the countdown of kiosk.js.
IDLE_S, COUNTDOWN_S = 30, 20
READY = "'ready' in document.documentElement.dataset"
PORTRAIT = {"width": 1080, "height": 1920}
# All that could tell one visitor of another: what stands on the page, where it stands, how it sounds.
STATE = """() => {
    const page = document.documentElement.cloneNode(true);
    // The invitation turns by itself.
    for (const turning of page.querySelectorAll('.show img, .invitation')) turning.hidden = false;
    const audio = document.querySelector('audio');
    return JSON.stringify([
        page.outerHTML, location.href, scrollX, scrollY,
        [...document.querySelectorAll('*')].filter((one) => one.scrollTop || one.scrollLeft).length,
        audio.volume, audio.paused, audio.currentTime, audio.hasAttribute('src'),
        document.activeElement.tagName, String(getSelection()),
        document.cookie, localStorage.length, sessionStorage.length,
    ]);
}"""
HEAP = ("JSHeapUsedSize", "Nodes", "JSEventListeners", "Documents")


@dataclass
class Kiosk:
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def open_kiosk(browser: Browser, url: str, *, worker: str = "block", clock: bool = False, **options: Any) -> Kiosk:
    """The kiosk `gate`, ready; `clock` puts its time into the test's hand."""
    known = {"viewport": PORTRAIT, "has_touch": True, "service_workers": worker, "locale": "en-GB", **options}
    context = browser.new_context(**known)
    kiosk = Kiosk(context, context.new_page())
    kiosk.page.on("console", lambda said: kiosk.faults.append(said.text) if said.type == "error" else None)
    kiosk.page.on("pageerror", lambda error: kiosk.faults.append(str(error)))
    kiosk.page.on("request", lambda request: kiosk.asked.append(request.url))
    if clock:
        kiosk.page.clock.install()
    kiosk.page.goto(f"{url}/kiosk/gate/")
    until(kiosk.page, READY)
    return kiosk


def stand_still(page: Page) -> None:
    """From now on time passes in the page only as the test lets it pass, however slow the machine is.

    What waits inside the page for a condition (`until`) would wait for ever.
    """
    # Only what is to come can be stopped at: nothing is begun yet that would miss a minute.
    page.clock.pause_at(page.evaluate("Date.now()") + 60_000)


def press(page: Page, action: str, **data: str) -> None:
    """Tap the visible button of that action."""
    more = "".join(f'[data-{name}="{value}"]' for name, value in data.items())
    page.locator(f"[data-action={action}]{more}:visible").first.tap()


def shown(page: Page) -> str:
    """Which screen is there."""
    return str(page.evaluate("document.querySelector('main > section:not([hidden])').id"))


def to_stops(page: Page, language: str = "en") -> None:
    """From the invitation to the list of stops."""
    press(page, "begin")
    press(page, "choose", language=language)
    page.locator("[data-action=open]").first.wait_for()


def to_sound(page: Page, index: int = 0) -> None:
    """From the invitation to a stop that sounds, its note heeded."""
    to_stops(page)
    press(page, "open", index=str(index))
    listen = page.locator("[data-action=listen]:visible")
    if listen.count():
        listen.tap()
    else:
        press(page, "play")
    until(page, "document.querySelector('audio').currentTime > 0.1")


NOTICES = "**/notices.json"


def told(*notices: tuple[str, bool, str]) -> dict[str, Any]:
    """The notices file as the site answers it: (stop or "", whether it closes, English words) each."""
    rows = [
        {"stop": stop, "closes": closes, "since": "2026-11-24T07:05:00Z", "words": {"en": words}}
        for stop, closes, words in notices
    ]
    return {"schema": 1, "made": "2026-11-24T07:05:00Z", "tours": {"old-mill": {"source": "ar", "notices": rows}}}
