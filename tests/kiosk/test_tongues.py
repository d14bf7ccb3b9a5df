"""Words for which the visitor's language has none are said, and shaped, as those of the source that they are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.kiosk.screen import press, to_stops

pytestmark = pytest.mark.xdist_group("kiosk")


def test_a_warning_in_the_source_language_says_so_and_the_next_stop_s_does_not(screen: Callable[..., Page]) -> None:
    page = screen()
    to_stops(page)
    advisory = page.locator("#stops [data-part=advisory] p")
    assert (advisory.get_attribute("lang"), advisory.get_attribute("dir")) == ("ar", "auto")
    assert page.locator("#stops [data-part=tour]").get_attribute("lang") is None
    press(page, "open", index="2")
    warning = page.locator("#stop [data-part=safety] p")
    expect(warning).to_have_text("الماء عميق.")
    assert (warning.get_attribute("lang"), warning.get_attribute("dir")) == ("ar", "auto")
    assert page.locator("#stop [data-part=place]").get_attribute("lang") is None
    press(page, "stops")
    press(page, "open", index="0")
    expect(warning).to_have_text("The stones beside the wheel are slippery.")
    assert (warning.get_attribute("lang"), warning.get_attribute("dir")) == (None, None)
