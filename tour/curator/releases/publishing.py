"""The publish page: what visitors would get anew, what stands in the way, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tour import edition, languages, publishing, readiness
from tour.curator import work
from tour.curator.access import demand
from tour.curator.grid import own_words
from tour.edition import Edition, Sound
from tour.models import Release, Tour

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RELEASES_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would be new in one language: the numbers of stops told otherwise and of those `left` out from now on
    (neither: only the tour's own words).

    `tracks` narrations are new to visitors' phones, `size` what they weigh as Opus, in words. `tiles` is what new
    tiles of the map weigh, in words; `untiled` where it has none any more.
    """

    name: str
    numbers: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    tracks: int = 0
    size: str = ""
    tiles: str = ""
    untiled: bool = False
    gone: bool = False


class PublishForm(forms.Form):
    """A note for whoever reads the list of releases later."""

    notes = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the list below; visitors do not see it."),
    )


@require_http_methods(["GET", "POST"])
def publish_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """Show the page; POST has the worker publish, or with `rollback` gives visitors an earlier release's words."""
    tour = Tour.objects.only("source_language").filter(slug=slug).first()
    demand(request, "publish", tour=tour)
    if tour is None:
        raise Http404
    form = PublishForm(request.POST or None)
    here = reverse("admin:publish", args=[slug])
    if request.method == "POST" and form.is_valid():
        if "rollback" not in request.POST:
            by = cast("User", request.user)
            return HttpResponseRedirect(f"{here}?order={work.publish_soon(slug, by.pk, form.cleaned_data['notes'])}")
        _go_back(request, slug)
        return HttpResponseRedirect(here)
    context = {**site.each_context(request), **_context(slug, request.GET.get("page", "")), "form": form}
    if asked := request.GET.get("order"):
        context["order"] = order = work.order(asked)
        if order and order.state == "refused":
            # Nothing that was written is lost: once the reason is put right, it is sent again.
            form.initial["notes"] = order.notes
    return TemplateResponse(request, "curator/publish.html", context)


def _go_back(request: HttpRequest, slug: str) -> None:
    """Give visitors the words of the release before, or of the one named, and say how it went."""
    asked = request.POST["rollback"]
    try:
        publishing.rollback(slug, to=int(asked) if asked.isdecimal() else None, by=cast("User", request.user))
    except (publishing.PublishRefused, publishing.RollbackRefused, publishing.Unreadable) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("Visitors have the words of that release again. Your edits are kept."))


def _context(slug: str, page: str) -> dict[str, Any]:
    ready, published = readiness.of(slug), _published(slug)
    return {
        "title": gettext("Publish “%(tour)s”") % {"tour": ready.title},
        "ready": ready,
        "counts": {
            "draft": ready.count("draft"),
            "stale": ready.count("stale"),
            "missing": ready.count("missing"),
            "partial": ready.count("partial"),
            "silent": ready.count("waiting") + ready.count("failed"),
        },
        "own": own_words(ready, ready.languages),
        "published": bool(published),
        "changes": _changes(published, edition.pin(slug)),
        "releases": Paginator(_releases(slug), RELEASES_SHOWN).get_page(page),
        "sound": Release.Kind.SOUND.label,
        "current": _current(slug),
    }


def _published(slug: str) -> tuple[Edition, ...]:
    """The words visitors have; none where that release is damaged: publishing anew, on this page, is what mends it."""
    try:
        return publishing.published_editions(slug)
    except publishing.Unreadable:
        return ()


def _releases(slug: str) -> QuerySet[Release]:
    """The releases of a tour's words, the last one first, each with the one that has their sound as it came later."""
    later = Release.objects.filter(tour=OuterRef("tour"), editions=OuterRef("editions"), pk__gt=OuterRef("pk"))
    sound = later.filter(kind=Release.Kind.SOUND)
    rows = Release.objects.filter(tour__slug=slug).exclude(kind=Release.Kind.SOUND).select_related("made_by")
    return rows.only("kind", "notes", "made_at", "made_by__username").annotate(
        sounding=Subquery(sound.values("pk")[:1]), sounding_at=Subquery(sound.values("made_at")[:1])
    )


def _current(slug: str) -> int | None:
    """The row of the words visitors have: going back makes a new one of the same, and the newest is meant."""
    rows = Release.objects.filter(tour__slug=slug)
    had = rows.filter(manifest=publishing.current().tours.get(slug)).values_list("editions", flat=True).first()
    if had is None:
        return None
    return rows.filter(editions=had).exclude(kind=Release.Kind.SOUND).values_list("pk", flat=True).first()


def _changes(before: Sequence[Edition], now: Sequence[Edition]) -> list[Change]:
    """What visitors of each language would meet anew; languages without a change are left out."""
    had = {made.language: made for made in before}
    found = [_change(had.get(made.language), made) for made in now]
    found += [
        Change(name=languages.own_name(gone), gone=True) for gone in had.keys() - {made.language for made in now}
    ]
    return [change for change in found if change]


def _change(before: Edition | None, now: Edition) -> Change | None:
    if before == now:
        return None
    # A stop is its number, which it keeps for good; its slug may become another.
    had = {stop.number: stop for stop in before.stops} if before else {}
    numbers = tuple(stop.number for stop in now.stops if had.get(stop.number) != stop)
    stay = {stop.number for stop in now.stops}
    old = {sound.key for sound in _sounds(before)} if before else set()
    new = [sound for sound in _sounds(now) if sound.key not in old]
    return Change(
        name=languages.own_name(now.language),
        numbers=numbers,
        left=tuple(f"{stop.number} {stop.title}" for stop in had.values() if stop.number not in stay),
        tracks=len(new),
        size=filesizeformat(sum(sound.opus.size_bytes for sound in new)),
        tiles=_tiles(before, now),
        untiled=bool(before and before.tiles and not now.tiles),
    )


def _tiles(before: Edition | None, now: Edition) -> str:
    """What tiles that visitors do not have yet weigh, in words."""
    if not now.tiles or (before and before.tiles == now.tiles):
        return ""
    path = Path(settings.MEDIA_ROOT) / now.tiles
    # One that is missing is told when publishing is tried.
    return filesizeformat(path.stat().st_size if path.exists() else 0)


def _sounds(of: Edition) -> list[Sound]:
    """The sound there is for the edition's words now."""
    return [stop.sound for stop in edition.with_sound(of).stops if stop.sound]
