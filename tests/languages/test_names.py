"""Languages are named, tagged and directed as their readers know them."""

import datetime

import pytest
from django.conf import settings

from tour import languages


@pytest.mark.parametrize("code", settings.SUPERSET)
def test_every_language_of_the_superset_has_a_name_in_itself(code: str) -> None:
    assert languages.own_name(code) not in {"", code}


def test_names_stand_in_their_own_script() -> None:
    assert languages.own_name("km") == "ខ្មែរ"
    assert languages.own_name("fr") == "Français"
    assert languages.name_in("km", "fr") == "Khmer"


def test_tags_are_those_of_the_web() -> None:
    assert [languages.tag(code) for code in ("en", "zh-hans", "pt-br")] == ["en", "zh-Hans", "pt-BR"]


def test_arabic_hebrew_persian_and_urdu_run_from_right_to_left() -> None:
    assert {code for code in settings.SUPERSET if languages.direction(code) == "rtl"} == {"ar", "he", "fa", "ur"}


def test_lengths_dates_and_distances_are_written_as_the_language_does() -> None:
    assert languages.minutes(130_000, "en") == "2 min"
    assert languages.minutes(4_000, "en") == "1 min"
    assert languages.clock(67_400) == "1:07"
    assert languages.distance(420, "en") == "420 m"
    assert languages.distance(1530, "fr") == "1,5\u202fkm"
    assert languages.date(datetime.date(2025, 12, 15), "en") == "15 December 2025"
    assert languages.number(1234, "de") == "1.234"
