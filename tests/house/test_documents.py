"""What the README promises is what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_every_setting_is_in_the_readme() -> None:
    names = set(re.findall(r"""env(?:_[a-z]+)?\("([A-Z_]+)\"""", (ROOT / "tour/settings.py").read_text()))
    assert names
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_command_is_in_the_readme() -> None:
    names = {path.stem for path in (ROOT / "tour/management/commands").glob("*.py")} - {"__init__"}
    assert names
    assert {name for name in names if not re.search(rf"`(?:manage\.py )?{name}\b", README)} == set()


def test_every_make_target_is_in_the_readme() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    names = {name for line in phony for name in line.split()} - {"browser", "clean", "lint"}
    assert {name for name in names if f"make {name}" not in README} == set()
