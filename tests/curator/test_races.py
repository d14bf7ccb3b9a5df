"""Two people save one stop at the same moment, again and again, on a real server over a real file."""

import html
import http.cookiejar
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.curator.forms import loaded, theirs
from tests.site import Site

pytestmark = pytest.mark.journey

RACES = 100
WAIT_S = 30
PEOPLE = ("dara", "mony")
PASSWORD = "look-at-the-river"
MAKE = f"""
from django.contrib.auth.models import User
from tour.models import Stop, Tour
for name in {PEOPLE!r}:
    User.objects.create_superuser(name, password={PASSWORD!r})
tour = Tour.objects.create(slug="river", languages=["en"], title_en="The river")
Stop.objects.create(tour=tour, slug="ferry", number=1, title_en="title", place_en="place", text_en="It crossed here.")
"""
PAGE = "/admin/tour/stop/1/change/"


class _Stays(urllib.request.HTTPRedirectHandler):
    """Tells a redirect instead of following it."""

    def redirect_request(self, *_args: Any) -> None:
        return None


@dataclass(frozen=True)
class Reply:
    status: int
    content: bytes


class Editor:
    """One person's browser, logged in."""

    def __init__(self, url: str, name: str) -> None:
        self._url = url
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(_Stays(), urllib.request.HTTPCookieProcessor(self._cookies))
        self.get("/admin/login/")
        assert self.post("/admin/login/", {"username": name, "password": PASSWORD}).status == 302

    def get(self, path: str) -> Reply:
        return self._ask(path, None)

    def post(self, path: str, fields: dict[str, Any]) -> Reply:
        token = next(str(one.value) for one in self._cookies if one.name == "csrftoken")
        return self._ask(path, urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}, doseq=True).encode())

    def _ask(self, path: str, body: bytes | None) -> Reply:
        request = urllib.request.Request(self._url + path, body, {"Referer": self._url + path})
        try:
            with self._opener.open(request, timeout=WAIT_S) as answer:
                return Reply(answer.status, answer.read())
        except urllib.error.HTTPError as answer:
            return Reply(answer.code, answer.read())


@dataclass
class Tally:
    """What became of the edits: `lost` were told to be saved and stand nowhere, or were refused and not shown."""

    saved: list[str] = field(default_factory=list)
    refused: int = 0
    lost: list[str] = field(default_factory=list)


@contextmanager
def served(folder: Path, **extra: str) -> Iterator[Site]:
    site = Site(folder, extra={"WAYSIDE_LANGUAGES": "en", **extra})
    site.media.mkdir(parents=True)
    site.manage("migrate", "--verbosity", "0")
    site.manage("shell", "--no-imports", "-c", MAKE)
    site.start()
    try:
        yield site
    finally:
        site.stop()


def rows(site: Site, query: str) -> list[Any]:
    database = sqlite3.connect(site.database)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def race(site: Site, columns: tuple[str, str], races: int = RACES) -> Tally:
    """Both have the page open as it stands, both type, both save at once; again and again."""
    editors, tally, line = [Editor(site.url, name) for name in PEOPLE], Tally(), Barrier(2, timeout=WAIT_S)

    def save(editor: Editor, form: dict[str, Any]) -> Reply:
        line.wait()
        return editor.post(PAGE, form)

    with ThreadPoolExecutor(2) as pool:
        for count in range(races):
            typed = [f"{name} wrote {count}" for name in PEOPLE]
            # Read once for both: it differs in nothing but the token, which each has of their own.
            page = loaded(editors[0], PAGE)  # type: ignore[arg-type]
            forms = [page | {column: text, "_continue": "Save"} for column, text in zip(columns, typed, strict=True)]
            replies = list(pool.map(save, editors, forms))
            ((*now,),) = rows(site, f"SELECT {', '.join(columns)} FROM tour_stop")
            settle(tally, replies, typed, now)
    return tally


def settle(tally: Tally, replies: list[Reply], typed: list[str], now: list[str]) -> None:
    """Count each edit of one race as saved, refused with both texts shown, or lost."""
    for reply, text, stands in zip(replies, typed, now, strict=True):
        if reply.status == 302:
            tally.saved.append(text)
            tally.lost += [text] if stands != text else []
            continue
        tally.refused += 1
        page = reply.content.decode()
        shown = f'value="{text}"' in html.unescape(page) and theirs(page) == [stands]
        tally.lost += [] if reply.status == 200 and shown else [text]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("races")) as running:
        yield running


def kept(site: Site) -> set[str]:
    return {text for (text,) in rows(site, "SELECT text FROM tour_textversion")}


def test_a_hundred_races_on_two_fields_keep_both_edits(site: Site) -> None:
    tally = race(site, ("title_en", "place_en"))
    assert (len(tally.saved), tally.refused, tally.lost) == (2 * RACES, 0, [])
    assert {"title", "place", *tally.saved} <= kept(site)


def test_a_hundred_races_on_one_field_save_one_edit_and_show_the_other_both(site: Site) -> None:
    tally = race(site, ("title_en", "title_en"))
    assert (len(tally.saved), tally.refused, tally.lost) == (RACES, RACES, [])
    assert {*tally.saved} <= kept(site)


def test_control_without_the_guard_the_same_races_lose_edits(tmp_path: Path) -> None:
    with served(tmp_path / "unguarded", DJANGO_SETTINGS_MODULE="tests.curator.unguarded") as site:
        assert race(site, ("title_en", "title_en"), RACES // 4).lost
