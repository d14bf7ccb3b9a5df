"""The listening page: plays, ends and where listeners leave, as a plot and as a table. Sums only, never a listener."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tour import languages
from tour.curator.access import demand, in_sight, may, within
from tour.models import Heard, Stop, Tour, column, paragraphs
from tour.narration import split

PERIODS = (7, 30, 365)
# The plot's pixels: words of a row stand above its bars.
_WIDTH, _ROW = 360, 58


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of plot and table: `y` is its top, `long` and `short` the pixels of its two bars."""

    slug: str
    name: str
    plays: int
    ends: int
    y: int
    long: int
    short: int

    @property
    def left(self) -> int:
        """Listens that did not come to the end."""
        return max(self.plays - self.ends, 0)


@require_safe
def listening_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """`?tour=&language=&days=&stop=`; what is not known is taken as not asked, what is not theirs is 403."""
    demand(request, "see")
    slugs = list(within(request.user, Tour.objects.order_by("slug"), "pk").values_list("slug", flat=True))
    slug = request.GET.get("tour") or (slugs[0] if slugs else "")
    if slug and slug not in slugs:
        raise Http404
    return TemplateResponse(
        request,
        "curator/listening.html",
        {
            **site.each_context(request),
            "title": gettext("Listening"),
            "tours": slugs,
            "slug": slug,
            "periods": PERIODS,
            **(_context(request, slug) if slug else {}),
        },
    )


def _context(request: HttpRequest, slug: str) -> dict[str, Any]:
    asked: Mapping[str, str] = request.GET
    tour = Tour.objects.only("slug", "source_language", "languages").get(slug=slug)
    codes = list(dict.fromkeys([tour.source_language, *tour.languages]))
    language = asked.get("language") if asked.get("language") in codes else ""
    if language:
        demand(request, "see", tour=tour, language=language)
    days = {str(days): days for days in PERIODS}.get(asked.get("days", ""), 30)
    heard = in_sight(request.user, Heard.objects.filter(stop__tour=tour), "stop__tour")
    heard = heard.filter(day__gt=timezone.localdate() - datetime.timedelta(days=days)).order_by()
    if language:
        heard = heard.filter(language=language)
    title = column("title", tour.source_language)
    stops = list(Stop.objects.filter(tour=tour).order_by("position", "number").values("pk", "slug", "number", title))
    sums = {stop: (plays, ends) for stop, plays, ends in heard.values_list("stop").annotate(Sum("plays"), Sum("ends"))}
    names = [(stop["slug"], f"{stop['number']} {stop[title] or stop['slug']}") for stop in stops]
    lines = _lines(names, [sums.get(stop["pk"], (0, 0)) for stop in stops])
    chosen = next((stop for stop in stops if stop["slug"] == asked.get("stop")), None)
    return {
        "languages": [
            (code, languages.own_name(code)) for code in codes if may(request.user, "see", tour=tour, language=code)
        ],
        "language": language,
        "days": days,
        "lines": lines,
        "height": len(lines) * _ROW,
        "width": _WIDTH,
        "total": sum(line.plays for line in lines),
        "stop": dict(names).get(chosen["slug"]) if chosen else "",
        "stop_slug": chosen["slug"] if chosen else "",
        "sentences": _sentences(chosen["pk"], language or "", heard) if chosen and language else (),
    }


def _lines(names: Sequence[tuple[str, str]], sums: Sequence[tuple[int, int]]) -> list[Line]:
    most = max((plays for plays, _ in sums), default=0) or 1
    return [
        Line(
            slug=slug,
            name=name,
            plays=plays,
            ends=ends,
            y=index * _ROW,
            long=round(plays * _WIDTH / most),
            short=round(min(ends, plays) * _WIDTH / most),
        )
        for index, ((slug, name), (plays, ends)) in enumerate(zip(names, sums, strict=True))
    ]


def _sentences(stop: int, language: str, heard: Any) -> list[dict[str, Any]]:
    """Each sentence of the present words with how many left there, and its bar; then what lies beyond them."""
    left: Counter[int] = Counter()
    for counts in heard.filter(stop=stop).values_list("left", flat=True):
        left.update({int(index): count for index, count in counts.items()})
    [text] = Stop.objects.filter(pk=stop).values_list(column("text", language), flat=True)
    words = [sentence for part in split("\n\n".join(paragraphs(text or "")), language) for sentence in part]
    most = max(left.values(), default=0) or 1
    return [
        {
            "number": index + 1,
            "words": words[index] if index < len(words) else "",
            "left": left[index],
            "bar": round(left[index] * 100 / most),
        }
        for index in range(max(len(words), max(left, default=-1) + 1))
    ]
