"""The first page opens in the language the reader's browser asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.languages import choose

OFFERED = ("km", "en", "vi", "zh-hans", "fr", "th", "ja", "ko")


@pytest.mark.parametrize(
    ("asked", "given_"),
    [
        ("", "en"),
        ("km", "km"),
        ("km-KH,km;q=0.9,en;q=0.8", "km"),
        ("de,fr;q=0.5", "fr"),
        ("fr;q=0.2,th;q=0.9", "th"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("*", "en"),
        ("th;q=0", "en"),
        ("th;q=x,ja;q=0.1", "ja"),
        ("xx,,;;q=1,=", "en"),
    ],
)
def test_the_wanted_language_is_chosen(asked: str, given_: str) -> None:
    assert choose(asked, OFFERED, "en") == given_


def test_traditional_chinese_is_preferred_where_it_is_offered() -> None:
    assert choose("zh-TW", ("zh-hans", "zh-hant"), "en") == "zh-hant"


@given(st.text(max_size=300))
def test_no_header_breaks_the_choice(asked: str) -> None:
    assert choose(asked, OFFERED, "en") in OFFERED
