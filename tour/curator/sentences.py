"""A stop's sound, sentence by sentence: heard one by one, and asked for again where a voice failed."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tour import languages, narration, readiness
from tour.curator import work
from tour.curator.access import demand, may
from tour.curator.beside import chosen
from tour.curator.ranges import ranged
from tour.models import Stop


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the page shows it; `src` and `length` are "" where there is nothing to hear."""

    spoken: narration.Spoken
    src: str
    length: str


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, stop_id: int, *, site: AdminSite) -> HttpResponse:
    """Every sentence of the stop in a language. POST lets the failed ones be tried again; no voice is called here."""
    rows = Stop.objects.only("number", "tour__slug", "tour__source_language", "tour__languages").select_related("tour")
    stop = get_object_or_404(rows, pk=stop_id, retired=False)
    beside = chosen(request, stop.tour)
    demand(request, "see", tour=stop.tour, language=beside.language)
    asked = readiness.of_stop(stop.pk, beside.language).asked
    if request.method == "POST":
        demand(request, "record", tour=stop.tour, language=beside.language)
        narration.try_again(asked)
        work.speak_soon()
        messages.success(request, gettext("The voices have been asked. Come back in a minute to hear them."))
        return HttpResponseRedirect(request.get_full_path())
    lines = [_line(one) for one in narration.sentences(asked)]
    return TemplateResponse(
        request,
        "curator/sentences.html",
        {
            **site.each_context(request),
            "title": gettext("Stop %(number)d, sentence by sentence") % {"number": stop.number},
            "stop": stop,
            "beside": beside,
            "lines": lines,
            "tag": languages.tag(asked.language),
            "direction": languages.direction(asked.language),
            "leaves": sum(line.spoken.leaves for line in lines),
            "waiting": sum(line.spoken.made is None for line in lines),
            "failed": any(line.spoken.failed for line in lines),
            "may_record": may(request.user, "record", tour=stop.tour, language=beside.language),
        },
    )


@require_safe
def play(request: HttpRequest, key: str) -> HttpResponse:
    """One sentence's lossless file, or the part of it that `Range` asks for."""
    demand(request, "see")
    try:
        body = (Path(settings.MEDIA_ROOT) / narration.segment_path(key)).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return ranged(request, body, "audio/flac")


def _line(one: narration.Spoken) -> Line:
    if one.made is None or not one.playable:
        return Line(one, "", "")
    return Line(one, reverse("admin:sentence", args=[one.made.key]), languages.clock(one.made.duration_ms))
