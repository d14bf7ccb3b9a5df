"""Preview: a tour as visitors would meet it were it published now, shown only to those who work on it.

The very jobs of a release make each page, when it is asked for and alone; the store keeps them as it keeps a
release's files, but no release names them. On the phone nothing is kept, and nothing is counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tour import languages, publishing, readiness
from tour.curator import marks
from tour.curator.access import demand, may
from tour.curator.ranges import ranged
from tour.curator.releases import preview_pages
from tour.edition import Edition
from tour.edition import Stop as Told
from tour.models import Stop, Tour

SIZES = ("phone", "kiosk")
_FILE = re.compile(r"files/([0-9a-f]{32})\.([a-z0-9]+)")
_OF_LANGUAGE = re.compile(r"([a-z-]+)/")
# A drawing may style itself; whatever else a file is, opened by itself it can do nothing.
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True, slots=True)
class State:
    """What is to be known of the words or the sound before one looks: of one stop in a sentence, else of which."""

    mark: marks.Mark
    said: str


@require_safe
def preview_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """The frame: `?stop=` (its slug; the tour's first page without), `?language=`, `?size=` (phone or kiosk)."""
    tour = _tour(request, slug)
    seen = [code for code in tour.languages if may(request.user, "see", tour=tour, language=code)]
    usual = tour.source_language if tour.source_language in seen else next(iter(seen), "")
    language = request.GET.get("language") or usual
    _demand_language(request, tour, language)
    stop = _stop(tour, request.GET.get("stop", ""))
    asked = request.GET.get("size")
    size = asked if asked in SIZES else SIZES[0]
    if stop:
        path, name, states = f"{stop.slug}/", f"{stop.number} · {stop.slug}", _of_stop(stop, language)
    else:
        now = preview_pages.told(slug, language)
        path, name, states = "", now.title, _of_tour(now)
    site_path = f"kiosk/{language}/" if size == "kiosk" else f"{language}/{slug}/{path}"
    # A kiosk is one page: which stop to begin with stands behind its address, and only here does it look.
    begins = f"#{stop.slug}" if stop and size == "kiosk" else ""
    context = {
        **site.each_context(request),
        "title": gettext("Preview: nobody else sees this"),
        "stop": stop,
        "name": name,
        "language": language,
        "languages": [(code, languages.own_name(code), languages.tag(code)) for code in seen],
        "size": size,
        "src": reverse("admin:preview_file", args=[slug, site_path]) + begins,
        "back": _back(tour, stop, language),
        "states": states,
    }
    return TemplateResponse(request, "curator/preview.html", context)


@require_safe
def preview_file(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """What visitors would get at `path` of the site. A content address answers whoever has met it on a page."""
    tour = _tour(request, slug)
    if found := _FILE.fullmatch(path):
        return _file(request, path, found[1], found[2])
    if (found := _OF_LANGUAGE.fullmatch(path)) and found[1] in tour.languages:
        # The list of all tours is no part of this one.
        return HttpResponseRedirect(reverse("admin:preview_file", args=[slug, f"{found[1]}/{slug}/"]))
    language = preview_pages.language_of(slug, path)
    _demand_language(request, tour, language)
    try:
        made = {one.url: one for one in publishing.preview(preview_pages.jobs(slug, path))}
    except publishing.PublishRefused as refused:
        return _guarded(HttpResponse(str(refused), status=409, content_type="text/plain; charset=utf-8"))
    if path not in made:
        raise Http404
    page = made[path]
    body = publishing.store().read(page.sha256)
    return _guarded(HttpResponse(body, status=page.status, content_type=page.type), page.policy)


@require_safe
def preview_notices(_request: HttpRequest, **_tour: str) -> HttpResponse:
    """The live word on safety is everybody's, and asked for without saying who one is: on to where it lies."""
    return HttpResponseRedirect("/notices.json")


def address(tour: Tour, language: str, stop: str = "") -> str:
    """Where the preview of a stop (its slug), or of the tour's first page, is framed; "" in a language that
    visitors are not offered."""
    if language not in tour.languages:
        return ""
    query = {"language": language} | ({"stop": stop} if stop else {})
    return f"{reverse('admin:preview', args=[tour.slug])}?{urlencode(query)}"


def _tour(request: HttpRequest, slug: str) -> Tour:
    """The tour, for whoever sees it."""
    facts = Tour.objects.only("slug", "source_language", "languages")
    tour = facts.filter(slug=slug).first()
    demand(request, "see", tour=tour)
    if tour is None:
        raise Http404
    return tour


def _demand_language(request: HttpRequest, tour: Tour, language: str) -> None:
    if language not in tour.languages:
        raise Http404
    demand(request, "see", tour=tour, language=language)


def _stop(tour: Tour, slug: str) -> Stop | None:
    if not slug:
        return None
    stop = Stop.objects.only("slug", "number").filter(tour=tour, slug=slug, retired=False).first()
    if stop is None:
        raise Http404
    return stop


def _back(tour: Tour, stop: Stop | None, language: str) -> str:
    page, pk = ("admin:tour_stop_change", stop.pk) if stop else ("admin:tour_tour_change", tour.pk)
    return f"{reverse(page, args=[pk])}?{urlencode({'language': language})}"


def _file(request: HttpRequest, path: str, name: str, extension: str) -> HttpResponse:
    kind = publishing.of_extension(extension)
    if not kind:
        raise Http404
    body = preview_pages.stand_ins().get(path)
    if body is None:
        try:
            body = publishing.store().read(name)
        except FileNotFoundError as error:
            raise Http404 from error
    return _guarded(ranged(request, body, f"{kind}; charset=utf-8" if kind.startswith("text/") else kind))


def _guarded(answer: HttpResponse, policy: str = "") -> HttpResponse:
    """Kept nowhere, found by no search engine, and under the policy its visitors would have."""
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = policy or _FILE_POLICY
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _of_stop(stop: Stop, language: str) -> list[State]:
    cell = readiness.of_stop(stop.pk, language)
    return [State(marks.WORDS[cell.words], cell.why_words), State(marks.SOUND[cell.sound], cell.why_sound)]


def _of_tour(told: Edition) -> list[State]:
    """Which stops are not as they are to be in this language, by their numbers."""
    found: dict[marks.Mark, list[int]] = {}
    for stop in told.stops:
        for mark in _open(stop):
            found.setdefault(mark, []).append(stop.number)
    return [State(mark, _numbers(those)) for mark, those in found.items()]


def _open(stop: Told) -> Iterable[marks.Mark]:
    if stop.state in ("stale", "missing"):
        yield marks.WORDS[stop.state]
    elif stop.in_source or any(claim.language != stop.language for claim in stop.claims):
        yield marks.WORDS["partial"]
    if stop.sound is None:
        yield marks.SOUND["none-needed" if stop.silence == "no-words" else stop.silence]  # type: ignore[index]
    elif stop.sound.stand_in:
        yield marks.SOUND["stand-in"]


def _numbers(those: list[int]) -> str:
    return f"{gettext('stops')} {', '.join(map(str, those))}"
