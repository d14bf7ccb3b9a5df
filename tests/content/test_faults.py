"""Every fault of a folder is listed, with its file and line; then nothing is loaded."""

from pathlib import Path

import pytest

from tests.content.conftest import TINY, Edit, everything
from tests.content.fault_cases import CASES, MILL, MILL_AR, MILL_EN, Spoil, add
from tour import content
from tour.models import Tour


@pytest.mark.parametrize(("spoil", "file", "line", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_fault_is_named_with_its_file_and_line(tiny: Path, spoil: Spoil, file: str, line: int, words: str) -> None:
    spoil(tiny)
    faults = content.check(tiny)
    assert any((fault.file, fault.line) == (file, line) and words in fault.message for fault in faults), faults


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_a_faulty_folder_is_refused_and_changes_nothing(tiny: Path, spoil: Spoil) -> None:
    content.load(TINY)
    before = everything()
    spoil(tiny)
    with pytest.raises(content.FolderRefused):
        content.load(tiny)
    assert everything() == before


def test_the_tiny_tour_itself_has_no_fault() -> None:
    assert content.check(TINY) == []


def test_all_faults_are_listed_at_once_by_file_and_line(tiny: Path) -> None:
    for name in ("unknown key", "number 0", "a paragraph less", "claim twice"):
        next(case[1] for case in CASES if case[0] == name)(tiny)
    faults = content.check(tiny)
    assert len(faults) == 4
    assert faults == sorted(faults)


def test_a_file_that_cannot_be_read_does_not_make_others_look_faulty(tiny: Path) -> None:
    (tiny / "tour.toml").write_text("slug old-mill\n")
    (tiny / "sources.toml").write_text("[[sources]\n")
    assert [fault.file for fault in content.check(tiny)] == ["sources.toml", "tour.toml"]


def test_two_recordings_of_one_language_are_one_too_many(tiny: Path) -> None:
    for extension in ("mp3", "wav"):
        add(f"stops/the-mill/ar.recording.{extension}", b"x")(tiny)
    add("stops/the-mill/ar.recording.toml", 'licence = "CC0-1.0"\n')(tiny)
    assert any("another recording" in fault.message for fault in content.check(tiny))


def test_a_translation_without_any_text_yet_is_unfinished_not_wrong(tiny: Path) -> None:
    (tiny / MILL_EN).write_text("# The mill\n")
    assert content.check(tiny) == []


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(content.FolderRefused, match="There is no folder"):
        content.load(tmp_path / "nowhere")
    assert not Tour.objects.exists()


@pytest.mark.parametrize(
    ("old", "new"), [('state = "reviewed"', 'state = "draft"'), ('source = "', 'source = "0123456789abcdef" # "')]
)
def test_paragraphs_of_a_draft_or_a_stale_translation_need_not_be_the_sources(
    tiny: Path, edit: Edit, old: str, new: str
) -> None:
    add(MILL_EN, "\nMore.\n")(tiny)
    assert len(content.check(tiny)) == 1
    edit(MILL_EN, old, new)
    assert content.check(tiny) == []


def test_a_tour_and_its_stops_may_lack_words_and_sources_and_are_then_unfinished_not_wrong(
    tiny: Path, edit: Edit
) -> None:
    (tiny / MILL_AR).unlink()
    edit(MILL, 'sources = ["ledger"]\n', "")
    edit("tour.toml", 'ar = "المطحنة القديمة"\n', "")
    assert content.check(tiny) == []
