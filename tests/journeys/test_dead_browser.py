"""A browser that dies while somebody types: what was typed is there when they come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.desk import log_in
from tests.engines.engine import Child
from tour import narration
from tour.curator.words import drafts
from tour.models import EditDraft, Stop, Tour

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEPT = "Not saved yet. What you typed is kept aside for you."
PASSWORD = "look-at-the-river"


@pytest.fixture
def ferry(monkeypatch: pytest.MonkeyPatch) -> Stop:
    monkeypatch.setattr(narration, "find", lambda asked, *_: [narration.Silence.WAITING for _one in asked])
    User.objects.create_superuser("dara", password=PASSWORD)
    words: dict[str, Any] = {"title_en": "The ferry", "text_en": "It crossed here.", "title_th": "ท่าเรือ"}
    tour = Tour.objects.create(slug="river", languages=["en", "th"])
    return Stop.objects.create(tour=tour, slug="ferry", number=3, position=1, **words)


@contextmanager
def opened(browser: Browser, profile: Path, url: str) -> Iterator[tuple[Page, Child]]:
    """The distribution's Chromium on a profile that lasts, as a process of ours that can be killed."""
    child = Child(
        ["chromium", "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", *CHROMIUM,
         "--no-default-browser-check", "--disable-default-apps", "about:blank"]
    )  # fmt: skip
    try:
        over = browser.browser_type.connect_over_cdp(child.says(r"listening on (ws://\S+)"))
        page = over.contexts[0].pages[0]
        page.goto(url)
        if page.get_by_label("Username").count():
            log_in(page, "dara", PASSWORD)
        yield page, child
    finally:
        child.kill()


def test_what_was_typed_outlives_a_browser_that_is_killed(
    browser: Browser, live_server: LiveServer, ferry: Stop, tmp_path: Path
) -> None:
    url = f"{live_server.url}/admin/tour/stop/{ferry.pk}/change/?language=th"
    with opened(browser, tmp_path / "profile", url) as (page, child):
        page.get_by_label("Text").press_sequentially("เรือข้ามที่นี่")
        expect(page.locator("#draft")).to_have_text(KEPT)
        page.get_by_label("Text").press_sequentially(" ผู้")
        child.kill()
    with opened(browser, tmp_path / "profile", url) as (page, _child):
        expect(page.get_by_label("Text")).to_have_value("")
        page.get_by_role("link", name="Show it").click()
        assert page.get_by_label("Text").input_value().startswith("เรือข้ามที่นี่")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("link", name="Show it")).to_have_count(0)
    row: Any = Stop.objects.get()
    assert row.text_th.startswith("เรือข้ามที่นี่")
    assert not EditDraft.objects.exists()


def test_control_without_the_module_what_was_typed_dies_with_the_browser(
    browser: Browser, live_server: LiveServer, ferry: Stop, tmp_path: Path
) -> None:
    url = f"{live_server.url}/admin/tour/stop/{ferry.pk}/change/?language=th"
    with opened(browser, tmp_path / "profile", url) as (page, child):
        page.route("**/aside.js", lambda route: route.abort())
        page.reload()
        page.get_by_label("Text").press_sequentially("เรือข้ามที่นี่")
        child.kill()
    with opened(browser, tmp_path / "profile", url) as (page, _child):
        expect(page.get_by_label("Text")).to_have_value("")
        expect(page.get_by_role("link", name="Show it")).to_have_count(0)


def test_a_server_that_does_not_answer_is_told_quietly_and_asked_again(
    browser: Browser, live_server: LiveServer, ferry: Stop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise OSError("no space left")

    url = f"{live_server.url}/admin/tour/stop/{ferry.pk}/change/?language=th"
    with opened(browser, tmp_path / "profile", url) as (page, _child):
        with monkeypatch.context() as broken:
            broken.setattr(drafts, "_keep", fail)
            page.get_by_label("Text").press_sequentially("เรือ")
            expect(page.locator("#draft")).to_contain_text("Not saved aside", timeout=30_000)
        page.get_by_label("Text").press_sequentially("ข้าม")
        expect(page.locator("#draft")).to_have_text(KEPT, timeout=30_000)
