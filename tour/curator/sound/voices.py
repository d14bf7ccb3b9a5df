"""Work that waits for a voice, of one tour: how much, what of it leaves the site, and the word to pause or stop it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tour import edition, languages, narration, publishing, readiness
from tour.curator import work
from tour.curator.access import demand, may
from tour.curator.sound import holding
from tour.models import Stop, Tour, VoiceHold

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """A language and a voice with what waits there."""

    name: str
    tag: str
    load: narration.Load


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is being spoken: the stop's number, its language, how far."""

    number: int
    name: str
    done: int
    total: int


@require_http_methods(["GET", "HEAD", "POST"])
def voices_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """What waits. POST with `do` pauses the tour's voices, stops them or lets them go on."""
    tour = Tour.objects.only("slug", "source_language", "languages").filter(slug=slug).first()
    demand(request, "see", tour=tour)
    if tour is None:
        raise Http404
    if request.method == "POST":
        demand(request, "write", tour=tour)
        _hold(request, tour)
        return HttpResponseRedirect(request.path)
    rows = [
        Row(languages.own_name(load.language), languages.tag(load.language), load)
        for load in narration.loads(_wanted(slug))
        if may(request.user, "see", tour=tour, language=load.language)
    ]
    sentences = sum(row.load.sentences for row in rows)
    hold = VoiceHold.objects.filter(tour=tour).select_related("by").first()
    context = {
        **site.each_context(request),
        "title": gettext("Work waiting for a voice"),
        "tour": tour,
        "rows": rows,
        "sentences": sentences,
        "leaves": sum(row.load.characters for row in rows if row.load.leaves),
        "failed": sum(row.load.failed for row in rows),
        "hold": hold,
        "now": None if hold else _now(slug),
        "looking": bool(sentences) and hold is None,
        "may_hold": may(request.user, "write", tour=tour),
    }
    return TemplateResponse(request, "curator/voices.html", context)


def _wanted(slug: str) -> list[narration.Wanted]:
    """All that the worker looks after: the words under edit, and those that visitors have."""
    cells = (cell for stop in readiness.of(slug).stops for cell in stop.cells)
    asked = [cell.asked for cell in cells if cell.asked.paragraphs]
    try:
        published = publishing.published_editions(slug)
    except publishing.Unreadable:
        published = ()
    asked += [edition.wanted(of, stop) for of in published for stop in of.stops if stop.language == of.language]
    return list(dict.fromkeys(asked))


def _now(slug: str) -> Now | None:
    found = work.speaking(slug)
    if found is None:
        return None
    number = Stop.objects.filter(tour__slug=slug, slug=found.stop).values_list("number", flat=True).first()
    return Now(number=number or 0, name=languages.own_name(found.language), done=found.done, total=found.total)


def _hold(request: HttpRequest, tour: Tour) -> None:
    do = request.POST.get("do")
    if do in VoiceHold.Kind.values:
        holding.hold(tour, VoiceHold.Kind(do), cast("User", request.user))
        messages.success(request, gettext("The voices stop after the sentence they are at."))
    elif do == "go":
        holding.let_go(tour)
        work.speak_soon()
        messages.success(request, gettext("The voices go on."))
