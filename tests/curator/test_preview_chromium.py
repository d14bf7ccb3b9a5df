"""A preview in a real browser: walked through like the visitor's own page, and nothing is left behind."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.visitor.axe import violations
from tour.curator.releases import preview_pages
from tour.models import Stop

FRAME = "/admin/tour/river/preview/"
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]


class Desk:
    """A curator's browser, logged in; what the console says is an error, and every request."""

    def __init__(self, context: BrowserContext) -> None:
        """Open a page."""
        self.context = context
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.asked: list[tuple[str, str]] = []
        # The live word on safety is the front's, which does not stand before this server.
        self.page.on(
            "console",
            lambda said: (
                self.faults.append(said.text)
                if said.type == "error" and not said.location["url"].endswith("/notices.json")
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append((request.method, request.url)))

    def open(self, query: str) -> None:
        """Go to the frame and wait until all of it has come."""
        self.page.goto(FRAME + query, wait_until="networkidle")

    def kept(self) -> list[Any]:
        """What the browser keeps for this site: databases, caches, workers."""
        found: list[Any] = self.page.evaluate(
            "(async () => [...await indexedDB.databases(), ...await caches.keys(),"
            " ...await navigator.serviceWorker.getRegistrations()].map(({ name }) => name ?? 'kept'))()"
        )
        return found


@pytest.fixture(params=[1280, 360])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def desk_at(browser: Browser, live_server: LiveServer, curator: User, width: int) -> Iterator[Desk]:
    client = Client()
    client.force_login(curator)
    context = browser.new_context(
        viewport={"width": width, "height": 740}, locale="en-GB", base_url=live_server.url, reduced_motion="reduce"
    )
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": f"{live_server.url}/admin/"}])
    yield Desk(context)
    context.close()


def test_one_walks_inside_the_preview_and_leaves_no_trace(
    desk_at: Desk, ferry: Stop, market: Stop, width: int
) -> None:
    before = {cookie["name"] for cookie in desk_at.context.cookies()}
    desk_at.open("?stop=ferry&language=en")
    inside = desk_at.page.frame_locator("#preview-frame")
    assert inside.locator("h1").inner_text() == "The ferry"
    inside.locator("[data-action=next]").click()
    inside.get_by_role("heading", name="The market").wait_for()
    # Another language of the stop that one walked to, not of the one that was opened.
    desk_at.page.get_by_label("Language").select_option("th")
    desk_at.page.get_by_role("button", name="Show").click()
    desk_at.page.wait_for_load_state("networkidle")
    assert "/site/th/river/market/" in desk_at.page.frames[1].url
    inside.get_by_role("link", name="จุดทั้งหมด").or_(inside.get_by_role("link", name="All stops")).click()
    inside.locator("ol.way").first.wait_for()
    desk_at.page.wait_for_load_state("networkidle")
    assert desk_at.faults == []
    assert desk_at.kept() == []
    assert {method for method, _ in desk_at.asked} == {"GET"}
    assert {cookie["name"] for cookie in desk_at.context.cookies()} == before
    assert [url for _, url in desk_at.asked if "/feedback/" in url or url.endswith(("sw.js", "pack.json"))] == []
    assert desk_at.page.evaluate("document.documentElement.scrollWidth") <= width


def test_control_without_the_modules_that_forget_the_browser_keeps_something(
    desk_at: Desk, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_pages, "stand_ins", dict)
    desk_at.open("?language=en")
    desk_at.page.wait_for_load_state("networkidle")
    assert "wayside" in desk_at.kept()


def test_the_frame_is_accessible(desk_at: Desk, ferry: Stop, market: Stop) -> None:
    for query in ("?stop=ferry&language=th", "?language=en", "?size=kiosk"):
        desk_at.open(query)
        assert violations(desk_at.page) == []
    assert desk_at.faults == []


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_the_kiosk_tells_the_unpublished_tour(desk_at: Desk, ferry: Stop, market: Stop) -> None:
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.\n\nPeople waited.")
    desk_at.open("?size=kiosk&language=en")
    inside = desk_at.page.frame_locator("#preview-frame")
    inside.locator("[data-action=begin]").click()
    inside.locator("[data-action=choose]").first.click()
    inside.get_by_role("button", name="The ferry").click()
    inside.get_by_text("It crossed here until 1998.").wait_for()
    assert desk_at.page.evaluate("document.getElementById('preview-frame').clientWidth") == 1080
    assert desk_at.faults == []
    assert desk_at.kept() == []
    assert {method for method, _ in desk_at.asked} == {"GET"}


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_the_kiosk_opens_the_stop_that_was_being_worked_on_in_the_language_previewed(
    desk_at: Desk, ferry: Stop, market: Stop
) -> None:
    desk_at.open("?stop=ferry&language=th")
    desk_at.page.get_by_role("button", name="Kiosk").click()
    inside = desk_at.page.frame_locator("#preview-frame")
    expect(inside.locator("#stop [data-part=title]")).to_be_visible()
    expect(inside.locator("#stop [data-part=number]")).to_have_text(str(ferry.number))
    assert inside.locator("#stop").evaluate("(stop) => stop.closest('html').lang") == "th"
    # From there on it is as in a room.
    inside.locator("#stop [data-action=stops]").click()
    inside.get_by_role("button").filter(has_text=str(market.number)).first.wait_for()
    # A tour's own preview begins with the invitation.
    desk_at.open("?size=kiosk&language=th")
    expect(inside.locator("#attract")).to_be_visible()
    expect(inside.locator("#stop")).to_be_hidden()
    assert desk_at.faults == []
