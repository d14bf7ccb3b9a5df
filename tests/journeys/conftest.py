"""Real sites and a real browser for people's doings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.journeys.bad_line import Line, line
from tests.narration.gtts_service import Service
from tests.site import Site

PHONE = ViewportSize(width=360, height=740)
TINY = Path(__file__).parents[1] / "tours" / "tiny"


class Listener:
    """A person with a phone: a browser context, and what went wrong in it."""

    def __init__(self, browser: Browser, url: str, *, locale: str, script: bool = True) -> None:
        """Open a phone of 360 px in that locale; without script where `script` is false."""
        self.url = url
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport=PHONE, locale=locale, java_script_enabled=script, has_touch=True, is_mobile=True
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.url + path)
        return self.page

    def play(self) -> None:
        """Tap play and wait until sound advances."""
        self.page.locator("[data-action=play]:visible").first.tap()
        self.hear(0.2)

    def hear(self, seconds: float) -> None:
        """Wait until the sound has come past this time."""
        self.page.wait_for_function("t => document.querySelector('audio').currentTime > t", arg=seconds)

    def time(self) -> float:
        """Where the sound is, in seconds."""
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def paused(self) -> bool:
        """Whether the sound stands still."""
        return bool(self.page.evaluate("document.querySelector('audio').paused"))


@pytest.fixture
def visit(browser: Browser) -> Iterator[object]:
    """Opens phones; at the end none of them may have met an error, a cookie or a foreign host."""
    phones: list[Listener] = []

    def opened(site: Site, *, locale: str = "en-GB", script: bool = True) -> Listener:
        phones.append(Listener(browser, site.url, locale=locale, script=script))
        return phones[-1]

    yield opened
    for phone in phones:
        assert phone.faults == []
        assert phone.context.cookies() == []
        assert [url for url in phone.asked if not url.startswith((phone.url, "data:", "blob:"))] == []
        phone.context.close()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The tiny tour (Arabic, English) published and running; English is spoken by the embedded voice."""
    site = Site(tmp_path_factory.mktemp("tiny"), extra={"WAYSIDE_LANGUAGES": "ar en fr"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(TINY))
    site.manage("narrate", "old-mill")
    site.manage("publish", "old-mill")
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def pailin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The first tour, published and running: all of English is spoken, one stop in French and Khmer.

    Khmer is spoken by the real gTTS code and a stand-in of its service.
    """
    folder = tmp_path_factory.mktemp("pailin")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    with Service(authority) as service:
        site = Site(
            folder,
            extra={
                "WAYSIDE_GTTS": "on",
                "WAYSIDE_GTTS_PAUSE": "0",
                "HTTPS_PROXY": service.proxy,
                "REQUESTS_CA_BUNDLE": str(folder / "ca.pem"),
            },
        )
        site.media.mkdir()
        site.manage("migrate", "--verbosity", "0")
        site.manage("load", "seeds/battle-of-pailin")
        site.manage("publish", "battle-of-pailin")
        site.speak("battle-of-pailin", "km", "a-town-of-stones")
        site.extra["WAYSIDE_GTTS"] = "off"
        site.speak("battle-of-pailin", "fr", "a-town-of-stones")
        site.manage("narrate", "battle-of-pailin", "--language", "en")
        site.start()
        yield site
        site.stop()


@pytest.fixture
def over(tiny: Site) -> Iterator[Line]:
    """A line to the tiny site that can be made bad."""
    with line(tiny.url) as wishes:
        yield wishes


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens addresses on one phone, each in a page of its own; a `script` runs there before any other."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")

    def opened(url: str, script: str = "") -> Page:
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(url)
        return page

    yield opened
    context.close()
