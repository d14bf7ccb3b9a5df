"""What a visitor's phone tells the desk: listening once there is a network, mistakes, and nothing else."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import TINY, Listener
from tests.journeys.counted import OUTBOX, heard, holds, kept, rows
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]

STOP = "/en/old-mill/the-mill/"
Visit = Callable[..., Listener]


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own, because it is stopped and started."""
    site = Site(tmp_path_factory.mktemp("feedback"), extra={"WAYSIDE_LANGUAGES": "ar en fr"})
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(TINY))
    site.manage("narrate", "old-mill")
    site.manage("publish", "old-mill")
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def _running(mill: Site) -> None:
    """The server runs, and its tables know of no visitor."""
    rows(mill, "DELETE FROM tour_heard")
    rows(mill, "DELETE FROM tour_mistake")
    if not mill.web:
        mill.start()


@pytest.fixture
def posts() -> list[Request]:
    return []


@pytest.fixture
def phone(mill: Site, visit: Visit, posts: list[Request]) -> Listener:
    listener = visit(mill)
    listener.page.set_default_timeout(8000)
    listener.page.on("request", lambda asked: posts.append(asked) if asked.method == "POST" else None)
    return listener


def listened(page: Page) -> None:
    """Wait until a listen is kept on the phone (three seconds of sound)."""
    holds(page, "listening")


def arrives(phone: Listener, to: str) -> Any:
    return phone.page.expect_response(lambda answer: answer.url.endswith(f"/feedback/{to}") and answer.status == 204)


def only_faults_of_a_dead_server(phone: Listener) -> None:
    assert all("Failed to load resource" in fault for fault in phone.faults), phone.faults
    phone.faults.clear()


