import subprocess
import sys
from pathlib import Path

from tests.serving.server import ROOT

HEAVY = (
    "numpy",
    "av",
    "brotli",
    "gtts",
    "django.db.models",
    "tour.models",
    "tour.edition",
    "tour.visitor",
    "tour.feeds",
)


def _loaded(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
    )


def test_a_process_that_only_serves_loads_nothing_that_makes(tmp_path: Path) -> None:
    environment = f"import os; os.environ['WAYSIDE_MEDIA'] = {str(tmp_path)!r}"
    loaded = _loaded(f"{environment}; import tour.wsgi")
    assert "tour.serving.front" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_what_makes_releases_is_there_when_asked_for(tmp_path: Path) -> None:
    environment = f"import os; os.environ['WAYSIDE_MEDIA'] = {str(tmp_path)!r}"
    settings = "os.environ['DJANGO_SETTINGS_MODULE'] = 'tour.settings'; import django; django.setup()"
    loaded = _loaded(f"{environment}; {settings}; from tour.publishing import publish")
    assert {"tour.publishing.releasing", "brotli"} <= loaded
