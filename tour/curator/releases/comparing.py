"""Two tellings of a tour beside one another: what visitors of a release had, and what they have or would get now."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tour import edition, languages, publishing
from tour.curator.access import demand
from tour.edition import Edition, Stop
from tour.models import Release, Tour


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDifference:
    """A stop in one language told in two ways; what stands in both is cut down to the sentences around a change."""

    number: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageDifference:
    """All stops of a language that are told in two ways."""

    name: str
    tag: str
    direction: str
    stops: tuple[StopDifference, ...]


@require_safe
def release_page(request: HttpRequest, slug: str, pk: int, site: AdminSite) -> HttpResponse:
    """A release's words beside those at the desk now."""
    demand(request, "publish", tour=Tour.objects.only("source_language").filter(slug=slug).first())
    release = Release.objects.select_related("made_by").filter(tour__slug=slug, pk=pk).first()
    if release is None:
        raise Http404
    context: dict[str, Any] = {"release": release, "slug": slug}
    try:
        context["differences"] = tuple(differences(publishing.words_of(release), edition.pin(slug)))
    except publishing.Unreadable:
        context["gone"] = True
    return TemplateResponse(
        request,
        "curator/release.html",
        {
            **site.each_context(request),
            "title": gettext("Release of %(when)s")
            % {"when": date_format(localtime(release.made_at), "SHORT_DATETIME_FORMAT")},
            "current": publishing.current().tours.get(slug) == release.manifest,
            **context,
        },
    )


def differences(before: Sequence[Edition], after: Sequence[Edition]) -> Iterator[LanguageDifference]:
    """What is told otherwise, a language at a time; languages told alike are left out."""
    had = {one.language: one for one in before}
    have = {one.language: one for one in after}
    for code in dict.fromkeys((*have, *had)):
        stops = tuple(_stops(had.get(code), have.get(code)))
        if stops:
            yield LanguageDifference(
                name=languages.own_name(code),
                tag=languages.tag(code),
                direction=languages.direction(code),
                stops=stops,
            )


def _stops(before: Edition | None, after: Edition | None) -> Iterator[StopDifference]:
    # A stop is its number, which it keeps for good; its slug may become another.
    had = {stop.number: stop for stop in before.stops} if before else {}
    have = {stop.number: stop for stop in after.stops} if after else {}
    for number in dict.fromkeys((*have, *had)):
        old, new = had.get(number), have.get(number)
        lines = (*_address(old, new), *_lines(_sentences(before, old), _sentences(after, new)))
        if (shown := new or old) and any(line.kind != "same" for line in lines):
            yield StopDifference(number=shown.number, title=shown.title, lines=lines)


def _address(old: Stop | None, new: Stop | None) -> Iterator[Line]:
    """The end of the stop's address, where that is another now."""
    if old and new and old.slug != new.slug:
        yield Line("gone", f"…/{old.slug}/")
        yield Line("new", f"…/{new.slug}/")


def _sentences(of: Edition | None, stop: Stop | None) -> list[str]:
    """All that a visitor reads of a stop in the edition's own language, a sentence a line.

    A stop that stands in the source's language differs there, and is told once.
    """
    if of is None or stop is None or stop.language != of.language:
        return []
    said = [sentence.written for paragraph in stop.paragraphs for sentence in paragraph]
    before = (stop.title, stop.place, stop.safety, stop.preface.written if stop.preface else "")
    return [text for text in (*before, *said, *(one.text for one in stop.claims)) if text]


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for line in difflib.unified_diff(before, after, lineterm="", n=1):
        if line.startswith(("---", "+++", "@@")):
            continue
        yield Line({" ": "same", "-": "gone", "+": "new"}[line[0]], line[1:])
