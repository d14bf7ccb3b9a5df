"""A curator whose desk speaks Khmer gets every fault of a folder, and of a file of points, in Khmer."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.content.conftest import TINY, Edit
from tests.content.fault_cases import CASES, MILL, MILL_EN, Spoil, add
from tour import content
from tour.content import Point
from tour.models import Tour

KHMER = re.compile(r"[\u1780-\u17b3]")


def _two_recordings(folder: Path) -> None:
    for extension in ("mp3", "wav"):
        add(f"stops/the-mill/ar.recording.{extension}", b"x")(folder)
    add("stops/the-mill/ar.recording.toml", 'licence = "CC0-1.0"\n')(folder)


def _in_the_mill(line: str) -> Spoil:
    return lambda folder: (folder / MILL).write_text(line + "\n" + (folder / MILL).read_text())


MORE: list[tuple[str, Spoil]] = [
    ("two recordings", _two_recordings),
    ("piece of itself", _in_the_mill('deeper_of = "the-mill"')),
    ("piece of nothing", _in_the_mill('deeper_of = "the-lake"')),
]
ALL = [*((case[0], case[1]) for case in CASES), *MORE]


@pytest.mark.parametrize("spoil", [spoil for _name, spoil in ALL], ids=[name for name, _spoil in ALL])
def test_a_fault_is_said_in_the_readers_language_at_the_same_place(tiny: Path, spoil: Spoil) -> None:
    spoil(tiny)
    english = content.check(tiny)
    with translation.override("km"):
        khmer = content.check(tiny)
    places = [(fault.file, fault.line) for fault in khmer]
    assert sorted(places) == sorted((fault.file, fault.line) for fault in english)
    assert [fault.message for fault in khmer if not KHMER.search(fault.message)] == []
    assert [fault.message for fault in khmer if "%(" in fault.message] == []
    # Control: nothing in the folder is Khmer, so what was found are the words about it.
    assert [fault.message for fault in english if KHMER.search(fault.message)] == []


@pytest.mark.django_db
def test_a_number_that_is_on_a_sign_is_said_so_in_khmer(edit: Edit, tiny: Path) -> None:
    content.load(TINY)
    edit(MILL, "number = 1", "number = 9")
    with translation.override("km"), pytest.raises(content.FolderRefused) as refused:
        content.load(tiny)
    assert KHMER.search(str(refused.value))
    with pytest.raises(content.FolderRefused, match="cannot become 9"):
        content.load(tiny)


@pytest.mark.django_db
def test_the_terminal_goes_on_in_english(tiny: Path) -> None:
    (tiny / MILL_EN).unlink()
    (tiny / MILL).unlink()
    with pytest.raises(CommandError, match=r"The file is missing\. Put it here\.\nNothing was loaded"):
        call_command("load", str(tiny))


POINTS = [{"title": ""}, {"title": "\u0e17"}, {"title": "x", "slug": "en"}, {"title": "x", "number": 3, "slug": "b"}]
POINTS += [{"title": "Ferry"}, {"number": 4}, {"title": "The hill"}]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", POINTS, ids=str)
def test_a_fault_of_a_point_is_said_in_the_readers_language(wrong: dict[str, str | int]) -> None:
    tour = Tour.objects.create(slug="river", languages=["en", "km"])
    tour.stops.create(slug="ferry", number=3)
    tour.stops.create(slug="gone", number=4, retired=True)
    rows = [Point(where="1", lat=1, lng=2, title="The hill"), Point(where="2", lat=1, lng=2, **wrong)]  # type: ignore[arg-type]
    with translation.override("km"):
        faults = content.plan(tour, rows).faults
    assert faults
    assert all(KHMER.search(fault) for fault in faults), faults
    assert not any(KHMER.search(fault) for fault in content.plan(tour, rows).faults)