def test_a_listen_is_counted_once_with_the_sentence_where_it_was_left(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    phone.play()
    listened(page)
    with arrives(phone, "heard"):
        page.locator("[data-action=next]").last.tap()
    [(stop, language, plays, ends, left)] = heard(mill)
    assert (stop, language, plays, ends) == ("the-mill", "en", 1, 0)
    assert sum(json.loads(left).values()) == 1


def test_a_listen_to_the_end_is_an_end(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    phone.play()
    listened(page)
    with arrives(phone, "heard"):
        page.evaluate("const a = document.querySelector('audio'); a.currentTime = a.duration - .5")
    assert heard(mill) == [("the-mill", "en", 1, 1, "{}")]


def test_a_few_seconds_of_looking_around_count_for_nothing(mill: Site, phone: Listener, posts: list[Request]) -> None:
    page = phone.open(STOP)
    phone.play()
    page.locator("[data-action=pause]:visible").tap()
    page.locator("[data-action=next]").last.tap()
    page.wait_for_url("**/the-garden/")
    page.wait_for_selector("[data-action=mistake]")
    assert page.evaluate(OUTBOX) == []
    assert posts == []


def test_left_while_the_server_is_off_and_counted_once_when_it_is_back(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    phone.play()
    listened(page)
    until(page, "navigator.mediaSession.metadata")
    mill.stop()
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/feedback/heard")):
        page.evaluate("const a = document.querySelector('audio'); a.currentTime = a.buffered.end(0) - .5")
    assert heard(mill) == []
    mill.start()
    with arrives(phone, "heard"):
        page.goto(mill.url + STOP)
    only_faults_of_a_dead_server(phone)
    assert [row[:4] for row in heard(mill)] == [("the-mill", "en", 1, 1)]
    page.goto(mill.url + "/en/old-mill/the-garden/")
    page.wait_for_selector("[data-action=mistake]")
    assert page.evaluate(OUTBOX) == []
    assert [row[:4] for row in heard(mill)] == [("the-mill", "en", 1, 1)]


def test_a_page_that_never_came_back_is_counted_from_the_tours_page(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    phone.play()
    listened(page)
    with arrives(phone, "heard"):
        page.goto(mill.url + "/en/old-mill/")
    assert [row[:4] for row in heard(mill)] == [("the-mill", "en", 1, 0)]


@pytest.mark.parametrize("asked", ["globalPrivacyControl', {get: () => true", "doNotTrack', {get: () => '1'"])
def test_who_asks_not_to_be_counted_is_not_and_may_still_report(
    mill: Site, phone: Listener, posts: list[Request], asked: str
) -> None:
    phone.page.add_init_script(f"Object.defineProperty(Navigator.prototype, '{asked}, configurable: true}})")
    page = phone.open(STOP)
    phone.play()
    phone.hear(3.6)
    page.locator("[data-action=next]").last.tap()
    page.wait_for_url("**/the-garden/")
    page.wait_for_selector("[data-action=mistake]")
    assert page.evaluate(OUTBOX) == []
    assert posts == []
    page.locator("[data-action=mistake]").tap()
    page.get_by_label("What is wrong?").fill("The gate is green.")
    with arrives(phone, "mistake"):
        page.get_by_role("button", name="Send to the curators").tap()
    assert heard(mill) == []
    assert rows(mill, "SELECT note FROM tour_mistake") == [("The gate is green.",)]


def test_a_mistake_reported_offline_is_thanked_for_kept_and_sent_after(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    page.wait_for_selector("[data-action=mistake]")
    # What the form needs has been fetched with the page's other parts, or by the worker; here once by hand.
    page.locator("[data-action=mistake]").tap()
    until(page, "document.activeElement.name === 'note'")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.dataset.action === 'mistake'")
    mill.stop()
    page.locator("[data-action=mistake]").tap()
    page.get_by_label("In which sentence?").select_option("1")
    quoted = page.locator("read-along p > span").nth(1).inner_text()
    assert page.locator("dialog blockquote").inner_text() == quoted
    page.get_by_role("button", name="Send to the curators").tap()
    expect(page.get_by_text("Please write what is wrong.")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "note"
    page.get_by_label("What is wrong?").fill("It has two wheels.")
    with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/feedback/mistake")):
        page.get_by_role("button", name="Send to the curators").tap()
    expect(page.get_by_text("It will be sent when there is a network.")).to_be_visible()
    assert len(kept(page, "mistake")) == 1
    page.get_by_role("button", name="Back to the stop").tap()
    mill.start()
    with arrives(phone, "mistake"):
        page.reload()
    only_faults_of_a_dead_server(phone)
    found = rows(mill, "SELECT language, sentence, words, note, state, page_key FROM tour_mistake")
    key = page.get_attribute("html", "data-key")
    assert found == [("en", 1, quoted, "It has two wheels.", "open", key)]


def test_the_sentence_in_hand_is_quoted_and_thanks_are_said(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    page.wait_for_selector("[data-start][tabindex]")
    page.locator("[data-start]").nth(2).tap()
    until(page, "document.querySelectorAll('[data-start]')[2].hasAttribute('aria-current')")
    page.locator("[data-action=pause]:visible").tap()
    page.locator("[data-action=mistake]").tap()
    assert page.locator("dialog blockquote").inner_text() == page.locator("[data-start]").nth(2).inner_text()
    page.get_by_label("What is wrong?").fill("No.")
    with arrives(phone, "mistake"):
        page.get_by_role("button", name="Send to the curators").tap()
    page.get_by_text("Thank you. The curators have your report.").wait_for()


def test_what_the_site_refuses_is_not_thanked_for_and_the_words_come_back(mill: Site, phone: Listener) -> None:
    page = phone.open(STOP)
    page.locator("[data-action=mistake]").tap()
    note = page.get_by_label("What is wrong?")
    # The site's idea of a blank is wider than the browser's.
    note.fill("\x1c")
    with page.expect_response(lambda answer: answer.url.endswith("/feedback/mistake") and answer.status == 400):
        page.get_by_role("button", name="Send to the curators").tap()
    expect(page.get_by_text("The site did not take your report.")).to_be_visible()
    expect(page.get_by_role("button", name="Back to the stop")).not_to_be_visible()
    only_faults_of_a_dead_server(phone)
    note.fill("The gate is green.")
    with arrives(phone, "mistake"):
        page.get_by_role("button", name="Send to the curators").tap()
    expect(page.get_by_text("Thank you. The curators have your report.")).to_be_visible()
    assert rows(mill, "SELECT note FROM tour_mistake") == [("The gate is green.",)]


def test_the_log_of_all_requests_shows_no_cookie_no_coordinate_and_nobody(
    mill: Site, phone: Listener, posts: list[Request]
) -> None:
    page = phone.open(STOP)
    phone.play()
    listened(page)
    with arrives(phone, "heard"):
        page.locator("[data-action=next]").last.tap()
    page.locator("[data-action=mistake]").tap()
    page.get_by_label("What is wrong?").fill("x")
    with arrives(phone, "mistake"):
        page.get_by_role("button", name="Send to the curators").tap()
    bodies = [json.loads(asked.post_data or "") for asked in posts]
    assert [sorted(body) for body in bodies] == [
        ["heard"],
        ["key", "language", "note", "sentence", "stop", "tour", "words"],
    ]
    [row] = bodies[0]["heard"]
    assert sorted(row) == ["day", "ends", "language", "left", "plays", "stop", "tour"]
    assert len(row["day"]) == len("2026-11-25")
    for asked in posts:
        headers = asked.all_headers()
        assert not {"cookie", "authorization", "referer"} & set(headers)
        answer = asked.response()
        assert answer is not None
        assert "set-cookie" not in answer.all_headers()


def test_without_script_there_is_no_form_and_no_counting(mill: Site, visit: Visit) -> None:
    phone = visit(mill, script=False)
    page = phone.open(STOP)
    assert page.locator("[data-action=mistake], dialog").count() == 0
