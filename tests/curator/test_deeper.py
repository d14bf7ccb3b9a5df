"""At the desk a stop becomes a deeper piece of another of its tour, and no chain comes about."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.curator.conftest import FERRY
from tests.curator.forms import loaded
from tour.models import Route, RouteStop, Stop, Tour

pytestmark = pytest.mark.usefixtures("told")


def _save(desk: Client, stop: Stop, **typed: Any) -> Any:
    url = f"/admin/tour/stop/{stop.pk}/change/"
    return desk.post(url, loaded(desk, url) | typed | {"_continue": "Save"})


def _faults(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors) if answer.status_code == 200 else {}


def _parent(stop: Stop) -> int | None:
    return Stop.objects.values_list("deeper_of", flat=True).get(pk=stop.pk)


def test_a_stop_becomes_a_piece_and_a_stop_again(desk: Client, ferry: Stop, market: Stop) -> None:
    assert _save(desk, market, deeper_of=ferry.pk).status_code == 302
    assert _parent(market) == ferry.pk
    assert _save(desk, market, deeper_of="").status_code == 302
    assert _parent(market) is None


def test_only_stops_of_the_walk_of_its_own_tour_are_offered(desk: Client, ferry: Stop, market: Stop) -> None:
    other = Tour.objects.create(slug="hill", languages=["en"])
    Stop.objects.create(tour=other, slug="top", number=1)
    piece = Stop.objects.create(tour=ferry.tour, slug="boat", number=8, deeper_of=ferry)
    form = desk.get(f"/admin/tour/stop/{market.pk}/change/").context["adminform"].form
    assert list(form.fields["deeper_of"].queryset) == [ferry]
    assert "deeper_of" in _faults(_save(desk, market, deeper_of=piece.pk))


def test_a_stop_with_pieces_becomes_none_and_is_not_retired_before_them(
    desk: Client, ferry: Stop, market: Stop
) -> None:
    Stop.objects.create(tour=ferry.tour, slug="boat", number=8, deeper_of=ferry, **FERRY)
    assert "itself" in str(_faults(_save(desk, ferry, deeper_of=market.pk))["deeper_of"])
    assert "8" in str(_faults(_save(desk, ferry, retired="on"))["retired"])
    assert _parent(ferry) is None


def test_a_piece_is_on_no_route_and_has_no_trigger(desk: Client, ferry: Stop, market: Stop) -> None:
    survey = {
        "lat": 1.0,
        "lng": 1.0,
        "precision_m": 1,
        "radius_m": 2,
        "surveyed_on": date(2026, 3, 14),
        "access_checked_on": date(2026, 3, 14),
    }
    Stop.objects.filter(pk=market.pk).update(access="open", trigger=True, **survey)
    assert set(_faults(_save(desk, market, deeper_of=ferry.pk))) == {"trigger"}
    Stop.objects.filter(pk=market.pk).update(trigger=False)
    route = Route.objects.create(tour=ferry.tour, slug="bank")
    step = RouteStop.objects.create(route=route, stop=market, position=0)
    assert "route" in str(_faults(_save(desk, market, deeper_of=ferry.pk))["deeper_of"])
    step.delete()
    assert _save(desk, market, deeper_of=ferry.pk).status_code == 302


def test_a_route_is_offered_no_pieces(desk: Client, ferry: Stop, market: Stop) -> None:
    Stop.objects.filter(pk=market.pk).update(deeper_of=ferry)
    route = Route.objects.create(tour=ferry.tour, slug="bank")
    page = desk.get(f"/admin/tour/route/{route.pk}/change/").content.decode()
    assert "3 ferry" in page
    assert "7 market" not in page


def test_two_who_move_one_piece_are_both_heard(desk: Client, ferry: Stop, market: Stop) -> None:
    boat = Stop.objects.create(tour=ferry.tour, slug="boat", number=8, **FERRY)
    url = f"/admin/tour/stop/{boat.pk}/change/"
    fields = loaded(desk, url)
    Stop.objects.filter(pk=boat.pk).update(deeper_of=ferry)
    assert "deeper_of" in _faults(desk.post(url, fields | {"deeper_of": market.pk, "_continue": "Save"}))
    assert _parent(boat) == ferry.pk
