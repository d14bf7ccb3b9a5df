"""Every text that was ever saved can be seen, compared and put back; putting back loses nothing either."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.curator.conftest import FERRY
from tests.curator.forms import loaded, stored
from tour import content
from tour.curator.saving.marking import marked
from tour.models import Claim, Source, Stop, TextVersion, TranslationRecord, give
from tour.readiness import words_state

pytestmark = pytest.mark.usefixtures("told")


def thai(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def history(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/history/?language=th"


def save(desk: Client, stop: Stop, **typed: str) -> None:
    answer = desk.post(thai(stop), loaded(desk, thai(stop)) | typed | {"_continue": "Save"})
    assert answer.status_code == 302


def kept(**of: Any) -> list[tuple[str, str | None]]:
    return list(TextVersion.objects.filter(**of).order_by("id").values_list("text", "by__username"))


def test_the_text_that_came_another_way_is_kept_before_it_is_replaced(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, title_th="ท่าเรือเก่า")
    assert kept(field="title", language="th") == [("ท่าเรือ", None), ("ท่าเรือเก่า", "dara")]
    save(desk, ferry, title_th="ท่าเรือใหม่")
    assert [text for text, _ in kept(field="title")] == ["ท่าเรือ", "ท่าเรือเก่า", "ท่าเรือใหม่"]
    assert kept(field="text") == []


def test_a_text_loaded_between_two_saves_is_not_lost(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, title_th="หนึ่ง")
    Stop.objects.update(title_th="from a folder")
    save(desk, ferry, title_th="สอง")
    assert [text for text, _ in kept(field="title")] == ["ท่าเรือ", "หนึ่ง", "from a folder", "สอง"]


def test_a_save_without_a_change_keeps_nothing_new(desk: Client, ferry: Stop) -> None:
    save(desk, ferry)
    assert TextVersion.objects.count() == 0


def as_a_browser_sends(text: str) -> str:
    return text.replace("\n", "\r\n")


def test_the_line_ends_of_a_browser_are_no_change(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, text_th=as_a_browser_sends("เรือข้ามที่นี่\n\nผู้คนรอ"))
    assert TextVersion.objects.count() == 0
    save(desk, ferry, text_th=as_a_browser_sends("เรือข้ามที่นี่\n\nผู้คนรอนาน"))
    assert stored(Stop, "text_th") == ("เรือข้ามที่นี่\n\nผู้คนรอนาน",)
    assert (
        '<p class="marked" lang="th" dir="ltr">เรือข้ามที่นี่\n\nผู้คนรอ<ins>นาน</ins></p>'
        in desk.get(history(ferry)).content.decode()
    )


def test_words_that_were_kept_with_a_browsers_line_ends_are_not_changed_by_a_save(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_th=as_a_browser_sends("เรือข้ามที่นี่\n\nผู้คนรอ"))
    save(desk, ferry)
    assert TextVersion.objects.count() == 0


def test_claims_are_kept_with_plain_line_ends_too(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran.", "text_th": "เรือ\nแล่น"}
    Claim.objects.create(stop=ferry, key="ran", status="context", **text)
    save(desk, ferry, **{"claims-0-text_th": as_a_browser_sends("เรือ\nเคยแล่น")})
    assert stored(Claim, "text_th") == ("เรือ\nเคยแล่น",)


def test_line_ends_are_not_marked() -> None:
    assert [piece.kind for piece in marked("One.\r\n\r\nTwo.", "One.\n\nTwo.")] == ["same"]


def test_a_text_is_put_back_and_what_it_replaced_is_kept(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, title_th="ท่าเรือเก่า")
    page = desk.get(history(ferry)).content.decode()
    assert "<ins>เก่า</ins>" in page
    assert "not written at the desk" in page
    first = TextVersion.objects.order_by("id")[0]
    assert desk.post(history(ferry), {"restore": str(first.pk)}).status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือ",)
    assert [text for text, _ in kept(field="title")] == ["ท่าเรือ", "ท่าเรือเก่า", "ท่าเรือ"]


def test_words_that_were_put_back_are_a_draft(desk: Client, ferry: Stop, curator: User) -> None:
    save(desk, ferry, title_th="ร่าง")
    save(desk, ferry, title_th="ท่าเรือใหม่", state="reviewed")
    assert words_state(Stop.objects.get(), "th", "en") == "reviewed"
    draft = TextVersion.objects.get(text="ร่าง")
    desk.post(history(ferry), {"restore": str(draft.pk)})
    assert words_state(Stop.objects.get(), "th", "en") == "draft"
    record = TranslationRecord.objects.get()
    assert (record.reviewed_by, record.changed_by) == (None, curator)


def test_a_source_put_back_leaves_what_is_said_of_its_translations(desk: Client, ferry: Stop) -> None:
    version = TextVersion.objects.create(table="stop", row=ferry.pk, field="title", language="en", text="The ferry")
    desk.post(history(ferry), {"restore": str(version.pk)})
    assert words_state(Stop.objects.get(), "th", "en") == "reviewed"


def test_a_claims_words_have_a_history_too(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran.", "text_th": "เรือแล่น"}
    claim = Claim.objects.create(stop=ferry, key="ran", status="context", **text)
    claim.sources.add(Source.objects.create(tour=ferry.tour, key="report", title="A report"))
    save(desk, ferry, **{"claims-0-text_th": "เรือเคยแล่น"})
    assert [text for text, _ in kept(table="claim", row=claim.pk)] == ["เรือแล่น", "เรือเคยแล่น"]


@pytest.mark.parametrize("asked", ["", "x", "99", "-1"])
def test_what_is_no_version_of_this_row_is_not_put_back(desk: Client, ferry: Stop, market: Stop, asked: str) -> None:
    assert desk.post(history(ferry), {"restore": asked}).status_code == 404
    other = TextVersion.objects.create(table="stop", row=market.pk, field="title", language="th", text="x")
    assert desk.post(history(ferry), {"restore": str(other.pk)}).status_code == 404


def test_whoever_may_only_look_puts_nothing_back(client: Client, ferry: Stop) -> None:
    person = User.objects.create_user("vanna", password="x", is_staff=True)
    client.force_login(person)
    assert client.get(history(ferry)).status_code == 403
    version = TextVersion.objects.create(table="stop", row=ferry.pk, field="title", language="th", text="x")
    assert client.post(history(ferry), {"restore": str(version.pk)}).status_code == 403
    assert stored(Stop, "title_th") == ("ท่าเรือ",)


def test_what_stands_now_is_what_the_row_says(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, title_th="หนึ่ง")
    save(desk, ferry, title_th="สอง")
    Stop.objects.update(title_th="from a folder")
    page = desk.get(history(ferry)).content.decode()
    assert "stands now" not in page
    assert page.count('name="restore"') == 3
    Stop.objects.update(title_th="หนึ่ง")
    page = desk.get(history(ferry)).content.decode()
    assert (page.count("stands now"), page.count('name="restore"')) == (1, 2)


def test_a_text_that_a_folder_replaces_is_kept_and_put_back(desk: Client, ferry: Stop, tmp_path: Path) -> None:
    Stop.objects.update(place_th="")
    content.dump("river", tmp_path / "river")
    save(desk, ferry, title_th="ท่าเรือเก่า", place_th="ริมน้ำ")
    content.load(tmp_path / "river")
    assert stored(Stop, "title_th") == ("ท่าเรือ",)
    assert kept(field="title") == [("ท่าเรือ", None), ("ท่าเรือเก่า", "dara"), ("ท่าเรือ", None)]
    assert kept(field="place") == [("ริมน้ำ", "dara"), ("", None)]
    assert kept(field="text") == []
    content.load(tmp_path / "river")
    assert TextVersion.objects.count() == 5
    Stop.objects.update(text_th="direct")
    content.load(tmp_path / "river")
    assert [text for text, _ in kept(field="text")] == ["direct", FERRY["text_th"]]
    lost = TextVersion.objects.get(text="ท่าเรือเก่า")
    assert desk.post(history(ferry), {"restore": str(lost.pk)}).status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือเก่า",)


def test_a_translator_is_led_to_the_history_and_may_put_back_their_own_language(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, title_th="ท่าเรือเก่า")
    Stop.objects.update(title_en="The landing")
    TextVersion.objects.create(table="stop", row=ferry.pk, field="title", language="en", text="The ferry")
    person = User.objects.create_user("somchai", is_staff=True)
    give(person, role="translator", tours=[ferry.tour], languages=["th"])
    client = Client()
    client.force_login(person)
    assert f'href="/admin/tour/stop/{ferry.pk}/history/?language=th"' in client.get(thai(ferry)).content.decode()
    first, english = TextVersion.objects.get(text="ท่าเรือ"), TextVersion.objects.get(language="en")
    page = client.get(history(ferry)).content.decode()
    assert re.findall(r'name="restore" value="(\d+)"', page) == [str(first.pk)]
    assert client.post(history(ferry), {"restore": str(english.pk)}).status_code == 403
    assert client.post(history(ferry), {"restore": str(first.pk)}).status_code == 302
    assert stored(Stop, "title_th", "title_en") == ("ท่าเรือ", "The landing")


def test_words_are_compared_by_words_and_letters_where_there_are_no_spaces() -> None:
    assert [(piece.kind, piece.text) for piece in marked("It ran here.", "It ran there.")] == [
        ("same", "It ran "),
        ("gone", "here."),
        ("new", "there."),
    ]
    pieces = marked("ស្រុកខ្មែរ", "ស្រុកថ្មី")
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == "ស្រុកខ្មែរ"
    assert pieces[0].text == "ស្រុក"
    # No mark is parted from its letter.
    assert all(piece.text[0] not in "្រែី" for piece in pieces)
