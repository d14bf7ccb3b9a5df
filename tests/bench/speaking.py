"""Speaking and publishing: what one changed sentence costs, and what nothing changed costs."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.bench.report import Figure
from tests.site import ROOT, Site

TOUR = "battle-of-pailin"
# Runs inside the site's own process, so that only the work is timed, not the start of Python.
CHANGE = """
import json, sys, time
from pathlib import Path
from django.conf import settings
from tour import operations, publishing
from tour.models import Stop, set_words, words
def files(): return {str(p) for p in Path(settings.MEDIA_ROOT, "store").rglob("*") if p.is_file()}
def timed(work):
    start = time.perf_counter(); done = work(); return done, time.perf_counter() - start
slug, result = sys.argv[1], {}
publishing.publish(slug)
_, result["publish_unchanged_s"] = timed(lambda: publishing.publish(slug))
stop = Stop.objects.get(tour__slug=slug, number=8)
set_words(stop, "text", "en", words(stop, "text", "en").replace("Families fled too.", "Families also fled."))
stop.save()
before, cpu = files(), time.process_time()
made, result["publish_edit_s"] = timed(lambda: publishing.publish(slug))
result["publish_edit_cpu_s"] = time.process_time() - cpu
result["publish_edit_written"] = made.written
done, result["narrate_edit_s"] = timed(lambda: operations.narrate(slug, language="en"))
result["synthesised"], result["encoded"] = done.synthesised, done.encoded
result["files"] = len(files() - before)
done, result["narrate_nothing_s"] = timed(lambda: operations.narrate(slug))
result["nothing"] = done.synthesised + done.encoded
print(json.dumps(result))
"""


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of CPU: the second says more on a busy machine."""

    wall_s: float
    cpu_s: float


def figures(site: Site, first_publish: Took, stops: int, languages: int) -> list[Figure]:
    """Measured on the site itself."""
    (site.folder / "change.py").write_text("import django; django.setup()\n" + CHANGE)

    done = subprocess.run(
        [sys.executable, str(site.folder / "change.py"), TOUR],
        cwd=ROOT, env=site.environment() | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(
            f"publish {stops} stops x {languages} languages, sound ready",
            "<= 10 s",
            f"{first_publish.wall_s:.1f} s ({first_publish.cpu_s:.1f} s of CPU)",
            first_publish.wall_s <= 10,
        ),
        Figure(
            "publish after one edit",
            "<= 1 s and only changed files",
            f"{got['publish_edit_s']:.2f} s ({got['publish_edit_cpu_s']:.2f} s of CPU),"
            f" {got['publish_edit_written']} files",
            got["publish_edit_s"] <= 1,
        ),
        Figure("publish with nothing changed", "", f"{got['publish_unchanged_s']:.2f} s"),
        Figure(
            "one changed sentence, narrate",
            "1 synthesis, 1 track",
            f"{got['synthesised']} synthesis, {got['encoded']} track; {got['narrate_edit_s']:.2f} s with encoding",
            (got["synthesised"], got["encoded"]) == (1, 1),
        ),
        Figure("blobs written for that edit and its sound, all releases", "counted", str(got["files"])),
        Figure(
            f"narrate with nothing changed, {languages} languages",
            "0 syntheses, <= 2 s",
            f"{got['nothing']}; {got['narrate_nothing_s']:.2f} s",
            got["nothing"] == 0 and got["narrate_nothing_s"] <= 2,
        ),
    ]


def timed(site: Site, *command: str) -> Took:
    """What a management command takes, start of Python included."""
    start, before = time.perf_counter(), _children_s()
    site.manage(*command)
    return Took(time.perf_counter() - start, _children_s() - before)


def _children_s() -> float:
    """Seconds of CPU of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
