"""Placing a stop: its point on a map, beside the same point in figures, and its survey on the spot."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tour.curator.access import demand
from tour.curator.middleware import LOCATING, POLICY
from tour.curator.stops.place_form import PlaceForm
from tour.models import Stop, Tour, column, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_READ = ("number", "slug", "access", "retired", "surveyed_on", "surveyed_by", *PlaceForm.Meta.fields)


@require_http_methods(["GET", "POST"])
def place_page(request: HttpRequest, stop_id: int, site: AdminSite) -> HttpResponse:
    """The stop's place; POST saves it, with a survey where the phone has measured it.

    This page alone may ask the browser where it is: a curator's own survey, sent when the form is.
    """
    with transaction.atomic():
        stop = _stop(request, stop_id)
        form = PlaceForm(request.POST if request.method == "POST" else None, instance=stop, who=_who(request))
        surveyed = (stop.surveyed_on, stop.surveyed_by)
        if request.method == "POST" and form.is_valid():
            stop.save(update_fields=[*form.columns(), *form.survey_columns()])
            messages.success(request, _said(lost=form.survey_lost and surveyed[0] is not None))
            return HttpResponseRedirect(request.get_full_path())
    context = {
        **site.each_context(request),
        "title": f"{gettext('Place')}: {stop.number} · {_title(stop)}",
        "subtitle": None,
        "stop": stop,
        "form": form,
        # What is stored, though a refused form has changed the row in hand.
        "surveyed_on": surveyed[0],
        "surveyed_by": surveyed[1],
        "drawn": _drawn(stop),
    }
    response = TemplateResponse(request, "curator/place.html", context)
    response.headers["Permissions-Policy"] = LOCATING
    response.headers["Content-Security-Policy"] = _policy(stop.tour)
    return response


def _stop(request: HttpRequest, stop_id: int) -> Stop:
    """The stop with its title in the source alone; held against other writers while it is saved."""
    source = Stop.objects.filter(pk=stop_id, retired=False).values_list("tour__source_language", flat=True).first()
    if source is None:
        raise Http404
    of_tour = ("tour__slug", "tour__source_language", "tour__map")
    rows = Stop.objects.select_related("tour").only(*_READ, column("title", source), *of_tour)
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    stop = rows.get(pk=stop_id)
    demand(request, "write", tour=stop.tour)
    return stop


def _drawn(stop: Stop) -> dict[str, Any]:
    """What the map draws: the tour's own lines, the other stops, and this one's number."""
    source = stop.tour.source_language
    others = Stop.objects.filter(tour=stop.tour_id, retired=False, lat__isnull=False).exclude(pk=stop.pk)
    plan = stop.tour.map or {}
    return {
        "number": stop.number,
        "plan": {"features": plan.get("features", []), "tiles": plan.get("tiles")},
        "others": [
            {"number": row.number, "title": words(row, "title", source) or row.slug, "lat": row.lat, "lng": row.lng}
            for row in others.only("number", "slug", "lat", "lng", "position", column("title", source))
        ],
    }


def _policy(tour: Tour) -> str:
    """The desk's policy, with the host of the tour's tiles where it has any."""
    if not (tour.map or {}).get("tiles"):
        return POLICY
    # Loaded when first needed: the visitors' pages are no business of the process that shows the desk.
    import json

    from tour.visitor import tile_origin

    origin = tile_origin(json.dumps(tour.map))
    return POLICY.replace("img-src 'self'", f"img-src 'self' {origin}") if origin else POLICY


def _said(*, lost: bool) -> str:
    if lost:
        return gettext("The place is saved. It was moved by hand, so its survey no longer holds.")
    return gettext("The place is saved. Visitors get it with the next release.")


def _title(stop: Stop) -> str:
    return words(stop, "title", stop.tour.source_language) or stop.slug


def _who(request: HttpRequest) -> str:
    return cast("User", request.user).get_username()
