"""A translator's file goes out and comes back: newer work is never overwritten, and every text's fate is told."""

from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.content import exchange
from tour.content.exchange import FileRefused, Unit
from tour.content.exchange.applying import _fate
from tour.content.exchange.units import stamp
from tour.models import Claim, Stop, TextVersion, Tour, TranslationRecord, column
from tour.readiness import words_state

TITLE = "stop/ferry/title"


def sent(kind: str, tour: Tour, language: str = "th") -> tuple[Unit, ...]:
    """What a translation program would open."""
    body = exchange.write_file(kind, exchange.units(tour, language), tour=tour.slug, source="en", target=language)
    return exchange.read_file(f"river.{kind}", body, target=language)


def translated(units: tuple[Unit, ...], **texts: str) -> tuple[Unit, ...]:
    """The file after a translator worked on it; the names' slashes are written as double underscores."""
    return tuple(replace(unit, target=texts.get(unit.name.replace("/", "__"), unit.target)) for unit in units)


def fates(outcomes: tuple[exchange.Outcome, ...]) -> dict[str, str]:
    return {outcome.name: outcome.fate for outcome in outcomes}


def stored(stop: Stop, *columns: str) -> Any:
    return Stop.objects.values_list(*columns).get(pk=stop.pk)


def everything(stop: Stop) -> tuple[Any, ...]:
    """All that taking a file in may write."""
    return (stored(stop, "title_th"), TextVersion.objects.count(), TranslationRecord.objects.get().changed_at)


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_what_goes_out_comes_back(kind: str, tour: Tour, ferry: Stop) -> None:
    units = tuple(exchange.units(tour, "th"))
    assert sent(kind, tour) == units
    assert [unit.name for unit in units] == [
        "tour/title",
        "tour/about/1",
        "tour/about/2",
        TITLE,
        "stop/ferry/text/1",
        "stop/ferry/text/2",
        "stop/ferry/claim/end/text",
    ]


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_the_same_words_in_two_places_stay_two_texts(kind: str, tour: Tour, ferry: Stop) -> None:
    Stop.objects.update(title_en="The river")
    names = [unit.name for unit in sent(kind, tour) if unit.source == "The river"]
    assert names == ["tour/title", TITLE]


def test_a_translation_is_taken_in_and_is_a_draft_that_follows_the_source(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__text__2="ผู้คนรออยู่", stop__ferry__claim__end__text="แล่นถึงปี 1998")
    outcomes = exchange.take_in(tour, "th", file, by=None, write=True)
    assert {name for name, fate in fates(outcomes).items() if fate == "taken"} == {
        "stop/ferry/text/2",
        "stop/ferry/claim/end/text",
    }
    assert stored(ferry, "text_th") == ("เรือข้ามที่นี่\n\nผู้คนรออยู่",)
    assert Claim.objects.values_list(column("text", "th"), flat=True).get() == "แล่นถึงปี 1998"
    assert TranslationRecord.objects.get().state == "draft"
    assert words_state(Stop.objects.get(), "th", "en") == "draft"
    assert set(TextVersion.objects.values_list("field", "text")) >= {("text", "เรือข้ามที่นี่\n\nผู้คนรอ")}


def test_looking_writes_nothing_and_taking_in_twice_changes_nothing(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("xliff", tour), stop__ferry__title="ท่า")
    assert fates(exchange.take_in(tour, "th", file, by=None, write=False))[TITLE] == "taken"
    assert stored(ferry, "title_th") == ("ท่าเรือ",)
    exchange.take_in(tour, "th", file, by=None, write=True)
    before = everything(ferry)
    again = exchange.take_in(tour, "th", file, by=None, write=True)
    assert "taken" not in fates(again).values()
    assert before == (
        stored(ferry, "title_th"),
        TextVersion.objects.count(),
        TranslationRecord.objects.get().changed_at,
    )


def test_newer_work_at_the_desk_stays_and_is_shown_beside_the_file(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__title="จากไฟล์")
    Stop.objects.update(title_th="จากโต๊ะ")
    [conflict] = [one for one in exchange.take_in(tour, "th", file, by=None, write=True) if one.fate == "conflict"]
    assert (conflict.file, conflict.now) == ("จากไฟล์", "จากโต๊ะ")
    assert stored(ferry, "title_th") == ("จากโต๊ะ",)


def test_control_a_file_taken_in_without_its_stamps_would_lose_the_newer_work(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__title="จากไฟล์")
    Stop.objects.update(title_th="จากโต๊ะ")
    blind = tuple(replace(unit, stamp=stamp(unit.source, "จากโต๊ะ")) if unit.name == TITLE else unit for unit in file)
    exchange.take_in(tour, "th", blind, by=None, write=True)
    assert stored(ferry, "title_th") == ("จากไฟล์",)


