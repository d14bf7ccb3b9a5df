"""The order of a tour's stops, and of the stops of a route: seen, changed, put back.

The page carries the order that it showed. Only that order is changed: where somebody else was quicker,
nothing is written and both orders are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tour.curator.access import demand
from tour.curator.stops import sequence
from tour.curator.stops.sequence import Order
from tour.models import Route, RouteStop, Stop, Tour, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the page: `key` is the row's that has the position."""

    key: int
    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ordered:
    """What is put in order: `rows` have the positions, `stop` leads from one to its stop ("" where it is one)."""

    name: str
    tour: Tour
    rows: QuerySet[Any]
    stop: str

    def now(self) -> Order:
        """The order as it stands in the tables."""
        return tuple(self.rows.values_list("pk", flat=True))

    def lines(self, order: Sequence[int]) -> tuple[Line, ...]:
        """The rows in an order; those that are no longer there are left out."""
        title = column("title", self.tour.source_language)
        step = f"{self.stop}__" if self.stop else ""
        found = {
            key: Line(key=key, number=number, title=said or slug)
            for key, number, slug, said in self.rows.values_list(
                "pk", f"{step}number", f"{step}slug", f"{step}{title}"
            )
        }
        return tuple(found[key] for key in order if key in found)


@require_http_methods(["GET", "POST"])
def tour_order_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """The story order of a tour's stops."""
    tour = get_object_or_404(Tour.objects.only("slug", "source_language"), slug=slug)
    demand(request, "write", tour=tour)
    rows = Stop.objects.filter(tour=tour, retired=False).order_by("position", "number")
    ordered = _Ordered(name=f"tour-{tour.pk}", tour=tour, rows=rows, stop="")
    return _page(request, site, ordered, {"title": gettext("Order of the stops"), "subtitle": tour.slug})


@require_http_methods(["GET", "POST"])
def route_order_page(request: HttpRequest, route_id: int, site: AdminSite) -> HttpResponse:
    """The order in which a route walks its stops."""
    routes = Route.objects.select_related("tour").only("slug", "tour__slug", "tour__source_language")
    route = get_object_or_404(routes, pk=route_id)
    demand(request, "write", tour=route.tour)
    rows = RouteStop.objects.filter(route=route, stop__retired=False).order_by("position", "pk")
    ordered = _Ordered(name=f"route-{route.pk}", tour=route.tour, rows=rows, stop="stop")
    title = gettext("Order of the stops on a route")
    return _page(request, site, ordered, {"title": title, "subtitle": route.slug, "route": route})


def _page(request: HttpRequest, site: AdminSite, ordered: _Ordered, about: dict[str, Any]) -> HttpResponse:
    """The page; what is sent is saved, or met with the order that somebody else has saved."""
    context: dict[str, Any] = {"tour": ordered.tour, **about}
    status = HTTPStatus.OK
    shown = sequence.read(request.POST.get("shown", ""))
    if request.method == "POST" and shown:
        move = sequence.move(request.POST.get("move", ""))
        wanted = sequence.moved(shown, *move) if move else sequence.read(request.POST.get("order", ""))
        if set(wanted) == set(shown):
            if _saved(ordered, shown, wanted):
                return _said(request, ordered, shown, wanted, move)
            context |= _both(ordered, wanted)
            status = HTTPStatus.CONFLICT
    now = ordered.now()
    context |= {"lines": ordered.lines(now), "shown": sequence.written(now), "focus": request.GET.get("moved", "")}
    before = request.session.get(_kept(ordered))
    if before and before["now"] == sequence.written(now):
        context["before"] = sequence.written(sequence.joined(sequence.read(before["was"]), now))
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, "curator/stop_order.html", context, status=status)


@transaction.atomic
def _saved(ordered: _Ordered, shown: Order, wanted: Order) -> bool:
    """Write the order, where it still is the one that was shown; the tour's row is held meanwhile."""
    Tour.objects.select_for_update().only("pk").get(pk=ordered.tour.pk)
    now = ordered.now()
    if now not in (shown, wanted):
        return False
    rows = ordered.rows.only("pk", "position").in_bulk()
    changed = []
    for place, key in enumerate(wanted):
        if rows[key].position != place:
            rows[key].position = place
            changed.append(rows[key])
    ordered.rows.model._default_manager.bulk_update(changed, ["position"], batch_size=200)
    return True


def _said(
    request: HttpRequest, ordered: _Ordered, was: Order, now: Order, move: tuple[int, str] | None
) -> HttpResponseRedirect:
    """Say that it is saved, and keep the order of before, to be put back."""
    if was != now:
        request.session[_kept(ordered)] = {"was": sequence.written(was), "now": sequence.written(now)}
        messages.success(request, gettext("The order is saved. Visitors get it once you publish."))
    return HttpResponseRedirect(f"{request.path}?moved={sequence.pressed_next(now, *move)}" if move else request.path)


def _both(ordered: _Ordered, wanted: Order) -> dict[str, Any]:
    """What the page shows where somebody else was quicker: your order, and how to have it after all."""
    mine = sequence.joined(wanted, ordered.now())
    return {"mine": ordered.lines(mine), "mine_order": sequence.written(mine)}


def _kept(ordered: _Ordered) -> str:
    return f"order-{ordered.name}"
