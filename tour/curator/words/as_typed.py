"""What stands beside a translation, of words that are typed and not yet saved. Nothing is written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from tour import languages
from tour.curator.access import demand
from tour.curator.words.assist import assist
from tour.curator.words.beside import Beside, chosen
from tour.models import STOP_WORDS, Stop, column, set_words

# A stop of twenty minutes has some 20,000 letters.
LONGEST_LETTERS = 100_000


@require_POST
def page(request: HttpRequest, stop_id: int) -> HttpResponse:
    """The part of a translation's page, of the words sent; 404 for the source, 413 for words that are no stop's."""
    rows = Stop.objects.select_related("tour").only("tour__slug", "tour__source_language", "tour__languages")
    stop = get_object_or_404(rows, pk=stop_id)
    beside = chosen(request, stop.tour)
    own = {field: column(field, beside.language) for field in STOP_WORDS}
    demand(request, "write", tour=stop.tour, field=own["text"])
    if beside.is_source:
        raise Http404
    stop.refresh_from_db(fields=[column(field, code) for field in STOP_WORDS for code in beside.both])
    typed = {field: request.POST[name] for field, name in own.items() if name in request.POST}
    if sum(map(len, typed.values())) > LONGEST_LETTERS:
        return HttpResponse(status=413)
    for field, text in typed.items():
        set_words(stop, field, beside.language, text)
    return TemplateResponse(
        request, "curator/assist.html", {"assist": assist(stop, stop.tour, beside), **speech(beside), "beside": beside}
    )


def speech(beside: Beside) -> dict[str, str]:
    """Tag and direction of the two languages, as the templates name them."""
    return {
        "source_tag": languages.tag(beside.source),
        "source_direction": languages.direction(beside.source),
        "tag": languages.tag(beside.language),
        "direction": languages.direction(beside.language),
    }