def test_a_file_made_from_an_older_source_does_not_make_the_stop_current(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__title="ท่า", stop__ferry__text__1="เรือข้าม")
    Stop.objects.update(text_en="It crossed until 1998.\n\nPeople waited.")
    found = fates(exchange.take_in(tour, "th", file, by=None, write=True))
    assert found[TITLE] == "taken"
    assert found["stop/ferry/text/1"] == "old-source"
    assert words_state(Stop.objects.get(), "th", "en") == "stale"


def test_a_paragraph_cannot_be_put_before_those_it_follows(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour, "km"), stop__ferry__text__2="មនុស្សបានរង់ចាំ។")
    assert fates(exchange.take_in(tour, "km", file, by=None, write=True))["stop/ferry/text/2"] == "no-place"
    assert stored(ferry, "text_km") == (None,)
    both = translated(file, stop__ferry__text__1="ទូកឆ្លងនៅទីនេះ។")
    exchange.take_in(tour, "km", both, by=None, write=True)
    assert stored(ferry, "text_km") == ("ទូកឆ្លងនៅទីនេះ។\n\nមនុស្សបានរង់ចាំ។",)


# The three forms of a text: its source since the export, what the file did to it, what the tables did to it.
SOURCES = ("as exported", "changed", "gone")
FILES = ("as exported", "changed", "emptied")
TABLES = ("as exported", "changed alike", "changed otherwise")
EXPECTED = {
    ("as exported", "as exported", "as exported"): "same",
    ("as exported", "as exported", "changed alike"): "same",
    ("as exported", "as exported", "changed otherwise"): "same",
    ("as exported", "changed", "as exported"): "taken",
    ("as exported", "changed", "changed alike"): "same",
    ("as exported", "changed", "changed otherwise"): "conflict",
    ("changed", "as exported", "as exported"): "same",
    ("changed", "as exported", "changed alike"): "old-source",
    ("changed", "as exported", "changed otherwise"): "old-source",
    ("changed", "changed", "as exported"): "old-source",
    ("changed", "changed", "changed alike"): "same",
    ("changed", "changed", "changed otherwise"): "old-source",
} | {(source, "emptied", table): "untranslated" for source, table in product(SOURCES[:2], TABLES)} | {
    ("gone", file, table): "unknown" for file, table in product(FILES, TABLES)
}  # fmt: skip


@pytest.mark.parametrize(("source", "file", "table"), product(SOURCES, FILES, TABLES))
def test_the_27_cases_of_three_ways(source: str, file: str, table: str, tour: Tour, ferry: Stop) -> None:
    exported = sent("po", tour)
    texts = {"as exported": "ท่าเรือ", "changed": "จากไฟล์", "emptied": ""}
    in_tables = {"as exported": "ท่าเรือ", "changed alike": "จากไฟล์", "changed otherwise": "จากโต๊ะ"}[table]
    if source == "gone":
        Stop.objects.update(title_en="", title_th=in_tables)
    else:
        Stop.objects.update(title_en="The ferry" if source == "as exported" else "The old ferry", title_th=in_tables)
    units = translated(exported, stop__ferry__title=texts[file])
    found = fates(exchange.take_in(tour, "th", units, by=None, write=True))
    assert found[TITLE] == EXPECTED[source, file, table]
    now = "จากไฟล์" if found[TITLE] == "taken" else in_tables
    assert stored(ferry, "title_th") == (now,)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.po", b""),
        ("a.po", b"<html>Please log in</html>"),
        ("a.po", b"\xff\xfe\x00"),
        ("a.xliff", b""),
        ("a.xliff", b"<xliff/>"),
        ("a.xliff", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff>&a;</xliff>'),
        ("a.docx", b"PK"),
    ],
)
def test_what_is_no_translators_file_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(FileRefused):
        exchange.read_file(name, body, target="th")


def test_marks_of_translation_programs_inside_a_text_are_left_out() -> None:
    body = b"""<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file><body>
    <trans-unit id="1" resname="tour/title"><source>The <g id="1">river</g></source>
    <target>La <g id="1">rivi\xc3\xa8re</g></target></trans-unit></body></file></xliff>"""
    [unit] = exchange.read_file("a.xlf", body, target="fr")
    assert (unit.source, unit.target) == ("The river", "La rivière")


@given(st.binary(max_size=300), st.sampled_from(["a.po", "a.xliff"]))
def test_no_bytes_break_a_reader(body: bytes, name: str) -> None:
    with suppress(FileRefused):
        exchange.read_file(name, body, target="th")


def test_a_text_the_translator_left_alone_is_never_a_conflict() -> None:
    left = Unit(name="x", source="a", target="b", stamp=stamp("a", "b"))
    assert _fate(left, "a", "newer") == "same"
