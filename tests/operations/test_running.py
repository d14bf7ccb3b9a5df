"""`make run`: one command sets up, serves, and ends all it started; twice is safe."""

import os
import re
import select
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.bench.processes import family
from tests.site import ROOT, Site, free_port
from tour import publishing
from tour.operations import running, scheduling

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
def started(site: Site) -> Iterator[Running]:
    made = Running(site)
    yield made
    if made.process.poll() is None:
        made.end()


def test_a_new_site_answers_prints_one_password_and_ends_whole(started: Running, site: Site) -> None:
    started.wait_for("Open http://")
    password = re.search(r"Password, shown this once: (\S+)", "".join(started.said))
    assert password
    site.wait_until_it_answers()
    with urllib.request.urlopen(f"{site.url}/km/battle-of-pailin/", timeout=10) as answer:
        assert answer.status == 200
    children = family(started.process.pid)
    assert len(children) >= 4
    assert started.end() == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []

    again = Running(site)
    again.wait_for("Open http://")
    assert "Password" not in "".join(again.said)
    assert again.end() == 0


WRONG = [
    ("WAYSIDE_LANGUAGES", "km xx"),
    ("WAYSIDE_LANGUAGES", ","),
    ("WAYSIDE_GTTS", "perhaps"),
    ("WAYSIDE_GTTS_PAUSE", "soon"),
    ("WAYSIDE_GTTS_PAUSE", "-1"),
    ("WAYSIDE_RECONCILE_EVERY", "0"),
    ("WAYSIDE_RELEASE_KEEP_DAYS", "nan"),
    ("WAYSIDE_PROXIES", "nginx"),
    ("WAYSIDE_MEDIA", "/dev/null/media"),
]


@pytest.mark.parametrize(("name", "value"), [*WRONG, ("PORT", "eighty"), ("PORT", "70000")])
def test_a_value_that_cannot_be_meant_is_named_and_nothing_starts(site: Site, name: str, value: str) -> None:
    site.extra[name] = value
    done = site.manage("up", check=False)
    assert done.returncode != 0
    assert name in done.stderr
    assert not site.database.exists()


@pytest.mark.parametrize(("name", "value"), [WRONG[0], WRONG[-1]])
def test_a_web_server_started_alone_refuses_it_too(site: Site, name: str, value: str) -> None:
    site.extra[name] = value
    done = subprocess.run(
        [sys.executable, "-c", "import tour.wsgi"], cwd=ROOT, env=site.environment(), capture_output=True, text=True
    )
    assert done.returncode != 0
    assert name in done.stderr


@pytest.mark.django_db(transaction=True)
def test_a_faulty_seed_is_named_and_the_site_is_set_up_all_the_same(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "seeds" / "broken").mkdir(parents=True)
    (tmp_path / "seeds" / "broken" / "tour.toml").write_text("slug = ")
    said: list[str] = []
    running.set_up(said.append)
    assert any("broken/tour.toml:1:" in line for line in said)
    assert publishing.current().site


@pytest.mark.django_db(transaction=True)
def test_a_new_site_says_nothing_of_notices_that_were_mended(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BASE_DIR = tmp_path
    scheduling.tick()
    # Control: a site that was never set up has them written by the scheduler, which says so.
    assert "notices" in caplog.text
    publishing.notices_path().unlink()
    caplog.clear()
    running.set_up(lambda _: None)
    scheduling.tick()
    assert "notices" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_damaged_release_is_named_and_the_site_is_set_up_all_the_same(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    publishing.pointer_path().write_text('{"site": "", "tours": {"lost": "' + "0" * 64 + '"}}')
    said: list[str] = []
    running.set_up(said.append)
    assert any("Not published" in line for line in said)


def test_a_process_that_cannot_start_takes_the_others_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
        if started:
            raise OSError("no more processes")
        started.append(subprocess.Popen(["sleep", "60"]))
        return started[0]

    monkeypatch.setattr(running, "_start", start)
    monkeypatch.setattr(running, "_signalled", lambda: lambda: False)
    with pytest.raises(OSError, match="no more"):
        running.serve("127.0.0.1", 1, lambda _: None)
    assert started[0].returncode is not None


def test_what_a_child_leaves_behind_ends_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A web server told to end while it starts may go without its worker; nothing of it stays."""
    leaves = f"sleep 60 & echo $! > {tmp_path}/$!.new; mv {tmp_path}/$!.new {tmp_path}/$!.pid; wait"
    started: list[Sequence[str]] = []

    def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
        started.append(command)
        return subprocess.Popen(["sh", "-c", leaves], start_new_session=True)

    monkeypatch.setattr(running, "_start", start)
    monkeypatch.setattr(running, "_signalled", lambda: lambda: len(list(tmp_path.glob("*.pid"))) == len(started))
    assert running.serve("127.0.0.1", 1, lambda _: None) == 0
    assert all(gone_within(int(noted.stem), 10) for noted in tmp_path.glob("*.pid"))


def gone_within(pid: int, seconds: float) -> bool:
    """Whether the process has ended by then."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)
