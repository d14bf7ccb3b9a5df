"""Rows below a page's own: a page that has some is saved again, and each row can be taken away."""

from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from tests.curator.forms import loaded
from tour.models import (
    Claim,
    Kiosk,
    KioskTour,
    Membership,
    Route,
    RouteStop,
    Source,
    SpokenForm,
    Stop,
    Tour,
    VoiceChoice,
)

# Page, and the rows below it.
PAGES = [
    ("tour", VoiceChoice, "voice_choices"),
    ("route", RouteStop, "route_stops"),
    ("kiosk", KioskTour, "kiosk_tours"),
    ("stop", SpokenForm, "spoken_forms"),
    ("user", Membership, "memberships"),
]


@pytest.fixture
def pages(desk: Client, tour: Tour, ferry: Stop, market: Stop) -> dict[str, int]:
    """One row of each kind, by the page it stands on."""
    for language in ("en", "th"):
        VoiceChoice.objects.create(tour=tour, language=language, position=1, voice="gtts")
    words: dict[str, Any] = {"title_en": "Short", "title_th": "สั้น"}
    route = Route.objects.create(tour=tour, slug="short", **words)
    RouteStop.objects.create(route=route, stop=market, position=1)
    kiosk = Kiosk.objects.create(slug="hall", name="Hall", languages=["en"])
    KioskTour.objects.create(kiosk=kiosk, tour=tour)
    SpokenForm.objects.create(stop=ferry, language="en", written="Pailin", spoken="pie-lin")
    said: dict[str, Any] = {"text_en": "It was dry."}
    Claim.objects.create(stop=ferry, key="dry", status="context", **said)
    Source.objects.create(tour=tour, key="report", title="A report")
    somebody = User.objects.create_user("somebody", is_staff=True)
    Membership.objects.create(user=somebody, role="curator").tours.add(tour)
    return {"tour": tour.pk, "route": route.pk, "kiosk": kiosk.pk, "stop": ferry.pk, "user": somebody.pk}


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("page", ["tour", "route", "kiosk", "stop", "user"])
def test_a_page_with_rows_is_saved_again_as_it_is(
    desk: Client, pages: dict[str, int], page: str, language: str
) -> None:
    where = address(pages, page, language)
    form = loaded(desk, where)
    assert any(name.endswith("-0-id") for name in form)
    assert said(desk.post(where, form)) == []


@pytest.mark.parametrize(("page", "rows", "prefix"), PAGES)
def test_a_row_is_taken_away(desk: Client, pages: dict[str, int], page: str, rows: type[Model], prefix: str) -> None:
    where = address(pages, page, "en")
    form = loaded(desk, where) | {f"{prefix}-0-DELETE": "on"}
    before = rows._default_manager.count()
    assert said(desk.post(where, form)) == []
    assert rows._default_manager.count() == before - 1


def address(pages: dict[str, int], page: str, language: str) -> str:
    return f"/admin/{'auth' if page == 'user' else 'tour'}/{page}/{pages[page]}/change/?language={language}"


def said(answer: Any) -> list[Any]:
    """What a page that was sent back says is wrong; nothing where it was saved."""
    if answer.status_code == HTTPStatus.FOUND:
        return []
    shown = answer.context
    return [shown["errors"], *(one.formset.errors for one in shown["inline_admin_formsets"])]
