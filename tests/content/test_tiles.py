"""An archive of map tiles is read to its last directory, and refused where a phone could not draw from it."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests import pmtiles
from tests.content.conftest import TINY, everything, tree
from tour import content
from tour.content import files
from tour.content.tiles.pmtiles import Archive, NotTiles, read
from tour.models import Tour

SAMPLE = pmtiles.sample()
GOOD = pmtiles.archive(SAMPLE)
GZIPPED = pmtiles.archive(SAMPLE, internal=pmtiles.GZIP, leaf=5)
MAP = '{"type":"FeatureCollection","tiles":{"attribution":"© The surveyors"},"features":[\n\n]}\n'


@pytest.mark.parametrize("leaf", [0, 1, 7, 1000])
@pytest.mark.parametrize("internal", [pmtiles.NONE, pmtiles.GZIP])
def test_what_an_archive_holds_is_told_whatever_its_directories(leaf: int, internal: int) -> None:
    made = pmtiles.archive(SAMPLE, leaf=leaf, internal=internal)
    assert read(made) == Archive(kind="PNG", tiles=341, min_zoom=0, max_zoom=4)


def test_leaves_below_leaves_are_read() -> None:
    entries = [(0, 1, 0, len(SAMPLE[0, 0, 0]))]
    leaf = pmtiles.directory(entries)
    middle = pmtiles.directory([(0, 0, 0, len(leaf))])
    root = pmtiles.directory([(0, 0, len(leaf), len(middle))])
    assert read(pmtiles.joined(root, leaf + middle, SAMPLE[0, 0, 0])).tiles == 1


def test_tiles_are_numbered_as_the_specification_has_it() -> None:
    assert [pmtiles.number(*at) for at in ((0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0))] == [0, 1, 2, 3, 4]
    assert pmtiles.number(12, 3423, 1763) == 19_078_479


@pytest.mark.parametrize("picture", [b"\xff\xd8\xff\xe0....", b"RIFF....WEBPVP8 ", b"....ftypavif...."])
def test_every_kind_of_picture_is_taken(picture: bytes) -> None:
    assert read(pmtiles.archive({(0, 0, 0): picture}, kind=pmtiles.JPEG)).tiles == 1


def _byte(at: int, value: int, made: bytes = GOOD) -> bytes:
    return made[:at] + bytes([value]) + made[at + 1 :]


def _number(at: int, value: int, made: bytes = GOOD) -> bytes:
    return made[:at] + struct.pack("<Q", value) + made[at + 8 :]


def _root(*entries: pmtiles.Entry, leaves: bytes = b"") -> bytes:
    return pmtiles.joined(pmtiles.directory(entries), leaves, SAMPLE[0, 0, 0] * 2)


def _circle() -> bytes:
    """A leaf directory that names itself."""
    leaf = pmtiles.directory([(0, 0, 0, 5)])
    return _root((0, 0, 0, len(leaf)), leaves=leaf)


PICTURE = len(SAMPLE[0, 0, 0])
BROKEN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "other"),
    "a page": (b"<!doctype html>" * 20, "other"),
    "version 2": (_byte(7, 2), "other"),
    "version 4": (_byte(7, 4), "other"),
    "a cut header": (GOOD[:126], "other"),
    "vector tiles": (pmtiles.archive(SAMPLE, kind=pmtiles.MVT), "vector"),
    "newer vector tiles": (pmtiles.archive(SAMPLE, kind=6), "vector"),
    "tiles of no kind": (pmtiles.archive(SAMPLE, kind=0), "kind"),
    "tiles of a kind to come": (pmtiles.archive(SAMPLE, kind=9), "kind"),
    "Brotli inside": (_byte(97, pmtiles.BROTLI), "compression"),
    "Zstandard inside": (_byte(97, 4), "compression"),
    "an unknown compression": (_byte(97, 0), "compression"),
    "pictures packed once more": (pmtiles.archive(SAMPLE, packed=pmtiles.GZIP), "packed"),
    "closer than any map": (pmtiles.archive(SAMPLE, zooms=(0, 30)), "damaged"),
    "zooms turned about": (pmtiles.archive(SAMPLE, zooms=(4, 0)), "damaged"),
    "cut in its tiles": (GOOD[:-1], "damaged"),
    "cut in its leaves": (GZIPPED[:400], "damaged"),
    "a root beyond the file": (_number(8, 2**40), "damaged"),
    "a root beyond the first request": (_number(16, 20_000, GOOD + bytes(30_000)), "damaged"),
    "leaves beyond the file": (_number(48, 2**62), "damaged"),
    "a root cut short": (_number(16, 40), "damaged"),
    "directories said to be packed": (_byte(97, pmtiles.GZIP), "damaged"),
    "directories cut in their packing": (_number(16, 30, GZIPPED), "damaged"),
    "endless numbers": (pmtiles.joined(b"\x01" + b"\xff" * 30, b"", b""), "damaged"),
    "a tile beyond the end": (_root((0, 1, PICTURE, 2 * PICTURE)), "damaged"),
    "a tile of no bytes": (_root((0, 1, 0, 0)), "damaged"),
    "one place twice": (_root((3, 1, 0, PICTURE), (3, 1, PICTURE, PICTURE)), "damaged"),
    "places that overlap": (_root((0, 4, 0, PICTURE), (3, 1, PICTURE, PICTURE)), "damaged"),
    "a leaf beyond the leaves": (_root((0, 0, 0, 900)), "damaged"),
    "a leaf that names itself": (_circle(), "damaged"),
    "tiles that are no pictures": (pmtiles.archive({(0, 0, 0): b"<svg xmlns='x'/>"}), "damaged"),
    "no tiles": (pmtiles.joined(pmtiles.directory([]), b"", b""), "empty"),
    "more tiles than it says": (pmtiles.joined(pmtiles.varint(10**9), b"", b""), "many"),
    "directories that swell": (
        pmtiles.joined(pmtiles.directory([(0, 0, 0, 0)] * 999_999, pmtiles.GZIP), b"", b"", internal=pmtiles.GZIP),
        "many",
    ),
}


@pytest.mark.parametrize(("made", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_archive_is_refused_with_its_reason(made: bytes, code: str) -> None:
    with pytest.raises(NotTiles, match=f"^{code}$"):
        read(made)


def test_each_byte_of_header_and_directories_may_be_wrong_without_another_kind_of_failure() -> None:
    for made in (GOOD, GZIPPED):
        for at in range(600):
            for value in (0, 0x7F, 0xFF):
                try:
                    read(_byte(at, value, made))
                except NotTiles:
                    continue


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", True),
        ("https://{s}.tile.example.org:8443/a/{z}/{y}/{x}@2x.jpg?key=a-b_c", True),
        ("/tiles/{z}/{x}/{y}.png", True),
        ("http://tiles.example.org/{z}/{x}/{y}.png", False),
        ("//tiles.example.org/{z}/{x}/{y}.png", False),
        ("https://tiles.example.org/{z}/{x}.png", False),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}.png", False),
        ("https://tiles.example.org/{z}/{x}/{y}.png;script-src *", False),
        ("https://tiles.example.org/{z}/{x}/{y}/{token}.png", False),
        ("javascript:{z}{x}{y}", False),
        (None, False),
    ],
)
def test_an_address_is_of_this_site_or_over_https_and_names_the_tile(url: object, taken: bool) -> None:
    assert content.is_tile_address(url) is taken


@pytest.fixture
def tiled(tiny: Path) -> Path:
    (tiny / "map.pmtiles").write_bytes(GZIPPED)
    (tiny / "map.geojson").write_text(MAP)
    return tiny


@pytest.mark.django_db
def test_the_archive_goes_through_the_tables_and_comes_out_the_same(tiled: Path, tmp_path: Path) -> None:
    content.load(tiled)
    name = Tour.objects.get().tiles
    assert (Path(settings.MEDIA_ROOT) / "tiles" / name).read_bytes() == GZIPPED
    content.dump("old-mill", tmp_path / "dumped")
    assert tree(tmp_path / "dumped") == tree(tiled)
    with (tmp_path / "zip").open("w+b") as out:
        content.pack("old-mill", out)
        with content.unpacked(out) as folder:
            assert tree(folder) == tree(tiled)
            assert content.difference(folder).nothing


@pytest.mark.django_db
def test_another_archive_is_a_change_and_loading_twice_is_none(tiled: Path) -> None:
    content.load(tiled)
    again = content.load(tiled)
    assert (again.created, again.changed) == (0, 0)
    (tiled / "map.pmtiles").write_bytes(GOOD)
    assert content.difference(tiled).head == ("tiles",)
    content.load(tiled)
    assert content.difference(tiled).nothing
    (tiled / "map.pmtiles").unlink()
    (tiled / "map.geojson").write_bytes((TINY / "map.geojson").read_bytes())
    content.load(tiled)
    assert Tour.objects.get().tiles == ""


Spoil = Callable[[Path], object]


def _folder(folder: Path) -> None:
    (folder / "map.pmtiles").unlink()
    (folder / "map.pmtiles").mkdir()


def _said(tiles: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "map.geojson").write_text(MAP.replace('{"attribution":"© The surveyors"}', tiles))

    return spoil


FAULTS: dict[str, tuple[Spoil, str, str]] = {
    "no archive": (lambda folder: (folder / "map.pmtiles").write_bytes(b"x"), "map.pmtiles", "no PMTiles archive"),
    "vector tiles": (
        lambda folder: (folder / "map.pmtiles").write_bytes(pmtiles.archive(SAMPLE, kind=pmtiles.MVT)),
        "map.pmtiles",
        "vector tiles",
    ),
    "too large": (
        lambda folder: (folder / "map.pmtiles").write_bytes(GOOD + bytes(files.TILES_BYTES)),
        "map.pmtiles",
        "larger than 30 MB",
    ),
    "a folder": (_folder, "map.pmtiles", "not a folder"),
    "no map": (lambda folder: (folder / "map.geojson").unlink(), "map.pmtiles", "whose tiles"),
    "a map that does not speak of tiles": (
        lambda folder: (folder / "map.geojson").write_bytes((TINY / "map.geojson").read_bytes()),
        "map.pmtiles",
        "whose tiles",
    ),
    "no attribution": (_said("{}"), "map.geojson", "attribution"),
    "an attribution that says nothing": (_said('{"attribution":" – "}'), "map.geojson", "attribution"),
    "an address beside": (_said('{"attribution":"©A","url":"/{z}/{x}/{y}"}'), "map.geojson", "one of the two"),
    "neither": (lambda folder: (folder / "map.pmtiles").unlink(), "map.geojson", "https://"),
    "tiles that are text": (_said('"tiles"'), "map.geojson", "an object"),
    "a zoom that is text": (_said('{"attribution":"©A","max_zoom":"9"}'), "map.geojson", "whole number"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("spoil", "file", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_its_file_and_nothing_is_loaded(tiled: Path, spoil: Spoil, file: str, words: str) -> None:
    content.load(TINY)
    before = everything()
    spoil(tiled)
    with pytest.raises(content.FolderRefused) as refused:
        content.load(tiled)
    assert [one.file for one in refused.value.faults] == [file], refused.value.faults
    assert words in refused.value.faults[0].message
    assert everything() == before
    assert not (Path(settings.MEDIA_ROOT) / "tiles").exists()


@pytest.mark.django_db
def test_an_address_alone_goes_through_the_tables(tiny: Path, tmp_path: Path) -> None:
    said = '{"attribution":"© A","max_zoom":15,"url":"https://tiles.example.org/{z}/{x}/{y}.png"}'
    (tiny / "map.geojson").write_text(MAP.replace('{"attribution":"© The surveyors"}', said))
    content.load(tiny)
    content.dump("old-mill", tmp_path / "dumped")
    assert tree(tmp_path / "dumped") == tree(tiny)


def test_an_archive_that_was_damaged_in_the_media_folder_is_made_whole_by_uploading_it_again(tmp_path: Path) -> None:
    upload = tmp_path / "upload"
    upload.write_bytes(GOOD)
    kept = Path(settings.MEDIA_ROOT) / "tiles" / content.accept_tiles(upload).file
    kept.write_bytes(GOOD[:-1])
    content.accept_tiles(upload)
    assert kept.read_bytes() == GOOD


def test_a_disk_that_is_full_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError("no space")

    upload = tmp_path / "upload"
    upload.write_bytes(pmtiles.archive(SAMPLE, leaf=3))
    monkeypatch.setattr("os.fsync", full)
    folder = Path(settings.MEDIA_ROOT) / "tiles"
    before = set(folder.glob("*")) | set(folder.glob(".*"))
    with pytest.raises(content.TilesRefused, match="could not store"):
        content.accept_tiles(upload)
    assert set(folder.glob("*")) | set(folder.glob(".*")) == before
