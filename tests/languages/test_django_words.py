"""Django speaks the eight languages at the desk: what it lacks itself is in locale/django."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tour.languages import django_words

EIGHT = ("km", "en", "vi", "zh-hans", "fr", "th", "ja", "ko")


@pytest.mark.parametrize("code", [code for code in EIGHT if code != "en"])
def test_nothing_that_the_desk_says_is_lacking(code: str) -> None:
    assert django_words.missing(code) == []


def test_without_our_own_words_khmer_lacks_hundreds(settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [settings.LOCALE_PATHS[0], tmp_path]
    assert len(django_words.missing("km")) > 300
    assert "View site" in django_words.missing("km")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "of_the_page", "of_the_scripts"),
    [
        ("km", "រំលងទៅខ្លឹមសារសំខាន់", "(ចុចដើម្បីលុបចោល)"),
        ("th", "ข้ามไปยังเนื้อหาหลัก", "(คลิกเพื่อล้าง)"),
        ("vi", "Chuyển đến nội dung chính", "(bấm để xoá)"),
    ],
    ids=["km", "th", "vi"],
)
def test_pages_and_scripts_of_the_desk_say_it(code: str, of_the_page: str, of_the_scripts: str) -> None:
    client = Client(headers={"accept-language": code})
    client.force_login(User.objects.create_superuser("dara"))
    page = client.get("/admin/auth/user/add/").content.decode()
    assert of_the_page in page
    for english in ("View site", "Log out", "Skip to main content", "Toggle theme", "Password-based authentication"):
        assert english not in page
    assert json.dumps(of_the_scripts) in client.get("/admin/jsi18n/").content.decode()
