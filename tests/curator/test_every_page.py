"""Every page of the desk in a real browser, at the width of a phone: no barrier that axe finds, nothing cut off."""

import pytest
from playwright.sync_api import Page

from tests.curator.test_rights import WHO, address, rows, world
from tests.visitor.axe import violations

__all__ = ["world"]

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.timeout(300)]
# Not pages: files, and a preview's own pages, which are the visitors'.
FILES = (".zip", ".json", ".csv", "jsi18n/", "<path:path>", "<slug:kind>")


def pages() -> list[str]:
    """The routes that answer an administrator of everything with a page."""
    place = WHO.index("superuser")
    found = [route for route, method, expected in rows() if method == "GET" and expected[place] == "200"]
    return [route for route in found if not route.endswith(FILES)]


def test_no_page_has_a_barrier_or_is_wider_than_a_phone(page: Page, world: dict[str, int]) -> None:
    # Its own page: axe asks for style sheets once more, at addresses that are not there.
    page = page.context.new_page()
    # As high as the longest of them: the bar of buttons that stays in view then covers nothing.
    page.set_viewport_size({"width": 360, "height": 6000})
    found = {}
    for route in pages():
        where = address(route, world)
        answer = page.goto(where)
        assert answer
        assert answer.status == 200, where
        page.evaluate("document.querySelectorAll('#content-main details').forEach((one) => { one.open = true; })")
        width = page.evaluate("document.documentElement.scrollWidth")
        faults = [*violations(page), *([f"{width} wide"] if width > 360 else [])]
        if faults:
            found[where] = faults
    assert found == {}
