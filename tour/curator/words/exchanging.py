"""Translators who work in a program of their own: their files out, and back with the fate of every text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tour import languages
from tour.content import exchange
from tour.curator import uploads, work
from tour.curator.access import demand
from tour.models import Tour

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_PURPOSE = "translation"
_TYPES = {"po": "text/x-gettext-translation", "xliff": "application/xliff+xml"}
# The fates that somebody should look at come first.
_FATES: dict[exchange.Fate, Promise] = {
    "conflict": _("changed at the desk and in the file: the desk’s words stay"),
    "old-source": _("the source has changed since the export: not taken"),
    "no-place": _("a paragraph before it is not translated: not taken"),
    "unknown": _("there is no such text any more"),
    "still-stale": _("as it stands already: what it belongs to stays stale until all its texts are put right"),
    "taken": _("taken"),
    "put-right": _("unchanged, the mark taken off: no longer stale"),
    "untranslated": _("not translated in the file"),
    "same": _("as it stands already"),
}


@dataclass(frozen=True, slots=True)
class Fated:
    """All texts of the file that met one fate; those that nobody need look at are only counted."""

    word: Promise
    count: int
    outcomes: Sequence[exchange.Outcome]


class ExchangeForm(forms.Form):
    """The file that came back."""

    file = forms.FileField(
        label=_("File that came back (PO or XLIFF)"),
        help_text=_("You will see what becomes of every text before anything is changed."),
    )


@require_safe
def export(request: HttpRequest, slug: str, language: str, kind: str) -> HttpResponse:
    """All texts of the tour with their translation as it stands, for a translation program."""
    tour = _tour(request, slug, language)
    if kind not in _TYPES:
        raise Http404
    body = exchange.write_file(
        kind, exchange.units(tour, language), tour=slug, source=tour.source_language, target=language
    )
    name = f'attachment; filename="{slug}.{language}.{kind}"'
    return HttpResponse(body, content_type=_TYPES[kind], headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
def exchange_page(request: HttpRequest, slug: str, language: str, site: AdminSite) -> HttpResponse:
    """Files out and in; what came back is looked at first, and taken in once that is confirmed."""
    tour = _tour(request, slug, language)
    if request.method == "POST":
        demand(request, "translate", tour=tour, language=language)
    if "confirm" in request.POST:
        return _taken(request, tour, language)
    form = ExchangeForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _looked_at(request, tour, language, form.cleaned_data["file"])
    return TemplateResponse(
        request,
        "curator/exchange.html",
        {
            **site.each_context(request),
            "title": gettext("%(language)s by a translation program") % {"language": languages.own_name(language)},
            "tour": tour,
            "language": language,
            "tag": languages.tag(language),
            "direction": languages.direction(language),
            **context,
        },
    )


def _tour(request: HttpRequest, slug: str, language: str) -> Tour:
    """The tour; 404 where it lacks the language or is told in it."""
    tour = Tour.objects.filter(slug=slug).first()
    demand(request, "see", tour=tour, language=language)
    if tour is None or language not in tour.languages or language == tour.source_language:
        raise Http404
    return tour


def _looked_at(request: HttpRequest, tour: Tour, language: str, file: Any) -> dict[str, Any]:
    try:
        found = exchange.read_file(file.name, file.read(), target=language)
    except exchange.FileRefused as refused:
        return {"refused": str(refused)}
    outcomes = exchange.take_in(tour, language, found, by=None, write=False)
    token, _path = uploads.keep(request, file, f"{_PURPOSE} {tour.slug} {language}")
    taken = sum(outcome.fate in exchange.CHANGING for outcome in outcomes)
    return {"fates": _fates(outcomes), "token": token if taken else "", "looked": True}


def _fates(outcomes: Sequence[exchange.Outcome]) -> list[Fated]:
    counts = Counter(outcome.fate for outcome in outcomes)
    return [
        Fated(
            word,
            counts[fate],
            [one for one in outcomes if one.fate == fate] if fate not in ("same", "untranslated") else (),
        )
        for fate, word in _FATES.items()
        if counts[fate]
    ]


def _taken(request: HttpRequest, tour: Tour, language: str) -> HttpResponse:
    here = HttpResponseRedirect(reverse("admin:exchange", args=[tour.slug, language]))
    try:
        path, name = uploads.kept(request, request.POST["confirm"], f"{_PURPOSE} {tour.slug} {language}")
        found = exchange.read_file(name, path.read_bytes(), target=language)
    except (uploads.UploadGone, exchange.FileRefused):
        messages.error(request, gettext("That upload is no longer kept. Choose the file again."))
        return here
    outcomes = exchange.take_in(tour, language, found, by=cast("User", request.user), write=True)
    path.unlink(missing_ok=True)
    taken = sum(outcome.fate in exchange.CHANGING for outcome in outcomes)
    told = ngettext("%(count)d text taken in, as a draft.", "%(count)d texts taken in, as drafts.", taken)
    messages.success(request, told % {"count": taken})
    work.speak_soon()
    return here
