"""What is not taken as a stop's picture: a clear word, and nothing is changed or left behind."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.curator.bad_pictures import GOOD, WORDS, Bad, cases
from tour.models import Picture, Stop

pytestmark = pytest.mark.usefixtures("told")
CASES = cases()
COLUMNS = ("id", "file", "name", "width", "height", "alt_en", "credit", "licence", "position")


def files() -> list[Path]:
    """All that lies in the media folder."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def send(desk: Client, stop: Stop, bad: Bad, **more: str) -> Any:
    file = {} if bad.body is None else {"file": SimpleUploadedFile(bad.name, bad.body, bad.media_type)}
    return desk.post(f"/admin/tour/stop/{stop.pk}/pictures/", {"do": "add"} | WORDS | bad.words | file | more)


def test_there_are_enough_of_them() -> None:
    assert len({bad.case for bad in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.case)
def test_a_bad_upload_is_refused_with_a_reason_and_changes_nothing(bad: Bad, desk: Client, ferry: Stop) -> None:
    answer = send(desk, ferry, bad)
    assert answer.status_code == 200
    said = [str(error) for errors in answer.context["add"].errors.values() for error in errors]
    assert said
    assert any(bad.answer in one for one in said), said
    assert 'class="errorlist"' in answer.content.decode()
    assert not Picture.objects.exists()
    assert files() == []


def test_control_the_same_form_with_nothing_wrong_is_taken(desk: Client, ferry: Stop) -> None:
    assert send(desk, ferry, Bad(case="good", answer="", body=GOOD)).status_code == 302
    assert Picture.objects.count() == 1
    assert [path.parent.name for path in files()] == ["pictures"]


def test_what_was_typed_beside_a_bad_file_is_shown_again(desk: Client, ferry: Stop) -> None:
    page = send(desk, ferry, Bad(case="page", answer="", body=b"<html>")).content.decode()
    assert all(text in page for text in WORDS.values())


@pytest.mark.parametrize(
    "name",
    [
        "<script>.jpg",
        "..\\..\\evil.jpg",
        "/etc/passwd",
        "a" * 400 + ".jpg",
        ".jpg",
        "ផៃលិន.jpg",
        "con.jpg",
        "a\u202egpj.exe",
    ],
)
def test_a_strange_name_becomes_a_plain_one_of_the_tour_folder(name: str, desk: Client, ferry: Stop) -> None:
    assert send(desk, ferry, Bad(case="name", answer="", name=name)).status_code == 302
    row = Picture.objects.get()
    assert row.name.isascii()
    assert row.name.removesuffix(".webp").replace("-", "").isalnum()
    assert len(row.name) <= 50
    assert files() == [Path(settings.MEDIA_ROOT) / "pictures" / row.file]


@pytest.mark.parametrize("bad", [bad for bad in CASES if not bad.words][::9], ids=lambda bad: bad.case)
def test_a_bad_file_replaces_nothing(bad: Bad, desk: Client, ferry: Stop) -> None:
    send(desk, ferry, Bad(case="good", answer=""))
    before, lying = Picture.objects.values(*COLUMNS).get(), files()
    sent = {"do": "replace", "picture": str(before["id"]), "file": before["file"]}
    file = {} if bad.body is None else {"new-file": SimpleUploadedFile(bad.name, bad.body, bad.media_type)}
    answer = desk.post(f"/admin/tour/stop/{ferry.pk}/pictures/", sent | file, follow=True)
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert (Picture.objects.values(*COLUMNS).get(), files()) == (before, lying)
