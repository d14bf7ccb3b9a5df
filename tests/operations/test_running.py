"""`make run`: one command sets up, serves, and ends all it started; twice is safe."""

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.processes import family
from tests.site import ROOT, Site, free_port

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("pailin")]


class Running:
    """`manage.py up` in a folder of its own."""

    def __init__(self, site: Site) -> None:
        site.port = free_port()
        self.site = site
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env=site.environment() | {"PORT": str(site.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []

    def wait_for(self, words: str) -> None:
        """Read what it prints until the words come."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError(f"it ended without saying {words!r}:\n{''.join(self.said)}")

    def end(self) -> int:
        """Ask it to end; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "site")
    made.media.mkdir(parents=True)
    return made


@pytest.fixture
def running(site: Site) -> Iterator[Running]:
    started = Running(site)
    yield started
    if started.process.poll() is None:
        started.end()


def test_a_new_site_answers_prints_one_password_and_ends_whole(running: Running, site: Site) -> None:
    running.wait_for("Open http://")
    password = re.search(r"Password, shown this once: (\S+)", "".join(running.said))
    assert password
    site.wait_until_it_answers()
    with urllib.request.urlopen(f"{site.url}/km/battle-of-pailin/", timeout=10) as answer:
        assert answer.status == 200
    children = family(running.process.pid)
    assert len(children) >= 4
    assert running.end() == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []

    again = Running(site)
    again.wait_for("Open http://")
    assert "Password" not in "".join(again.said)
    assert again.end() == 0


def test_a_wrong_setting_is_named_and_nothing_starts(site: Site) -> None:
    site.extra["WAYSIDE_LANGUAGES"] = "km xx"
    done = site.manage("up", check=False)
    assert done.returncode != 0
    assert "xx" in done.stderr
    assert not site.database.exists()


@pytest.mark.parametrize(("name", "value"), [("WAYSIDE_GTTS", "perhaps"), ("PORT", "eighty"), ("PORT", "70000")])
def test_a_value_that_cannot_be_meant_stops_the_program(site: Site, name: str, value: str) -> None:
    site.extra[name] = value
    done = site.manage("up", check=False)
    assert done.returncode != 0
    assert name in done.stderr
