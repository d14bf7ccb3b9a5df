"""The sound desk in a real browser, at the width of a phone: by keyboard, with a worker that answers meanwhile."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.curator.sounding import page as address
from tests.curator.sounding import press, worked
from tests.narration.fake_voice import FAKE
from tests.visitor.axe import violations
from tests.visitor.waiting import until
from tour import narration, readiness
from tour.curator import work
from tour.models import LexiconEntry, Stop, VoiceHold

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def spoken(ferry: Stop, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Stop:
    settings.NARRATION = {"net": {"BACKEND": FAKE, "SPEAKS": "en th", "NETWORK": True}}
    settings.DEFAULT_VOICES = ("net",)
    monkeypatch.setattr(work, "speak_soon", lambda: None)
    narration.make(readiness.of_stop(ferry.pk, "en").asked)
    return ferry


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, desk: Client) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", base_url=live_server.url)
    session = desk.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/admin/"}])
    yield context.new_page()
    context.close()


def test_a_sentence_is_heard_by_keyboard_and_one_at_a_time(phone: Page, spoken: Stop) -> None:
    phone.goto(address(spoken))
    sounds = phone.locator("audio")
    assert sounds.count() == 2
    for at in range(2):
        sounds.nth(at).focus()
        phone.keyboard.press("Space")
        until(phone, f"document.querySelectorAll('audio')[{at}].currentTime > 0")
    # The second silenced the first.
    assert sounds.nth(0).evaluate("one => one.paused")


def test_a_word_that_is_marked_goes_along_is_tried_and_kept(phone: Page, spoken: Stop) -> None:
    phone.goto(address(spoken))
    phone.get_by_text("It crossed here.").evaluate(
        "line => getSelection().setBaseAndExtent(line.firstChild, 3, line.firstChild, 10)"
    )
    phone.locator("summary", has_text="Say it differently").first.press("Enter")
    phone.get_by_role("link", name="Say a word differently").first.press("Enter")
    word = phone.get_by_label("Word or name")
    word.wait_for()
    assert word.input_value() == "crossed"
    phone.get_by_label("Say it as").fill("krosst")
    phone.keyboard.press("Enter")
    phone.get_by_text("A voice is saying the sentence.").wait_for()
    worked()
    phone.get_by_text("It is spoken. Hear it here.").wait_for()
    assert phone.locator("#said").inner_text() == "It krosst here."
    assert not LexiconEntry.objects.exists()
    phone.get_by_role("button", name="Keep it for the whole tour").press("Enter")
    phone.get_by_text("Sentences that are spoken anew: 1.").wait_for()
    assert LexiconEntry.objects.get().slug == "crossed"


def test_every_page_of_sound_is_accessible_and_fits_a_phone(
    phone: Page, spoken: Stop, desk: Client, curator: User
) -> None:
    again = press(desk, spoken, "again", "It crossed here.")
    worked()
    VoiceHold.objects.create(tour=spoken.tour, kind="paused", by=curator)
    phone.goto(address(spoken))
    say = phone.locator("[data-say]").first.get_attribute("href")
    assert say
    found = {}
    for where in (again, address(spoken, "th"), address(spoken, "km"), say, "/admin/tour/river/voices/"):
        phone.goto(where)
        phone.evaluate("document.querySelectorAll('#content-main details').forEach(one => { one.open = true; })")
        width = phone.evaluate("document.documentElement.scrollWidth")
        found[where] = [*violations(phone), *([f"{width} wide"] if width > 360 else [])]
    assert {where: faults for where, faults in found.items() if faults} == {}
