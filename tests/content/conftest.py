"""The tiny tour, in a copy that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tour.models import (
    Claim,
    LexiconEntry,
    Picture,
    Route,
    RouteStop,
    Source,
    SpokenForm,
    Stop,
    Tour,
    TranslationRecord,
    VoiceChoice,
)

TINY = Path(__file__).parents[1] / "tours" / "tiny"
TABLES = (
    Claim,
    Claim.sources.through,
    LexiconEntry,
    Picture,
    Route,
    RouteStop,
    Source,
    SpokenForm,
    Stop,
    Tour,
    TranslationRecord,
    VoiceChoice,
)

Edit = Callable[..., None]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture
def edit(tiny: Path) -> Edit:
    def change(file: str, old: str, new: str) -> None:
        path = tiny / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return change


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tour's tables, as it is stored."""
    return {
        model.__name__: list(
            model._default_manager.order_by("pk").values_list(*(f.attname for f in model._meta.concrete_fields))
        )
        for model in TABLES
    }


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
