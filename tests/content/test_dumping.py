"""A dump takes the place of an earlier one, and of nothing else."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.content.conftest import TINY, tree
from tour import content
from tour.models import Stop, Tour, set_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tmp_path: Path) -> Path:
    content.load(TINY)
    return tmp_path / "dumped"


def test_an_unknown_tour_is_said(target: Path) -> None:
    with pytest.raises(Tour.DoesNotExist):
        content.dump("no-such-tour", target)
    assert not target.exists()


def test_an_empty_folder_is_filled(target: Path) -> None:
    target.mkdir()
    content.dump("old-mill", target)
    assert tree(target) == tree(TINY)


def test_an_earlier_dump_of_the_tour_is_replaced_whole(target: Path) -> None:
    content.dump("old-mill", target)
    mill = Stop.objects.get(slug="the-mill")
    set_words(mill, "title", "en", "The watermill")
    mill.save()
    Stop.objects.filter(slug="the-garden").update(retired=True)
    content.dump("old-mill", target)
    assert "# The watermill" in (target / "stops/the-mill/en.md").read_text()
    assert not (target / "stops/the-garden").exists()


@pytest.mark.parametrize("name", ["notes.txt", "stops/the-mill/draft.docx"])
def test_a_file_that_is_no_part_of_a_dump_is_not_lost(target: Path, name: str) -> None:
    content.dump("old-mill", target)
    (target / name).write_text("mine")
    before = tree(target)
    with pytest.raises(content.DumpRefused, match="would be lost"):
        content.dump("old-mill", target)
    assert tree(target) == before


def test_another_tours_folder_is_not_replaced(target: Path) -> None:
    content.dump("old-mill", target)
    toml = target / "tour.toml"
    toml.write_text(toml.read_text().replace("old-mill", "new-mill"))
    with pytest.raises(content.DumpRefused, match="not empty"):
        content.dump("old-mill", target)


def test_a_folder_of_something_else_is_not_replaced(target: Path) -> None:
    target.mkdir()
    (target / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(content.DumpRefused, match="not empty"):
        content.dump("old-mill", target)
    assert tree(target) == {"photo.jpg": b"mine"}


def test_a_file_in_the_way_is_not_replaced(target: Path) -> None:
    target.write_text("mine")
    with pytest.raises(content.DumpRefused, match="is a file"):
        content.dump("old-mill", target)
    assert target.read_text() == "mine"


def test_a_missing_picture_leaves_the_earlier_dump_as_it_was(target: Path) -> None:
    content.dump("old-mill", target)
    before = tree(target)
    for path in (Path(settings.MEDIA_ROOT) / "pictures").iterdir():
        path.unlink()
    with pytest.raises(content.DumpRefused, match="missing from the media folder"):
        content.dump("old-mill", target)
    assert tree(target) == before


def test_nothing_is_left_beside_the_dump(target: Path) -> None:
    content.dump("old-mill", target)
    content.dump("old-mill", target)
    assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []
