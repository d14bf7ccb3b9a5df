"""Stops from points of another program (GeoJSON, GPX, CSV): what will happen is shown before it does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tour import content, publishing
from tour.curator import uploads
from tour.curator.access import demand
from tour.models import Tour

_PURPOSE = "points"


class PointsForm(forms.Form):
    """The file of points."""

    file = forms.FileField(
        label=_("File of points"),
        help_text=_(
            "GeoJSON, GPX or CSV. A point with a stop’s number or slug moves that stop; any other makes a new one."
        ),
    )


@require_http_methods(["GET", "POST"])
def points_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """Ask for the file; show what each point would do; do it once that is confirmed."""
    tour = Tour.objects.only("slug", "source_language", "languages").filter(slug=slug).first()
    if tour is None:
        raise Http404
    demand(request, "write", tour=tour)
    context: dict[str, Any] = {"form": PointsForm()}
    if "confirm" in request.POST:
        done = _carried_out(request, tour, request.POST["confirm"])
        if isinstance(done, HttpResponse):
            return done
        context |= done
    elif request.method == "POST":
        context["form"] = form = PointsForm(request.POST, request.FILES)
        if form.is_valid():
            context |= _looked_at(request, tour, form.cleaned_data["file"])
    return TemplateResponse(
        request,
        "curator/points.html",
        {**site.each_context(request), "title": gettext("Stops from a file"), "tour": tour, **context},
    )


def _looked_at(request: HttpRequest, tour: Tour, file: Any) -> dict[str, Any]:
    """What the page shows of a file: what is wrong, or the plan and the token that carries it out."""
    try:
        points, faults = content.read_points(file.name, file.read(content.MOST_POINT_BYTES + 1))
    except content.PlacesRefused as refused:
        return {"faults": [str(refused)]}
    plan = content.plan(tour, points, faults, given=publishing.given_numbers(tour.slug))
    if plan.faults:
        return {"faults": plan.faults}
    token, _path = uploads.keep(request, file, _PURPOSE)
    return {"plan": plan, "token": uploads.seen(token, plan)}


def _carried_out(request: HttpRequest, tour: Tour, seen: str) -> HttpResponse | dict[str, Any]:
    """The way on once it is done; what the page shows where it would not do what was looked at, and so did nothing."""
    try:
        token = uploads.token_of(seen)
        path, name = uploads.kept(request, token, _PURPOSE)
        points, _faults = content.read_points(name, path.read_bytes())
    except (uploads.UploadGone, content.PlacesRefused):
        messages.error(request, gettext("That upload is no longer kept. Choose the file again."))
        return HttpResponseRedirect(reverse("admin:points", args=[tour.slug]))
    with transaction.atomic():
        made = content.carry_out(tour, points, name, given=publishing.given_numbers(tour.slug))
        # Looked at by what it did: between a look of its own and the doing somebody might change a stop.
        if meanwhile := not uploads.still(seen, made):
            transaction.set_rollback(True)
    if meanwhile:
        messages.error(request, gettext("The stops have changed meanwhile. Nothing was done; look at it again."))
        return {"faults": made.faults} if made.faults else {"plan": made, "token": uploads.seen(token, made)}
    path.unlink(missing_ok=True)
    messages.success(request, _said(made.placed))
    return HttpResponseRedirect(reverse("admin:index"))


def _said(placed: Sequence[content.Placed]) -> str:
    """What was done, and what is left to do."""
    new = sum(one.new for one in placed)
    moved = sum(one.moved_m != 0 for one in placed) - new
    if not (new or moved):
        return gettext("Nothing was changed: every stop stays where it is.")
    said = [ngettext("%(count)d stop made.", "%(count)d stops made.", new) % {"count": new}] if new else []
    if moved:
        said.append(ngettext("%(count)d stop placed.", "%(count)d stops placed.", moved) % {"count": moved})
    if new:
        said.append(gettext("Write the new ones’ words."))
    return " ".join((*said, gettext("Survey every point on the spot.")))
