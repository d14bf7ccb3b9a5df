"""What every test has: a media folder of its own, and the languages the tests speak."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

LANGUAGES = ["km", "en", "vi", "zh-hans", "fr", "th", "ja", "ko", "ar"]


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.ENABLED_LANGUAGES = LANGUAGES
