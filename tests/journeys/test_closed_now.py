"""A stop is closed at the desk: phones with the page open see it, without a release, and keep it without a network."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.conftest import Listener
from tests.site import Site
from tests.visitor.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(400)]

STOP = "/en/old-mill/the-mill/"
TELL = """
from django.utils import timezone
from tour import publishing
from tour.models import Notice, Stop
Notice.objects.filter(ended_at=None).update(ended_at=timezone.now())
stop = Stop.objects.select_related("tour").get(slug="the-mill")
if "{words}":
    Notice.objects.create(tour=stop.tour, stop=stop, closes=True, text_en="{words}")
publishing.renew_notices()
"""
# What a phone does when its owner looks at it again.
BACK = "document.dispatchEvent(new Event('visibilitychange'))"
RELEASES = "from tour.models import Release; print(Release.objects.count())"
PORTAL = {"status": 200, "content_type": "text/html", "body": "<h1>Log in to the Wi-Fi</h1>"}
LOST_FILE = '{"schema": 1, "made": "", "tours": {}}'
NOT_HERE = "!document.querySelector('.live')"


def tell(site: Site, words: str) -> None:
    """Close the mill in these words; "" opens it."""
    site.manage("shell", "--no-imports", "-c", TELL.format(words=words))


@pytest.fixture
def mill(tiny: Site) -> Iterator[Site]:
    tell(tiny, "")
    yield tiny
    tell(tiny, "")


def asked(page: Page, action: Callable[[], Any]) -> None:
    """Do something, and wait until the notices have been asked for and answered."""
    with page.expect_response("**/notices.json"):
        action()


def answer(how: dict[str, Any] | None, route: Route) -> None:
    """Answer in the site's place; without an answer the line is cut."""
    if how is None:
        route.abort()
    else:
        route.fulfill(**how)


def kept(page: Page) -> dict[str, Any]:
    """What the phone holds of notices."""
    read = """() => new Promise((done) => {
      const asked = indexedDB.open("wayside");
      asked.onsuccess = () => {
        const got = asked.result.transaction("settings").objectStore("settings").get("notices");
        got.onsuccess = () => { asked.result.close(); done(got.result ?? null); };
      };
    })"""
    return dict(page.evaluate(read) or {})


def test_a_phone_with_the_page_open_sees_the_closing_and_can_still_hear(
    mill: Site, visit: Callable[..., Listener]
) -> None:
    phone = visit(mill)
    asked(phone.page, lambda: phone.open(STOP))
    assert phone.page.locator(".live").count() == 0
    access = phone.page.locator(".notes p", has_text="as of")
    assert access.is_visible()
    release = mill.manage(
        "shell", "--no-imports", "-c", "from tour.models import Release; print(Release.objects.count())"
    )
    tell(mill, "The stairs have fallen.")
    asked(phone.page, lambda: phone.page.evaluate(BACK))
    phone.page.get_by_text("The stairs have fallen.").first.wait_for()
    assert "Closed for now" in phone.page.locator(".live .head").inner_text()
    assert not access.is_visible()
    assert phone.page.get_by_text("The stones beside the wheel are slippery.").is_visible()
    assert "The stairs have fallen." in (phone.page.locator("[role=status]").text_content() or "")
    same = mill.manage(
        "shell", "--no-imports", "-c", "from tour.models import Release; print(Release.objects.count())"
    )
    assert same.stdout == release.stdout
    phone.play()
    tell(mill, "")
    asked(phone.page, lambda: phone.page.evaluate(BACK))
    until(phone.page, NOT_HERE)
    assert access.is_visible()


def test_what_is_read_or_heard_stays_where_it_is(mill: Site, visit: Callable[..., Listener]) -> None:
    phone = visit(mill)
    asked(phone.page, lambda: phone.open(STOP))
    # At rest at the top it simply comes above the words; from here on somebody reads.
    phone.page.evaluate("scrollTo(0, 300)")
    where = "document.querySelector('#words').getBoundingClientRect().top"
    before = phone.page.evaluate(where)
    tell(mill, "The stairs have fallen.")
    asked(phone.page, lambda: phone.page.evaluate(BACK))
    phone.page.locator(".live .head").wait_for()
    assert abs(phone.page.evaluate(where) - before) < 1
    # Its first line is in sight all the same.
    box = phone.page.locator(".live .head").bounding_box()
    assert box
    assert -1 <= box["y"] < 10


def test_without_a_network_the_last_word_stands_with_its_age(mill: Site, visit: Callable[..., Listener]) -> None:
    tell(mill, "The stairs have fallen.")
    phone = visit(mill)
    asked(phone.page, lambda: phone.open("/en/old-mill/"))
    phone.page.locator(".way [data-live]").wait_for()
    assert phone.page.locator(".way [data-live]").inner_text().strip() == "Closed for now"
    until(phone.page, "!document.querySelector('[data-part=age]').hidden")
    assert phone.page.locator("[data-part=late]").is_hidden()
    age = phone.page.locator("[data-part=age]").inner_text()
    first = kept(phone.page)
    assert first["tours"]["old-mill"]["stops"] == {"the-mill": {"closed": True}}
    for refuse in (None, PORTAL):
        phone.page.route("**/notices.json", partial(answer, refuse))
        phone.page.reload()
        phone.page.locator("[data-part=late]").wait_for()
        assert phone.page.locator("[data-part=age]").inner_text() == age
        assert phone.page.locator(".way [data-live]").count() == 1
        assert kept(phone.page) == first
        phone.page.unroute("**/notices.json")
    phone.faults.clear()  # the browser tells of the lost connection


@pytest.mark.parametrize(
    "said",
    [
        {"status": 200, "content_type": "application/json", "body": "{}"},
        {"status": 200, "content_type": "application/json", "body": LOST_FILE},
        {"status": 503, "body": "later"},
        {"status": 200, "content_type": "application/json", "body": '{"schema": 1, "made": "2026'},
    ],
)
def test_an_answer_that_is_no_word_on_safety_opens_nothing(
    mill: Site, visit: Callable[..., Listener], said: dict[str, Any]
) -> None:
    tell(mill, "The stairs have fallen.")
    phone = visit(mill)
    asked(phone.page, lambda: phone.open(STOP))
    phone.page.locator(".live").wait_for()
    first = kept(phone.page)
    phone.page.route("**/notices.json", partial(answer, said))
    asked(phone.page, lambda: phone.page.reload())
    phone.page.locator(".live").wait_for()
    assert kept(phone.page) == first
    phone.faults.clear()


def test_a_reader_is_told_in_which_language_the_words_stand(mill: Site, visit: Callable[..., Listener]) -> None:
    tell(mill, "The stairs have fallen.")
    phone = visit(mill, locale="ar")
    asked(phone.page, lambda: phone.open("/ar/old-mill/the-mill/"))
    words = phone.page.locator(".live [data-part=words]")
    words.wait_for()
    assert words.get_attribute("lang") == "en"
    assert "الإنجليزية" in phone.page.locator(".live [data-part=language]").inner_text()
