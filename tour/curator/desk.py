"""The desk: the admin's site, whose first page shows every tour's stops in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.translation import gettext_lazy as _

from tour import languages, readiness
from tour.curator import marks, sound
from tour.curator.listening import listening_page
from tour.curator.publishing import publish_page
from tour.models import Mistake, Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One stop in one language, as the grid shows it; `why` says both states in sentences."""

    url: str
    label: str
    words: marks.Mark
    sound: marks.Mark
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One stop: its number and title, its cells in the order of the languages."""

    number: int
    title: str
    url: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One tour's grid: (own name, BCP 47 tag) of each language, and the rows."""

    ready: readiness.Readiness
    url: str
    publish_url: str
    languages: tuple[tuple[str, str], ...]
    rows: tuple[GridRow, ...]


class Desk(AdminSite):
    """Django's admin with the desk as its first page."""

    site_header = _("Wayside")
    site_title = _("Wayside")
    index_title = _("The desk")
    index_template = "curator/index.html"
    # The grid and the page's own links lead everywhere; a second list of tables beside each page only costs room.
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: each tour's grid, then Django's list of tables."""
        seen = request.user.has_perm("tour.view_stop")
        reported = Mistake.objects.filter(state=Mistake.State.OPEN).count() if seen else 0
        context = {"reported": reported, "grids": list(grids()) if seen else [], "seen": seen, **(extra_context or {})}
        return super().index(request, context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The desk's own pages before Django's."""
        publish = partial(publish_page, site=self)
        return [
            re_path(r"^sound/(?P<key>[0-9a-f]{64})\.webm$", self.admin_view(sound.play), name="sound"),
            path("listening/", self.admin_view(partial(listening_page, site=self)), name="listening"),
            path("tour/<slug:slug>/publish/", self.admin_view(publish), name="publish"),
            *super().get_urls(),
        ]


def grids() -> Iterator[Grid]:
    """Every tour's grid."""
    for pk, slug in Tour.objects.order_by("slug").values_list("pk", "slug"):
        ready = readiness.of(slug)
        yield Grid(
            ready=ready,
            url=reverse("admin:tour_tour_change", args=[pk]),
            publish_url=reverse("admin:publish", args=[slug]),
            languages=tuple((languages.own_name(code), languages.tag(code)) for code in ready.languages),
            rows=tuple(_row(stop) for stop in ready.stops),
        )


def _row(stop: readiness.StopReadiness) -> GridRow:
    url = reverse("admin:tour_stop_change", args=[stop.id])
    return GridRow(
        number=stop.number,
        title=stop.title,
        url=url,
        cells=tuple(
            GridCell(
                url=f"{url}?language={cell.language}",
                label=languages.own_name(cell.language),
                words=marks.WORDS[cell.words],
                sound=marks.SOUND[cell.sound],
                why=f"{cell.why_words} {cell.why_sound}",
            )
            for cell in stop.cells
        ),
    )
