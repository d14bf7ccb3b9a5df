import os
import time
from pathlib import Path

import pytest

from tour.narration.files import put


def test_what_a_killed_process_left_is_swept_away_in_time(tmp_path: Path) -> None:
    abandoned, fresh = tmp_path / "a.flac.1.partial", tmp_path / "b.flac.2.partial"
    for path in (abandoned, fresh):
        path.touch()
    os.utime(abandoned, (time.time() - 7200,) * 2)
    put(tmp_path / "c.flac", lambda partial: partial.write_bytes(b"whole"))
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["b.flac.2.partial", "c.flac"]


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"old")

    def fail(partial: Path) -> None:
        partial.write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "a.mp3", fail)
    assert (tmp_path / "a.mp3").read_bytes() == b"old"
    assert [path.name for path in tmp_path.glob("a*")] == ["a.mp3"]


def test_a_file_that_does_not_pass_its_check_is_not_named(tmp_path: Path) -> None:
    def refuse(_: Path) -> None:
        raise OSError("not whole")

    with pytest.raises(OSError, match="not whole"):
        put(tmp_path / "a.mp3", lambda partial: partial.write_bytes(b"half"), check=refuse)
    assert not list(tmp_path.glob("a*"))


def test_two_writers_of_one_file_do_not_write_into_each_other(tmp_path: Path) -> None:
    def slow(partial: Path) -> None:
        put(tmp_path / "a.mp3", lambda other: other.write_bytes(b"quick and whole"))
        partial.write_bytes(b"slow")

    put(tmp_path / "a.mp3", slow)
    assert (tmp_path / "a.mp3").read_bytes() == b"slow"
