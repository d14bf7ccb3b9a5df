"""What every test has: a media folder of its own, the languages the tests speak, one real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from pytest_django.fixtures import Settings

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


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.ENABLED_LANGUAGES = LANGUAGES


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
