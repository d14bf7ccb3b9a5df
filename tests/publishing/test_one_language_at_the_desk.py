"""A release is the same whoever asks for it: the language of the desk never gets into a page."""

from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.content.conftest import TINY
from tour import content, publishing


@pytest.mark.django_db
def test_the_language_of_who_publishes_is_in_no_file(tmp_path: Path, settings: Settings) -> None:
    content.load(TINY)
    made = []
    for language in ("en", "km"):
        # Each from an empty store: what one made before is not made again.
        settings.MEDIA_ROOT = tmp_path / language
        content.load(TINY)
        with translation.override(language):
            made.append(publishing.publish("old-mill").release.manifest)
    assert made[0] == made[1]
