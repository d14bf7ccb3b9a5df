import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publishing.fakes import FakeVisitor, make_tour
from tour.models import Stop
from tour.publishing import ExportRefused, current, export, publish, read, store, verify

pytestmark = pytest.mark.django_db
SLUG = "river-walk"


@pytest.fixture
def folder(tmp_path: Path, visitor: FakeVisitor, voices_speak: Callable[[], None]) -> Path:
    make_tour()
    make_tour("other-tour")
    voices_speak()
    publish(SLUG, faces=visitor.faces())
    publish("other-tour", faces=visitor.faces())
    target = tmp_path / "stick" / "tour"
    export(SLUG, target, faces=visitor.faces())
    return target


def test_an_export_is_an_ordinary_folder_that_verifies(folder: Path) -> None:
    assert (folder / "en" / SLUG / "stop-1" / "index.html").is_file()
    assert (folder / "km" / SLUG / "pack.json").is_file()
    assert (folder / "en" / "404.html").is_file()
    assert verify(folder) == []


def test_an_export_is_a_site_of_its_one_tour(folder: Path) -> None:
    assert "other-tour" not in (folder / "en" / "index.html").read_text()
    assert not (folder / "en" / "other-tour").exists()


def test_signs_and_the_root_lead_on_without_a_server(folder: Path) -> None:
    assert f'url=../../en/{SLUG}/stop-2/"' in (folder / SLUG / "2" / "index.html").read_text()
    assert f'url=en/{SLUG}/"' in (folder / "index.html").read_text()


def test_a_renamed_stop_s_old_address_is_a_page_that_leads_on(visitor: FakeVisitor, tmp_path: Path) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=2).update(slug="bridge")
    publish(SLUG, faces=visitor.faces())
    export(SLUG, tmp_path / "renamed", faces=visitor.faces())
    for language in ("en", "km"):
        page = tmp_path / "renamed" / language / SLUG / "stop-2" / "index.html"
        assert 'url=../bridge/"' in page.read_text()
    assert verify(tmp_path / "renamed") == []


def test_every_file_of_a_pack_lies_under_both_its_addresses(folder: Path) -> None:
    pack = json.loads((folder / "en" / SLUG / "pack.json").read_text())
    for file in pack["files"]:
        met = folder / (file["url"] + "index.html" if file["url"].endswith("/") else file["url"])
        assert met.read_bytes() == (folder / file["src"]).read_bytes()


def test_what_is_done_to_the_folder_does_not_reach_the_store(folder: Path) -> None:
    for path in folder.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"spoilt")
    assert verify(SLUG) == []


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x")])
def test_a_damaged_folder_says_what_is_wrong(folder: Path, spoil: Callable[[Path], None]) -> None:
    spoil(folder / "en" / SLUG / "stop-1" / "cues.vtt")
    (fault,) = verify(folder)
    assert fault.startswith(f"en/{SLUG}/stop-1/cues.vtt is ")


def test_a_folder_in_use_is_not_written_into(folder: Path, visitor: FakeVisitor) -> None:
    with pytest.raises(ExportRefused, match="is not empty"):
        export(SLUG, folder, faces=visitor.faces())


def test_an_unpublished_tour_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="not published yet"):
        export("nowhere", tmp_path / "new")


def test_an_export_that_fails_leaves_nothing_behind(folder: Path, visitor: FakeVisitor, tmp_path: Path) -> None:
    store().path(read(store(), current().tours[SLUG]).files[f"en/{SLUG}/stop-1/"].sha256).unlink()
    with pytest.raises(ExportRefused, match="was not written"):
        export(SLUG, tmp_path / "second", faces=visitor.faces())
    assert [path.name for path in tmp_path.glob("second*")] == []


def test_a_folder_that_is_no_export_is_told_apart(tmp_path: Path) -> None:
    assert "is no exported tour" in verify(tmp_path)[0]
    assert verify("nowhere") == ["nowhere is neither a published tour nor a folder."]


@pytest.mark.parametrize("form", ["sha256", "br", "gzip"])
def test_every_damaged_form_of_a_file_is_found(folder: Path, form: str) -> None:
    entry = read(store(), current().tours[SLUG]).files[f"en/{SLUG}/stop-1/"]
    path = store().path(getattr(entry, form))
    path.write_bytes(b"\x00" * path.stat().st_size)
    assert any("damaged" in fault for fault in verify(SLUG))
