"""The tiles of a tour's map at the desk: what an archive weighs for visitors is seen before it is kept."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tour import content
from tour.curator import uploads
from tour.curator.access import demand
from tour.curator.tours.tiles_form import AddressForm, ArchiveForm, Attribution
from tour.models import Tour

_PURPOSE = "tiles"
_NO_MAP: dict[str, Any] = {"type": "FeatureCollection", "features": []}

# What the page shows: forms with their faults, or an archive to be confirmed.
Shown = dict[str, Any]


@require_http_methods(["GET", "POST"])
def tiles_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """What the tour's map has for a ground, and all that may be done to it; `do` says what is asked for."""
    tour = Tour.objects.only("slug", "source_language", "map", "tiles").filter(slug=slug).first()
    if tour is None:
        raise Http404
    demand(request, "write", tour=tour)
    shown: Shown = {}
    if request.method == "POST":
        answer = _ACTS.get(request.POST.get("do", ""), _look)(request, tour)
        if isinstance(answer, HttpResponse):
            return answer
        shown = answer
    now = (tour.map or {}).get("tiles")
    context = {
        "tour": tour,
        "now": now,
        "weight": _size(tour),
        "form": ArchiveForm(),
        "address": AddressForm(prefix="at", initial=now if now and not tour.tiles else None),
        "title": gettext("Map tiles"),
        "subtitle": slug,
        **shown,
    }
    return TemplateResponse(request, "curator/tiles.html", {**site.each_context(request), **context})


def _look(request: HttpRequest, _tour: Tour) -> Shown:
    """What an archive holds and weighs, with the token that keeps it; or what is wrong with it."""
    form = ArchiveForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    token, path = uploads.keep(request, form.cleaned_data["file"], _PURPOSE)
    try:
        found = content.look_at_tiles(path)
    except content.TilesRefused as refused:
        path.unlink()
        form.add_error("file", str(refused))
        return {"form": form}
    return {"found": found, "token": token, "attribution": form.cleaned_data["attribution"]}


def _keep(request: HttpRequest, tour: Tour) -> HttpResponse | Shown:
    """Keep the archive that was looked at."""
    form = Attribution(request.POST)
    if not form.is_valid():
        return {"form": ArchiveForm(request.POST)}
    try:
        path, _name = uploads.kept(request, request.POST.get("token", ""), _PURPOSE)
        kept = content.accept_tiles(path)
    except uploads.UploadGone:
        messages.error(request, gettext("That upload is no longer kept. Choose the file again."))
        return HttpResponseRedirect(request.path)
    except content.TilesRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    _set(tour, {"attribution": form.cleaned_data["attribution"]}, kept.file)
    path.unlink(missing_ok=True)
    return _done(request, gettext("The map has these tiles now. Visitors get them once you publish."))


def _point(request: HttpRequest, tour: Tour) -> HttpResponse | Shown:
    """Take an address in place of an archive."""
    form = AddressForm(request.POST, prefix="at")
    if not form.is_valid():
        return {"address": form}
    _set(tour, {name: value for name, value in form.cleaned_data.items() if value is not None}, "")
    return _done(request, gettext("The map has these tiles now. Visitors get them once you publish."))


def _remove(request: HttpRequest, tour: Tour) -> HttpResponse:
    """Let the map stand without tiles again."""
    _set(tour, None, "")
    return _done(request, gettext("The map has no tiles any more. Visitors get it so once you publish."))


_ACTS: Mapping[str, Callable[[HttpRequest, Tour], HttpResponse | Shown]] = {
    "look": _look,
    "keep": _keep,
    "point": _point,
    "remove": _remove,
}


def _set(tour: Tour, said: dict[str, Any] | None, archive: str) -> None:
    """Write both places where a tour speaks of its tiles in one move; all else that the map draws stays."""
    with transaction.atomic():
        row = Tour.objects.select_for_update().only("map", "tiles").get(pk=tour.pk)
        drawn = {name: value for name, value in (row.map or _NO_MAP).items() if name != "tiles"}
        if said:
            drawn["tiles"] = said
        row.map, row.tiles = None if drawn == _NO_MAP else drawn, archive
        row.save(update_fields=["map", "tiles"])


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(request.path)


def _size(tour: Tour) -> int:
    """What the archive weighs in bytes; 0 without one, and where the media folder lacks it."""
    try:
        return (Path(settings.MEDIA_ROOT) / "tiles" / tour.tiles).stat().st_size if tour.tiles else 0
    except FileNotFoundError:
        return 0
