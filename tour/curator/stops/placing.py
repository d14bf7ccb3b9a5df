"""Stops from points of another program (GeoJSON, GPX, CSV): what will happen is shown before it does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
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
    if "confirm" in request.POST:
        return _carried_out(request, tour, request.POST["confirm"])
    form = PointsForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
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
    return {"plan": plan, "token": token}


def _carried_out(request: HttpRequest, tour: Tour, token: str) -> HttpResponse:
    again = HttpResponseRedirect(reverse("admin:points", args=[tour.slug]))
    try:
        path, name = uploads.kept(request, token, _PURPOSE)
        points, _faults = content.read_points(name, path.read_bytes())
    except (uploads.UploadGone, content.PlacesRefused):
        messages.error(request, gettext("That upload is no longer kept. Choose the file again."))
        return again
    made = content.carry_out(tour, points, name, given=publishing.given_numbers(tour.slug))
    if made.faults:
        messages.error(request, gettext("The stops have changed meanwhile. Nothing was done; look at it again."))
        return again
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
