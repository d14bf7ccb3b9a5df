"""A translator's file goes out of the desk and comes back; what becomes of every text is seen first."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.curator.forms import stored
from tour.curator import work
from tour.models import Stop, TextVersion
from tour.readiness import words_state

URL = "/admin/tour/river/translation/th/"
OUT = "/admin/tour/river/translation/th."
pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "speak_soon", lambda: None)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def back(desk: Client, body: bytes, name: str = "river.th.po") -> Any:
    return desk.post(URL, {"file": SimpleUploadedFile(name, body)})


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_a_file_goes_out_is_translated_and_taken_in(desk: Client, ferry: Stop, kind: str) -> None:
    out = desk.get(OUT + kind)
    assert out["Content-Disposition"] == f'attachment; filename="river.th.{kind}"'
    page = back(desk, out.content.replace("ท่าเรือ".encode(), "ท่าใหม่".encode()), f"river.th.{kind}")
    assert "1 · taken" in text(page)
    assert stored(Stop, "title_th") == ("ท่าเรือ",)
    answer = desk.post(URL, {"confirm": page.context["token"]}, follow=True)
    assert "1 text taken in, as a draft." in text(answer)
    assert stored(Stop, "title_th") == ("ท่าใหม่",)
    assert TextVersion.objects.filter(by__username="dara").count() == 1


def test_a_conflict_shows_both_texts_and_changes_nothing(desk: Client, ferry: Stop) -> None:
    out = desk.get(OUT + "po").content
    Stop.objects.update(title_th="จากโต๊ะ")
    page = text(back(desk, out.replace("ท่าเรือ".encode(), "จากไฟล์".encode())))
    assert "1 · changed at the desk and in the file" in page
    assert "จากโต๊ะ" in page
    assert "จากไฟล์" in page
    assert "There is nothing new in this file." in page
    assert stored(Stop, "title_th") == ("จากโต๊ะ",)


def test_what_is_no_translators_file_is_refused_in_words(desk: Client, ferry: Stop) -> None:
    assert "This is no PO file" in text(back(desk, b"<html>"))


def test_a_confirmation_for_another_language_is_refused(desk: Client, ferry: Stop) -> None:
    out = desk.get(OUT + "po").content.replace("ท่าเรือ".encode(), "ท่าใหม่".encode())
    token = back(desk, out).context["token"]
    answer = desk.post("/admin/tour/river/translation/km/", {"confirm": token}, follow=True)
    assert "no longer kept" in text(answer)


@pytest.mark.parametrize("where", ["river/translation/en/", "river/translation/fr/", "none/translation/th/"])
def test_there_is_no_such_page_for_the_source_or_a_language_the_tour_lacks(
    desk: Client, ferry: Stop, where: str
) -> None:
    assert desk.get(f"/admin/tour/{where}").status_code == 404


def test_the_page_says_what_stays_stale_and_takes_a_mark_that_was_taken_off(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_en="It crossed here until 1998.\n\nPeople waited.", place_th="")
    out = desk.get(OUT + "po").content
    page = back(desk, out)
    assert "3 · as it stands already: what it belongs to stays stale" in text(page)
    assert "There is nothing new in this file." in text(page)
    # A text that the translation lacks keeps the stop stale too.
    assert "3 · as it stands already: what it belongs to stays stale" in text(
        back(desk, out.replace(b"#, fuzzy\n", b""))
    )
    out = out.replace(b'msgid "River bank"\nmsgstr ""', 'msgid "River bank"\nmsgstr "ริมน้ำ"'.encode())
    page = back(desk, out.replace(b"#, fuzzy\n", b""))
    assert "3 · unchanged, the mark taken off: no longer stale" in text(page)
    desk.post(URL, {"confirm": page.context["token"]})
    assert words_state(Stop.objects.get(), "th", "en") == "draft"


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_a_file_of_another_language_is_refused_on_the_page(desk: Client, ferry: Stop, kind: str) -> None:
    out = desk.get(OUT + kind).content
    file = SimpleUploadedFile(f"river.th.{kind}", out)
    page = desk.post("/admin/tour/river/translation/km/", {"file": file})
    assert "This file says that it is in ไทย (th); what is taken in here is ខ្មែរ (km)." in text(page)
    assert 'name="confirm"' not in text(page)
