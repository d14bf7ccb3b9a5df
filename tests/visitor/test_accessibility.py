"""What axe-core, a ruler and a magnifier find on every kind of page: nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.visitor import axe, editions, every_page, sounding
from tests.visitor.serving import serving

pytestmark = pytest.mark.journey

Shown = Callable[[str, str], Page]
WIDTHS = (320, 360, 1280)
LEAST_PX = 44
OPEN_ALL = "for (const closed of document.querySelectorAll('details')) closed.open = true"
# Whatever can be pressed, but for sentences and links in the run of a text.
SMALL = """(least) => [...document.querySelectorAll("a, button, input, summary")].flatMap((element) => {
    const { width, height } = element.getBoundingClientRect();
    const seen = element.checkVisibility() && width > 1;
    const small = seen && (width < least || height < least);
    return small ? [`${element.outerHTML.slice(0, 120)} ${width} x ${height}`] : [];
})"""
COVERED = """() => {
    const bar = document.querySelector(".bar").getBoundingClientRect().top;
    scrollTo(0, document.documentElement.scrollHeight);
    return document.querySelector("main").lastElementChild.getBoundingClientRect().bottom - bar;
}"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, track: sounding.Track) -> Iterator[str]:
    """The address of a server over every kind of page."""
    media, folder = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", media)
        every_page.build(folder, media, sounding.stored(track, media))
    with serving(folder) as (address, _):
        yield address


@pytest.fixture
def shown(browser: Browser, everything: str) -> Iterator[Shown]:
    """Opens a kind of page in a language, with all that folds unfolded and a sentence marked."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()

    def show(language: str, kind: str) -> Page:
        page.goto(f"{everything}/{language}/{kind}")
        page.evaluate(OPEN_ALL)
        page.evaluate("document.querySelector('[data-start]')?.setAttribute('aria-current', 'true')")
        return page

    yield show
    context.close()


@pytest.mark.parametrize("language", editions.LANGUAGES)
@pytest.mark.parametrize("kind", every_page.KINDS)
def test_axe_finds_nothing(shown: Shown, language: str, kind: str) -> None:
    page = shown(language, kind)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme="light")
        found[width, "light"] = axe.violations(page)
        page.emulate_media(color_scheme="dark")
        found[width, "dark"] = axe.violations(page, axe.OF_COLOUR)
    assert {where: what for where, what in found.items() if what} == {}


def test_axe_finds_what_is_wrong(shown: Shown) -> None:
    page = shown("en", "pailin/sound/")
    page.evaluate("document.documentElement.lang = ''; document.querySelector('.second').style.color = '#bbb'")
    assert {line.partition(":")[0] for line in axe.violations(page)} >= {"html-has-lang", "color-contrast"}


@pytest.mark.parametrize("language", editions.LANGUAGES)
def test_whatever_can_be_pressed_is_as_large_as_a_finger(shown: Shown, language: str) -> None:
    small = []
    for kind in every_page.KINDS:
        page = shown(language, kind)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 740})
            small += page.evaluate(SMALL, LEAST_PX)
    assert small == []


@pytest.mark.parametrize("language", editions.LANGUAGES)
def test_nothing_hangs_over_the_side_at_any_width_or_text_size(shown: Shown, language: str) -> None:
    wide = []
    for kind in every_page.KINDS:
        page = shown(language, kind)
        for width in WIDTHS:
            for size in ("100%", "200%"):
                page.set_viewport_size({"width": width, "height": 740})
                page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
                reach = page.evaluate("document.documentElement.scrollWidth")
                wide += [(kind, width, size, reach)] if reach > width else []
    assert wide == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_the_player_never_covers_the_end_of_the_page(shown: Shown, size: str) -> None:
    page = shown("en", "pailin/sound/")
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
    assert page.evaluate(COVERED) <= 0


def test_the_sources_have_a_page_that_is_reached_and_left_by_ordinary_links(shown: Shown) -> None:
    page = shown("en", "pailin/sourced/")
    page.evaluate("document.querySelector('audio').mark = 1")
    page.get_by_role("link", name="Sources and doubts").click()
    page.wait_for_url("**/pailin/sourced/sources/")
    assert page.locator(".claims > li").count() == 2
    page.get_by_role("link", name="4 A Town of Stones 4").click()
    page.wait_for_url("**/pailin/sourced/")
    assert page.evaluate("document.querySelector('audio').mark") is None
