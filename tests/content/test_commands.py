"""`manage.py load` and `dump`: thin, clear, and non-zero when something is wrong."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.content.conftest import TINY, Edit, tree
from tour.models import Tour

pytestmark = pytest.mark.django_db


def test_load_says_how_much_was_made() -> None:
    out = StringIO()
    call_command("load", str(TINY), stdout=out)
    call_command("load", str(TINY), stdout=out)
    assert out.getvalue() == "old-mill: 27 rows made, 0 changed\nold-mill: 0 rows made, 0 changed\n"


def test_load_lists_every_fault_and_fails(tiny: Path, edit: Edit) -> None:
    edit("stops/the-mill/stop.toml", "number = 1", "number = 0")
    edit("stops/the-garden/en.md", "reviewed", "perfect")
    with pytest.raises(CommandError) as failed:
        call_command("load", str(tiny))
    lines = str(failed.value).splitlines()
    assert failed.value.returncode == 1
    assert [line.rsplit(": ", 1)[0] for line in lines[:2]] == [
        "stops/the-garden/en.md:2: “perfect” is not known; “state” is one of",
        "stops/the-mill/stop.toml:1",
    ]
    assert lines[-1] == "Nothing was loaded. Faults: 2."
    assert not Tour.objects.exists()


def test_load_names_recordings_that_are_none_and_fails(tiny: Path) -> None:
    (tiny / "stops/the-mill/ar.recording.mp3").write_bytes(b"noise")
    (tiny / "stops/the-mill/ar.recording.toml").write_text('licence = "CC0-1.0"\n')
    with pytest.raises(CommandError, match=r"ar\.recording\.mp3:1: .*\nAll was loaded but these recordings"):
        call_command("load", str(tiny), stdout=StringIO())


def test_dump_writes_the_folder(tmp_path: Path) -> None:
    call_command("load", str(TINY), stdout=StringIO())
    call_command("dump", "old-mill", str(tmp_path / "dumped"), stdout=StringIO())
    assert tree(tmp_path / "dumped") == tree(TINY)


def test_dump_of_no_tour_fails(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no tour 'no-such-tour'"):
        call_command("dump", "no-such-tour", str(tmp_path / "dumped"))


def test_dump_into_something_else_fails(tmp_path: Path) -> None:
    call_command("load", str(TINY), stdout=StringIO())
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("dump", "old-mill", str(tmp_path))
