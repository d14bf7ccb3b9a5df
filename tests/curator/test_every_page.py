"""Every page of the desk in a real browser, at the width of a small phone: no barrier that axe finds, nothing cut off.

In light and dark, and in Khmer, whose words are the shortest and whose lines the highest.
"""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.curator.test_rights import WHO, address, rows, world
from tests.desk import log_in
from tests.visitor.axe import violations

__all__ = ["world"]

pytestmark = [pytest.mark.xdist_group("desk"), pytest.mark.timeout(300)]
# The width below which nobody need scroll sideways (figures: 320 px and 200 %).
WIDTH = 320
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
    assert faults(page, world, WIDTH) == {}


@pytest.mark.usefixtures("curator")
def test_nor_has_any_in_khmer_or_in_the_dark(browser: Browser, live_server: LiveServer, world: dict[str, int]) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 6000}, locale="km", color_scheme="dark", base_url=live_server.url
    )
    page = context.new_page()
    page.goto("/admin/login/")
    log_in(page)
    assert faults(page, world, 1280) == {}
    context.close()


def faults(page: Page, world: dict[str, int], width: int) -> dict[str, list[str]]:
    """What is wrong on each page of the desk at this width: what axe finds, and a page that is wider."""
    # As high as the longest of them: the bar of buttons that stays in view then covers nothing.
    page.set_viewport_size({"width": width, "height": 6000})
    found = {}
    for route in pages():
        where = address(route, world)
        answer = page.goto(where)
        assert answer
        assert answer.status == 200, where
        page.evaluate("document.querySelectorAll('#content-main details').forEach((one) => { one.open = true; })")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wrong := [*violations(page), *([f"{wide} wide"] if wide > width else [])]:
            found[where] = wrong
    return found
