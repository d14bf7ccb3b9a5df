"""Every address of the desk, for everybody, with every method: one table, made against the resolver.

A new address without rows in `rights.txt` fails the first test here; add a GET and a POST row for it,
and to `ARGS` what its route's parameters stand for.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tour import content, publishing
from tour.curator import work
from tour.models import (
    Claim,
    Kiosk,
    KioskTour,
    LexiconEntry,
    Mistake,
    Notice,
    Picture,
    Release,
    Route,
    Source,
    SpokenForm,
    Stop,
    TextVersion,
    Tour,
    give,
)

TABLE = Path(__file__).with_name("rights.txt")
WHO = ("anonymous", "thai", "khmer", "curator", "elsewhere", "publisher", "administrator", "superuser")
# What a route's parameter is filled with; "…" takes the row of the table that the route is about,
# "=name" that of another.
ARGS = {"<slug:slug>": "river", "(?P<key>[0-9a-f]{64})": "0" * 64, "(?P<app_label>tour|auth)": "tour",
        "(?P<app_label>auth|tour)": "tour", "<int:stop_id>": "…", "<path:object_id>": "…", "<int:person_id>": "…",
        "<int:picture_id>": "…", "<int:route_id>": "…",
        "<slug:language>": "th", "<slug:kind>": "po", "<int:pk>": "=release", "<int:notice_id>": "=notice",
        "<slug:table>": "stop", "<int:row>": "=stop",
        "<path:path>": "en/river/", "<path:content_type_id>": "1", "(?P<url>.*)": "nothing-here"}  # fmt: skip
pytestmark = pytest.mark.django_db


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[str]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern).removeprefix("^").removesuffix("$").replace("\\.", ".")


def rows() -> list[tuple[str, str, tuple[str, ...]]]:
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return [(route, method, tuple(expected)) for method, route, *expected in lines]


@pytest.fixture
def world(tour: Tour, ferry: Stop, monkeypatch: pytest.MonkeyPatch, told: Any) -> dict[str, int]:
    """Rows of one tour, by the folder of their addresses; the work behind the pages is stood in for."""
    monkeypatch.setattr(work, "speak_soon", lambda: None)
    monkeypatch.setattr(work, "renew_site_soon", lambda: None)
    monkeypatch.setattr(
        publishing, "publish", lambda slug, **_rest: publishing.Published(Release(), changed=True, written=1)
    )
    monkeypatch.setattr(content, "pack", lambda slug, out: None)
    Tour.objects.create(slug="hill", languages=["en", "th"])
    source = Source.objects.create(tour=tour, key="report", title="A report")
    warning: dict[str, Any] = {"text_en": "Ask at the gate."}
    for text in ("It crossed.", "It crossed here."):
        TextVersion.objects.create(table="stop", row=ferry.pk, field="text", language="en", text=text)
    SpokenForm.objects.create(stop=ferry, language="en", written="Pailin", spoken="pie-lin")
    KioskTour.objects.create(kiosk=Kiosk.objects.create(slug="hall", name="Hall", languages=["en"]), tour=tour)
    picture = {"name": "a.jpg", "file": "x", "width": 1, "height": 1, "credit": "c", "licence": "l"}
    return {
        "tour": tour.pk, "stop": ferry.pk, "source": source.pk,
        "claim": Claim.objects.create(stop=ferry, key="end", status="context").pk,
        "route": Route.objects.create(tour=tour, slug="short").pk,
        "picture": Picture.objects.create(stop=ferry, **picture).pk,
        "lexiconentry": LexiconEntry.objects.create(tour=tour, slug="pailin").pk,
        "user": User.objects.create(username="somebody").pk,
        "kiosk": Kiosk.objects.get().pk,
        "mistake": Mistake.objects.create(stop=ferry, language="th", note="y", page_key="0" * 64).pk,
        "notice": Notice.objects.create(tour=tour, **warning).pk,
        "release": Release.objects.create(tour=tour, manifest="0" * 64).pk,
    }  # fmt: skip


def person(who: str) -> User:
    user = User.objects.create(username=who, is_staff=True, is_superuser=who == "superuser")
    river, hill = Tour.objects.get(slug="river"), Tour.objects.get(slug="hill")
    if who in {"thai", "khmer"}:
        give(user, "translator", tours=[river], languages=["th" if who == "thai" else "km"])
    elif who in {"curator", "publisher"}:
        give(user, who, tours=[river])
    elif who == "elsewhere":
        give(user, "curator", tours=[hill])
        give(user, "publisher", tours=[hill])
        give(user, "translator", tours=[hill], languages=["th"])
    elif who == "administrator":
        give(user, "administrator")
    return user


def client_of(who: str) -> Client:
    client = Client()
    if who != "anonymous":
        client.force_login(person(who))
    return client


def address(route: str, world: dict[str, int]) -> str:
    about = route.split("/")[2] if route.count("/") > 2 else ""
    for parameter, value in ARGS.items():
        key = about if value == "…" else value.removeprefix("=")
        route = route.replace(parameter, str(world.get(key, 1)) if value.startswith(("…", "=")) else value)
    assert not set(route.partition("?language")[0]) & set("<>()"), f"ARGS says nothing of a parameter of {route}"
    return f"/{route}"


def outcome(answer: Any) -> str:
    if answer.status_code == 302:
        return "login" if answer.headers["Location"].startswith("/admin/login/") else "on"
    return str(answer.status_code)


def test_every_address_has_its_rows_in_the_table() -> None:
    table = {(route.partition("?language")[0], method) for route, method, _expected in rows()}
    there = set(routes())
    assert {(route, method) for route in there for method in ("GET", "POST")} - table == set()
    assert {route for route, _method in table} - there == set()


@pytest.mark.parametrize(("route", "method", "expected"), rows())
def test_an_address_answers_each_person_as_the_table_says(
    route: str, method: str, expected: tuple[str, ...], world: dict[str, int]
) -> None:
    url = address(route, world)

    def asked(who: str) -> str:
        # What the one before may have ended is in force again.
        Notice.objects.update(ended_at=None, ended_by=None)
        return outcome(client_of(who).generic(method, url, **FORM))

    got = tuple(map(asked, WHO))
    assert dict(zip(WHO, got, strict=True)) == dict(zip(WHO, expected, strict=True))


FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_address_answers_what_no_form_sends(method: str, world: dict[str, int]) -> None:
    for who in ("anonymous", "superuser"):
        client = client_of(who)
        got = {route: client.generic(method, address(route, world)).status_code for route in routes()}
        assert {route for route, status in got.items() if status != 405} == set()
