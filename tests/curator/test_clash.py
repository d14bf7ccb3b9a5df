"""Two people wrote one text: both are shown, and one press takes either. Nothing is decided unasked."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.curator.forms import _Fields, loaded, stored, theirs
from tests.visitor import axe
from tour.models import Claim, Stop

pytestmark = pytest.mark.usefixtures("told")
OLD, NEW = "ท่าเรือเก่า", "ท่าเรือใหม่"


def thai(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def again(answer: Any) -> dict[str, Any]:
    """The form of a page that was shown again, as a browser would send it."""
    reader = _Fields()
    reader.feed(answer.content.decode())
    return reader.fields


def clash(desk: Client, stop: Stop, mine: dict[str, Any], other: dict[str, Any]) -> Any:
    """Save `mine` on a page that was opened before `other` was stored."""
    fields = loaded(desk, thai(stop))
    Stop.objects.update(**other)
    answer = desk.post(thai(stop), fields | mine | {"_continue": "Save"})
    assert answer.status_code == 200
    return answer


def press(desk: Client, stop: Stop, shown: Any, button: str) -> Any:
    return desk.post(thai(stop), again(shown) | {"_continue": button})


def test_each_text_marks_what_only_it_has(desk: Client, ferry: Stop) -> None:
    page = clash(desk, ferry, {"text_th": "one red\r\n\r\ntwo"}, {"text_th": "one blue\n\ntwo"}).content.decode()
    assert "one <ins>red</ins>\n\ntwo" in page
    assert "one <ins>blue</ins>\n\ntwo" in page
    assert theirs(page) == ["one blue\n\ntwo"]


@pytest.mark.parametrize(("button", "stands"), [("keep title_th", NEW), ("take title_th", OLD)])
def test_one_press_decides_and_saves_all_else(desk: Client, ferry: Stop, button: str, stands: str) -> None:
    shown = clash(desk, ferry, {"title_th": NEW, "place_th": "ริมน้ำ"}, {"title_th": OLD})
    assert press(desk, ferry, shown, button).status_code == 302
    assert stored(Stop, "title_th", "place_th") == (stands, "ริมน้ำ")


@pytest.mark.parametrize("button", ["keep", "take"])
def test_of_two_texts_in_dispute_the_other_is_asked_about_again(desk: Client, ferry: Stop, button: str) -> None:
    shown = clash(desk, ferry, {"title_th": NEW, "place_th": "mine"}, {"title_th": OLD, "place_th": "theirs"})
    assert theirs(shown.content.decode()) == [OLD, "theirs"]
    shown = press(desk, ferry, shown, f"{button} title_th")
    assert shown.status_code == 200
    assert theirs(shown.content.decode()) == ["theirs"]
    assert again(shown)["title_th"] == (NEW if button == "keep" else OLD)
    assert stored(Stop, "title_th", "place_th") == (OLD, "theirs")
    assert press(desk, ferry, shown, "keep place_th").status_code == 302
    assert stored(Stop, "title_th", "place_th") == (NEW if button == "keep" else OLD, "mine")


def test_what_a_third_person_saves_after_that_is_asked_about_too(desk: Client, ferry: Stop) -> None:
    shown = clash(desk, ferry, {"title_th": NEW}, {"title_th": OLD})
    Stop.objects.update(title_th="ท่าเรือที่สาม")
    shown = press(desk, ferry, shown, "keep title_th")
    assert theirs(shown.content.decode()) == ["ท่าเรือที่สาม"]


def test_a_row_below_is_decided_by_itself(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran."}
    for key in ("end", "start"):
        Claim.objects.create(stop=ferry, key=key, status="context", **text)
    page = f"/admin/tour/stop/{ferry.pk}/change/?language=en"
    mine = {"claims-0-text_en": "It ran to 1998.", "claims-1-text_en": "It ran from 1960."}
    fields = loaded(desk, page) | mine
    Claim.objects.update(text_en="It ran once.")
    shown = desk.post(page, fields | {"_continue": "Save"})
    assert theirs(shown.content.decode()) == ["It ran once."] * 2
    shown = desk.post(page, again(shown) | {"_continue": "take claims-0-text_en"})
    assert theirs(shown.content.decode()) == ["It ran once."]
    assert desk.post(page, again(shown) | {"_continue": "keep claims-1-text_en"}).status_code == 302
    claims: Any = Claim.objects.order_by("position", "pk")
    assert [claim.text_en for claim in claims] == ["It ran once.", "It ran from 1960."]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_two_stand_beside_each_other_and_on_a_phone_one_under_the_other(page: Page, ferry: Stop) -> None:
    page.goto(thai(ferry))
    Stop.objects.update(title_th=OLD)
    page.get_by_label("Title").fill(NEW)
    page.get_by_role("button", name="Save", exact=True).click()
    texts = page.locator(".clash section")
    expect(texts).to_have_count(2)
    mine, other = texts.all()

    def corners() -> tuple[Any, Any]:
        return mine.bounding_box(), other.bounding_box()

    narrow = corners()
    assert narrow[0]["x"] == narrow[1]["x"]
    assert narrow[0]["y"] < narrow[1]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe.violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    wide = corners()
    assert wide[0]["y"] == wide[1]["y"]
    assert wide[0]["x"] < wide[1]["x"]
    # The key that sends a form never throws away what was typed.
    page.get_by_label("Title").press("Enter")
    expect(page.locator(".success")).to_be_visible()
    assert stored(Stop, "title_th") == (NEW,)
