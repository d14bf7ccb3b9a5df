"""A tour that is not about Pailin, told from right to left."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Listener
from tests.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]


def test_an_arabic_reader_reads_from_right_to_left_and_is_told_that_the_sound_is_missing(
    tiny: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(tiny, locale="ar-EG")
    page = phone.open("/")
    page.wait_for_url("**/ar/")
    page.locator("main a[href*=old-mill]").first.tap()
    page.wait_for_url("**/ar/old-mill/")
    page.locator("ol a").first.tap()
    page.wait_for_selector("h1")
    assert page.locator("html").get_attribute("dir") == "rtl"
    plate, title = page.locator(".plate").bounding_box(), page.locator("h1").bounding_box()
    assert plate is not None
    assert title is not None
    assert plate["x"] > title["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("audio source").count() == 0
    assert page.locator(".words p.second").first.is_visible()


def test_a_language_the_tour_lacks_is_answered_with_those_it_has(tiny: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(tiny, locale="fr-FR")
    answer = phone.page.goto(f"{tiny.url}/fr/old-mill/")
    assert answer is not None
    assert answer.status == 404
    assert {"العربية", "English"} <= {text.strip() for text in phone.page.locator("main a").all_text_contents()}
    phone.faults.clear()  # the browser reports the 404 itself
