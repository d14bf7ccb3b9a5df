"""Somebody writes while their log-in changes under them, in a real browser: nothing typed is lost."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.curator.forms import stored
from tests.desk import log_in
from tour.models import EditDraft, Stop

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEPT = "Not saved yet. What you typed is kept aside for you."


def typing(page: Page, stop: Stop) -> None:
    page.goto(f"/admin/tour/stop/{stop.pk}/change/?language=th")
    page.get_by_label("Title").fill("ท่าเรือใหม่")


def log_out_elsewhere(page: Page) -> Page:
    other = page.context.new_page()
    other.goto("/admin/")
    other.locator("#account summary").click()
    other.locator("#logout-form button").click()
    other.wait_for_url("**/admin/logout/")
    return other


def log_in_at(page: Page) -> None:
    page.goto("/admin/login/?next=/admin/")
    log_in(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_who_is_logged_out_is_told_so_and_after_a_new_log_in_all_is_kept_and_saved(
    page: Page, ferry: Stop, told: dict[str, Any]
) -> None:
    typing(page, ferry)
    other = log_out_elsewhere(page)
    page.get_by_label("Place").fill("ริมน้ำ")
    out = page.locator("#draft-logged-out")
    expect(out).to_contain_text("You are logged out. Log in again in a new tab, then save here.", timeout=30_000)
    expect(page.locator("#draft")).not_to_contain_text("does not answer")
    with page.context.expect_page() as opened:
        out.get_by_role("link").click()
    other.close()
    log_in(opened.value)
    # The next try, with the token of the new log-in: the tab is looked at again.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#draft")).to_have_text(KEPT, timeout=30_000)
    expect(out).to_be_hidden()
    assert EditDraft.objects.get().fields["place_th"] == ["ริมน้ำ"]
    save(page)
    expect(page.locator(".success")).to_be_visible()
    assert stored(Stop, "title_th", "place_th") == ("ท่าเรือใหม่", "ริมน้ำ")


def test_after_another_log_in_saving_works_at_once(page: Page, ferry: Stop, told: dict[str, Any]) -> None:
    typing(page, ferry)
    log_in_at(log_out_elsewhere(page))
    save(page)
    expect(page.locator(".success")).to_be_visible()
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)


@pytest.mark.parametrize("script", [True, False])
def test_what_is_saved_without_a_session_waits_for_the_log_in_and_is_sent_again(
    page: Page, ferry: Stop, told: dict[str, Any], script: bool
) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(
        java_script_enabled=script,
        storage_state=page.context.storage_state(),
        base_url=page.url.partition("/admin/")[0],
        locale="en-GB",
        viewport={"width": 360, "height": 740},
    )
    writing = context.new_page()
    typing(writing, ferry)
    context.clear_cookies(name="sessionid")
    save(writing)
    expect(writing.get_by_text("You are logged out. Nothing you wrote is lost")).to_be_visible()
    assert writing.evaluate("document.documentElement.scrollWidth") <= 360
    with context.expect_page() as opened:
        writing.get_by_role("link", name="Log in again in a new tab").click()
    log_in(opened.value)
    writing.get_by_role("button", name="Send it again").click()
    if not script:
        # Without a script the page still has the token of before the log-in; the next one has the new.
        expect(writing.get_by_text("You have logged in again")).to_be_visible()
        writing.get_by_role("button", name="Send it again").click()
    expect(writing.locator(".success")).to_be_visible()
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)
    context.close()
