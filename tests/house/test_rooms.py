"""What import rules cannot see: templates and scripts reach only their own room."""

import re
from pathlib import Path

import pytest

from tour.visitor.assets import LEAFLET

TOUR = Path(__file__).parents[2] / "tour"
TEMPLATES = sorted(TOUR.glob("*/templates/**/*.html"))
MODULES = sorted(TOUR.glob("*/static/**/*.js"))


def _name(path: Path) -> str:
    return path.relative_to(TOUR).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_uses_only_its_own_room(path: Path) -> None:
    room = path.relative_to(TOUR).parts[0]
    used = re.findall(r"""\{%\s*(?:include|extends)\s+["']([^"']+)""", path.read_text())
    allowed = (room + "/", "admin/", "registration/") if room == "curator" else (room + "/",)
    assert [name for name in used if not name.startswith(allowed)] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_imports_only_from_its_own_folder_and_the_shared_one(path: Path) -> None:
    used = re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", path.read_text())
    assert [name for name in used if not re.fullmatch(r"\./[a-z0-9-]+\.js", name)] == []
    # Leaflet comes from its package, and is named by its content like our own.
    folders = (path.parent, TOUR / "client/static/client", LEAFLET)
    assert [name for name in used if not any((folder / name).exists() for folder in folders)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_no_inline_handlers_styles_or_foreign_hosts(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"\son[a-z]+\s*=", text) == []
    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text) == []
