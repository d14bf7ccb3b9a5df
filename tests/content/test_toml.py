"""What is written as TOML is read back the same, and a key's line is found."""

import datetime
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.content import toml_text
from tour.content.toml_lines import TomlLines

# What a text of a tour may hold: no control characters but line feed and tab, no surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\"'\\")).map(str.strip)


@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=5))
def test_texts_come_back_as_they_were(items: dict[str, str]) -> None:
    assert tomllib.loads(toml_text.pairs(items)) == items


@given(st.lists(TEXT, max_size=20))
def test_lists_come_back_as_they_were(items: list[str]) -> None:
    assert tomllib.loads(toml_text.pairs({"stops": items})) == {"stops": items}


@pytest.mark.parametrize("text", ['a\n"""', 'a\n"', 'a\n\\"', 'a\n""""""b', "a\n\\", 'a\n\\""""', "a\n\x7f"])
def test_quotes_and_backslashes_do_not_end_a_long_text(text: str) -> None:
    assert tomllib.loads(toml_text.pairs({"x": text})) == {"x": text}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_they_were(number: float) -> None:
    assert tomllib.loads(toml_text.pairs({"lat": number})) == {"lat": number}


def test_other_values_come_back_as_they_were() -> None:
    values: dict[str, toml_text.Value | None] = {
        "day": datetime.date(2026, 3, 14),
        "trigger": True,
        "quiet": False,
        "number": 7,
    }
    assert tomllib.loads(toml_text.pairs(values)) == values


def test_what_is_none_is_left_out_and_an_empty_table_too() -> None:
    assert toml_text.pairs({"a": None, "b": 1}) == "b = 1\n"
    assert toml_text.table("[title]", {}) == ""


def test_a_list_stands_on_one_line_as_long_as_it_fits() -> None:
    assert "\n" not in toml_text.pairs({"x": ["a"] * 20}).rstrip("\n")
    assert toml_text.pairs({"x": ["a" * 30] * 4}).count("\n") == 6


LINES = '''slug = "x"
title.en = """
[not a header]
key = "no key"
"""
"quoted" = 1

[[claims]]
key = "one"
[claims.text]
en = "One"

[[claims]]
key = "two"
[claims.text]
en = "Two"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("slug",), 1), (("title", "en"), 2), (("title",), 2), (("quoted",), 6), (("claims", 0), 8),
        (("claims", 0, "key"), 9), (("claims", 0, "text", "en"), 11), (("claims", 1), 13), (("claims", 1, "key"), 14),
        (("claims", 1, "text", "en"), 16), (("claims", 1, "status"), 13), (("key",), 1), (("no", "such", 3), 1),
    ],
)  # fmt: skip
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert TomlLines(LINES).of(path) == line


def test_lines_are_counted_from_where_the_text_begins() -> None:
    assert TomlLines('state = "draft"\nsource = "x"\n', first=2).of(("source",)) == 3
