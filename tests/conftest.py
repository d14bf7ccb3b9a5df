"""What every test has: a media folder of its own, the languages the tests speak, one real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

LANGUAGES = ["km", "en", "vi", "zh-hans", "fr", "th", "ja", "ko", "ar"]
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    # A tap is needed before sound, as on a phone.
    "--autoplay-policy=document-user-activation-required",
)
# Playwright keeps an event loop in the thread of the tests, beside which Django's tables otherwise refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database, the rows of each table numbered from a thousand of its own.

    SQLite goes on numbering after a test whose rows were truncated away rather than rolled back: "stop 1", "there is
    no stop 3" and "the stop's number, which is the release's too" would be true or not by which tests ran before.
    Here no low number ever names a row, and no number names two.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        tables = [name for (name,) in cursor.fetchall()]
        cursor.executemany("DELETE FROM sqlite_sequence WHERE name = %s", [(name,) for name in tables])
        begins = [(name, thousand * 1000 - 1) for thousand, name in enumerate(sorted(tables), start=1)]
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", begins)


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.ENABLED_LANGUAGES = LANGUAGES
    # A strong hash costs a good third of a second for each person a test knows; the real sites keep the strong one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _language_of_the_site() -> None:
    """A page asked for in Thai leaves its thread in Thai: the next test starts in the site's own language."""
    translation.deactivate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The distribution's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=CHROMIUM,
            ignore_default_args=["--autoplay-policy=no-user-gesture-required"],
        )
        yield started
        started.close()
