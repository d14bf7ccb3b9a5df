"""The interface speaks every language of the first tour, and Arabic, without a gap."""

import pytest

from tour.languages import catalogues

CODES = ("km", "vi", "zh-hans", "fr", "th", "ja", "ko", "ar")


@pytest.mark.parametrize("code", CODES)
def test_every_word_of_the_interface_is_translated(code: str) -> None:
    assert catalogues.missing(code) == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_keeps_the_places_that_values_fill(code: str) -> None:
    wrong = [(message.id, error) for message, errors in catalogues.read(code).check() for error in errors]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_no_word_the_code_has_dropped(code: str) -> None:
    alive = {(message.id, message.context) for message in catalogues.extract()}
    assert [message.id for message in catalogues.read(code) if (message.id, message.context) not in alive] == []
