"""A translator's file of another language is not taken in, however a program spells its language."""

import re

import pytest

from tour import languages
from tour.content import exchange
from tour.content.exchange import FileRefused
from tour.models import Stop, Tour

KINDS = ["po", "xliff"]
HEADER = {"po": re.compile(rb'"Language: ([^\\"]*)\\n"\n'), "xliff": re.compile(rb' target-language="([^"]*)"')}


def file_of(kind: str, tour: Tour, language: str, said: str | None = None) -> bytes:
    """The file as it goes out; `said` is put where it names its language, or nothing at all ("")."""
    body = exchange.write_file(kind, exchange.units(tour, language), tour=tour.slug, source="en", target=language)
    found = HEADER[kind].search(body)
    assert found
    if said is None:
        return body
    other = found[0].replace(found[1], said.encode()) if said else b""
    return body.replace(found[0], other)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_another_language_is_refused_and_both_are_named(kind: str, tour: Tour, ferry: Stop) -> None:
    with pytest.raises(FileRefused, match=r"ไทย \(th\).*ខ្មែរ \(km\)"):
        exchange.read_file(f"a.{kind}", file_of(kind, tour, "th"), target="km")
    assert exchange.read_file(f"a.{kind}", file_of(kind, tour, "th"), target="th")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["zh-hans", "zh-hant", "pt-br", "pt", "lo", "fil", "ar", "nb"])
def test_what_goes_out_in_any_language_comes_back(kind: str, code: str, tour: Tour, ferry: Stop) -> None:
    assert exchange.read_file(f"a.{kind}", file_of(kind, tour, code), target=code)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("th", "th"), ("th-TH", "th"), ("th_TH", "th"), ("TH", "th"),
        ("zh-Hans", "zh-hans"), ("zh_Hans", "zh-hans"), ("zh_CN", "zh-hans"), ("zh-Hans-CN", "zh-hans"),
        ("zh", "zh-hans"), ("zh-TW", "zh-hant"), ("zh_Hant_HK", "zh-hant"),
        ("pt-BR", "pt-br"), ("pt_BR", "pt-br"), ("pt", "pt"), ("pt_PT", "pt"), ("fr_CA", "fr"),
        ("iw", "he"), ("tl", "fil"), ("no", "nb"), ("", "th"),
    ],
)  # fmt: skip
def test_every_spelling_of_the_language_is_taken(kind: str, said: str, target: str, tour: Tour, ferry: Stop) -> None:
    assert exchange.read_file(f"a.{kind}", file_of(kind, tour, target, said), target=target)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("zh_TW", "zh-hans"), ("zh-Hans", "zh-hant"), ("zh", "zh-hant"), ("pt", "pt-br"), ("pt_BR", "pt"),
        ("en", "th"), ("kh", "km"), ("x" * 5000, "th"),
    ],
)  # fmt: skip
def test_every_other_is_refused(kind: str, said: str, target: str, tour: Tour, ferry: Stop) -> None:
    with pytest.raises(FileRefused, match="is in") as refused:
        exchange.read_file(f"a.{kind}", file_of(kind, tour, target, said), target=target)
    assert languages.own_name(target) in str(refused.value)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("said", ["no such language", "@", "th<b>"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_languages_name_is_refused_too(kind: str, said: str, tour: Tour, ferry: Stop) -> None:
    body = file_of(kind, tour, "th", said.replace("<", "&lt;") if kind == "xliff" else said)
    with pytest.raises(FileRefused):
        exchange.read_file(f"a.{kind}", body, target="th")


def test_one_part_of_another_language_spoils_the_file(tour: Tour, ferry: Stop) -> None:
    body = file_of("xliff", tour, "th").replace(b"</file>", b'</file><file target-language="lo"/>')
    with pytest.raises(FileRefused, match="ລາວ"):
        exchange.read_file("a.xliff", body, target="th")
