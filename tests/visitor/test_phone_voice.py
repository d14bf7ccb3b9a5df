"""The phone's own voice on a stop without sound. Chromium here has no voices, so these are given to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.visitor.axe import violations
from tests.visitor.serving import serving, write
from tests.visitor.waiting import until
from tour import visitor
from tour.edition import Edition

pytestmark = pytest.mark.journey

Opened = Callable[..., Page]
# A voice that ends a sentence when the test says so: `said` holds what was spoken, `finish()` ends the last.
VOICES = """
    globalThis.said = [];
    globalThis.finish = () => said.at(-1).onend();
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const voices = Object.assign(new EventTarget(), {
        getVoices: () => [%s],
        speak: (one) => { said.push(one); setTimeout(() => one.onstart()); },
        cancel: () => { said.at(-1)?.onend(); globalThis.cut = (globalThis.cut ?? 0) + 1; },
    });
    Object.defineProperty(globalThis, "speechSynthesis", { value: voices });
"""
ENGLISH = "{ name: 'Amy', lang: 'en_GB', localService: true, default: true }"
SPANS = "document.querySelectorAll('read-along span')"


@pytest.fixture
def address(silent: Edition, tmp_path: Path) -> Iterator[str]:
    write(visitor.jobs(silent), tmp_path / "site", Path(settings.MEDIA_ROOT))
    with serving(tmp_path / "site") as (at, _):
        yield at


def _silent(opened: Opened, address: str, voice: str = ENGLISH) -> Page:
    page = opened("about:blank")
    page.add_init_script(VOICES % voice)
    page.goto(address + "/en/pailin/second/")
    return page


def test_it_reads_sentence_by_sentence_named_as_the_phones_own(opened: Opened, address: str) -> None:
    page = _silent(opened, address)
    page.click("phone-voice [data-action=read]")
    until(page, f"{SPANS}[0].hasAttribute('aria-current')")
    assert "Amy" in page.inner_text("phone-voice")
    page.evaluate("finish()")
    until(page, f"{SPANS}[1].hasAttribute('aria-current') && said.length === 2")
    page.click("phone-voice [data-action=hush]")
    page.click("phone-voice [data-action=read]")
    again = ["Guidebooks place it about 80 kilometres from the city."] * 2
    assert page.evaluate("said.map(({ text }) => text)")[1:] == again
    page.locator("read-along span").nth(4).click()
    assert page.evaluate("said.at(-1).text") == "Most easy stones are gone."
    page.click("phone-voice [data-action=read-next]")
    page.click("phone-voice [data-action=read-speed]")
    assert page.evaluate("[said.at(-1).text, said.at(-1).rate]") == ["Today people live here together.", 1.25]
    assert violations(page) == []
    page.evaluate("finish()")
    assert page.locator("read-along [aria-current]").count() == 0


def test_it_falls_silent_when_one_walks_on(opened: Opened, address: str) -> None:
    page = _silent(opened, address)
    page.click("phone-voice [data-action=read]")
    page.click("[data-action=next]")
    until(page, "document.documentElement.dataset.stop === 'third' && cut >= 1")
    assert page.locator("phone-voice").count() == 0
    assert page.evaluate("said.length") == 1


NONE_CAME = """async () => {
    speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
THAI = "{ name: 'Kanya', lang: 'th-TH', localService: true }"
FAR = "{ name: 'Far', lang: 'en-GB', localService: false }"


@pytest.mark.parametrize("voice", ["", THAI, FAR])
def test_no_voice_of_the_language_on_the_phone_no_offer(opened: Opened, address: str, voice: str) -> None:
    page = _silent(opened, address, voice)
    until(page, "navigator.mediaSession.metadata")
    page.evaluate(NONE_CAME)
    assert page.locator("phone-voice").count() == 0


def test_a_browser_without_voices_offers_none(opened: Opened, address: str) -> None:
    page = opened(address + "/en/pailin/second/")
    until(page, "navigator.mediaSession.metadata")
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    page.evaluate(NONE_CAME)
    assert page.locator("phone-voice").count() == 0
