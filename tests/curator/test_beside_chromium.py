"""While a translation is typed, the page follows: the sentence in hand, the checks, the agreed names."""

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.visitor import axe
from tour.models import LexiconEntry, Stop

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]
SOURCE = "The ferry began in 1920. People came to Pailin by it.\n\nIt ended. A bridge is there now. Nobody waits."
THAI = "เรือข้ามฟาก\n\nมันจบลง"


@pytest.fixture
def opened(page: Page, ferry: Stop) -> Page:
    words: dict[str, Any] = {"text_en": SOURCE, "text_th": THAI}
    Stop.objects.update(**words)
    name: dict[str, Any] = {"form_en": "Pailin", "form_th": "ไพลิน"}
    LexiconEntry.objects.create(tour=ferry.tour, slug="pailin", **name)
    page.goto(f"/admin/tour/stop/{ferry.pk}/change/?language=th")
    return page


def in_hand(page: Page) -> Locator:
    return page.locator(".source-text .in-hand")


def caret(page: Page, place: int) -> None:
    page.get_by_label("Text").evaluate("(field, at) => { field.focus(); field.setSelectionRange(at, at) }", place)


def kept_aside(page: Page, text: str) -> Any:
    """Wait, after what is done inside, until that text is kept aside: then the page asks the server nothing more."""

    def holds(answer: Response) -> bool:
        sent = parse_qs(answer.request.post_data or "") if "/draft/" in answer.url else {}
        return sent.get("text_th", [""])[0].replace("\r\n", "\n") == text

    return page.expect_response(holds)


def test_the_sentence_of_the_source_goes_along_with_where_one_writes(opened: Page, faults: list[str]) -> None:
    caret(opened, 0)
    expect(in_hand(opened)).to_have_text("The ferry began in 1920.")
    caret(opened, len(THAI))
    expect(in_hand(opened)).to_have_text("It ended.")
    # On a phone the source is out of sight: its sentence stands above the words.
    expect(opened.locator(".in-hand-line:visible")).to_have_text("It ended.")
    opened.get_by_label("Title").focus()
    expect(in_hand(opened)).to_have_text("The ferry")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults == []
    assert axe.violations(opened) == []


def test_the_checks_follow_what_is_typed_and_save_nothing(opened: Page, faults: list[str]) -> None:
    checks = opened.locator("#beside")
    expect(checks).to_contain_text("digits: 1920")
    expect(checks.locator(".terms")).to_contain_text("not used")
    text = "เรือเริ่มในปี 1920 ผู้คนมาไพลิน\n\nมันจบลง"
    with kept_aside(opened, text):
        opened.get_by_label("Text").fill(text)
        expect(checks).not_to_contain_text("digits: 1920")
        expect(checks.locator(".terms .done")).to_have_text("used")
        expect(checks.locator("[data-side=ours]").first).to_contain_text("1920")
    assert Stop.objects.values_list("text_th", flat=True).get() == THAI  # type: ignore[misc]
    assert faults == []


def test_an_agreed_name_is_put_in_where_one_writes_and_can_be_undone(opened: Page, faults: list[str]) -> None:
    caret(opened, 0)
    button = opened.locator("button.agreed")
    expect(button).to_have_text("ไพลิน")
    button.focus()
    opened.keyboard.press("Enter")
    text = opened.get_by_label("Text")
    expect(text).to_be_focused()
    expect(text).to_have_value(f"ไพลิน{THAI}")
    # What is kept aside, and what is checked, hear of it as of a letter typed.
    expect(opened.locator("#beside .terms .done")).to_have_text("used")
    with kept_aside(opened, THAI):
        opened.keyboard.press("Control+z")
        expect(text).to_have_value(THAI)
        expect(opened.locator("#beside .terms")).to_contain_text("not used")
    assert faults == []


def test_without_scripts_the_agreed_name_is_there_to_be_read(opened: Page) -> None:
    context = opened.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=opened.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(opened.url)
    expect(plain.locator("button.agreed")).to_be_disabled()
    expect(plain.locator("#beside")).to_contain_text(re.compile("A bridge is there now."))
    context.close()
