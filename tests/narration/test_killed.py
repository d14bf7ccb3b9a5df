"""kill -9 at any moment loses nothing but the sentence under way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings

TEXTS = [f"This is sentence number {number} of the walk." for number in range(24)]
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tour.models import Tour
Tour.objects.create(slug="walk", languages=["en"])
"""
SPEAK = f"""
import django, json; django.setup()
from tour import narration
wanted = narration.Wanted(tour="walk", stop="gate", language="en", paragraphs=(tuple({TEXTS!r}),))
made = narration.make(wanted, voices=["espeak"])
(found,) = narration.find([wanted])
from tour.models import Segment
print(json.dumps([made.synthesised, made.encoded, list(made.failures), isinstance(found, narration.Heard),
                  Segment.objects.filter(status="made").count()]))
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    subprocess.run(command(PREPARE), env=environment(folder), check=True, cwd=django_settings.BASE_DIR)
    return folder


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Path:
    (tmp_path / "site.sqlite3").write_bytes((prepared / "site.sqlite3").read_bytes())
    return tmp_path


def command(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tour.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "WAYSIDE_MEDIA": str(folder / "media"),
    }


def count(pattern: str, at_least: int) -> Callable[[Path], bool]:
    return lambda media: sum(1 for _ in media.glob(pattern)) >= at_least


MOMENTS = {
    "while the first sentence is written": count("segments/*/*.partial", 1),
    "after the first sentence": count("segments/*/*.flac", 1),
    "in the middle": count("segments/*/*.flac", 11),
    "after the last sentence": count("segments/*/*.flac", len(TEXTS)),
    "while the track is encoded": count("tracks/*/*.partial", 1),
    "between the two formats": count("tracks/*/*.webm", 1),
    "after the second format": count("tracks/*/*.mp3", 1),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_was_finished_is_not_made_again(site: Path, moment: str) -> None:
    media = site / "media"
    speaking = subprocess.Popen(
        command(SPEAK), env=environment(site), cwd=django_settings.BASE_DIR, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 90
    while speaking.poll() is None and not MOMENTS[moment](media):
        assert time.monotonic() < deadline
        time.sleep(0.001)  # another process writes: there is no event to wait for
    if speaking.poll() is None:
        os.kill(speaking.pid, signal.SIGKILL)
    speaking.wait()
    finished = sum(1 for _ in media.glob("segments/*/*.flac"))
    answer = subprocess.run(
        command(SPEAK), env=environment(site), cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, check=True
    )
    synthesised, encoded, failures, heard, rows = json.loads(answer.stdout)
    assert synthesised == len(TEXTS) - finished
    assert encoded in (0, 1)
    assert (failures, heard, rows) == ([], True, len(TEXTS))
