"""A tour folder goes out as a ZIP file and comes back the same; whatever else is sent is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.content.conftest import Edit
from tour import content
from tour.content import archive
from tour.models import Stop, column

Archive = dict[str, bytes | str]


def zipped(files: Archive) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in files.items():
            made.writestr(name, body)
    out.seek(0)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_what_goes_out_comes_back_byte_for_byte(tiny: Path) -> None:
    content.load(tiny)
    out = io.BytesIO()
    content.pack("old-mill", out)
    with content.unpacked(out) as folder:
        assert contents(folder) == contents(tiny)


@pytest.mark.django_db
def test_the_same_tour_gives_the_same_archive(tiny: Path) -> None:
    content.load(tiny)
    first, second = io.BytesIO(), io.BytesIO()
    content.pack("old-mill", first)
    content.pack("old-mill", second)
    assert first.getvalue() == second.getvalue()


def test_an_archive_without_the_outer_folder_and_with_a_desktops_litter_is_read_alike() -> None:
    with content.unpacked(zipped({"tour.toml": "x", "__MACOSX/._tour.toml": "y", ".DS_Store": "z"})) as folder:
        assert contents(folder) == {"tour.toml": b"x"}


@pytest.mark.parametrize(
    "files",
    [
        {"../tour.toml": ""},
        {"/tour.toml": ""},
        {"a/../../tour.toml": ""},
        {"C:/tour.toml": ""},
        {"a\\..\\tour.toml": ""},
        {"readme.txt": "no tour"},
        {"one/tour.toml": "", "two/tour.toml": ""},
        {},
    ],
    ids=str,
)
def test_an_archive_that_is_no_tour_folder_is_refused(files: Archive, tmp_path: Path) -> None:
    with pytest.raises(content.ArchiveRefused), content.unpacked(zipped(files)):
        pass
    assert not (tmp_path / "tour.toml").exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"PK", b"<html>not found</html>", zipped({"tour.toml": "x" * 999}).getvalue()[:-40]],
    # An archive holds the time of its making: named after it, this test would be another in each process.
    ids=["nothing", "two letters", "a page", "cut short"],
)
def test_what_is_no_archive_is_refused(body: bytes) -> None:
    with pytest.raises(content.ArchiveRefused), content.unpacked(io.BytesIO(body)):
        pass


def test_a_link_in_an_archive_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("tour.toml")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(content.ArchiveRefused, match="is a link"), content.unpacked(out):
        pass


def test_an_archive_that_swells_is_stopped_while_it_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("tour.toml", b"0" * 50_000_000)
    with pytest.raises(content.ArchiveRefused, match="unpacks to more"), content.unpacked(out):
        pass


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    with pytest.raises(content.ArchiveRefused), content.unpacked(zipped({f"{n}.txt": "" for n in range(4)})):
        pass


@pytest.mark.django_db
def test_the_difference_names_what_loading_would_do_and_after_it_there_is_none(tiny: Path, edit: Edit) -> None:
    assert content.difference(tiny).new_tour
    content.load(tiny)
    assert content.difference(tiny).nothing
    before = list(Stop.objects.order_by("slug").values_list("slug", column("title", "en"), "retired"))
    edit("stops/the-mill/ar.md", "\n\n", "\n\nكلمة. ")
    edit("stops/the-garden/stop.toml", "number = ", 'date_from = "1990"\nnumber = ')
    found = content.difference(tiny)
    assert [(change.slug, change.languages, change.facts) for change in found.changed] == [
        ("the-mill", ("ar",), ()),
        ("the-garden", (), ("date_from",)),
    ]
    assert before == list(Stop.objects.order_by("slug").values_list("slug", column("title", "en"), "retired"))
    content.load(tiny)
    assert content.difference(tiny).nothing
