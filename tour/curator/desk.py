"""The desk: the admin's site, whose first page shows every tour's stops in every language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.translation import gettext_lazy as _

from tour import languages, readiness
from tour.curator import folders, marks, safety, sound
from tour.curator.comparing import release_page
from tour.curator.exchanging import exchange_page, export
from tour.curator.listening import listening_page
from tour.curator.placing import points_page
from tour.curator.publishing import publish_page
from tour.curator.signs import signs_page
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
    """One tour's grid: (own name, BCP 47 tag, page of its translators' files) of each language, and the rows."""

    ready: readiness.Readiness
    url: str
    publish_url: str
    signs_url: str
    folder_url: str
    points_url: str
    notices_url: str
    languages: tuple[tuple[str, str, str], ...]
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
        translation = "tour/<slug:slug>/translation/<slug:language>"

        def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            """A page in the admin's frame, for staff."""
            return self.admin_view(partial(view, site=self))

        return [
            re_path(r"^sound/(?P<key>[0-9a-f]{64})\.webm$", self.admin_view(sound.play), name="sound"),
            path("folder/", page(folders.upload_page), name="folder"),
            path("tour/<slug:slug>/folder.zip", self.admin_view(folders.download), name="folder_download"),
            path("tour/<slug:slug>/points/", page(points_page), name="points"),
            path("tour/<slug:slug>/publish/", page(publish_page), name="publish"),
            path("tour/<slug:slug>/releases/<int:pk>/", page(release_page), name="release"),
            path("tour/<slug:slug>/signs/", page(signs_page), name="signs"),
            path(f"{translation}/", page(exchange_page), name="exchange"),
            path(f"{translation}.<slug:kind>", self.admin_view(export), name="exchange_out"),
            path("notice/<int:notice_id>/", page(safety.words_page), name="notice_words"),
            path("notice/<int:notice_id>/end/", self.admin_view(safety.end), name="notice_end"),
            path("tour/<slug:slug>/notices/", page(safety.notices_page), name="notices"),
            path("listening/", page(listening_page), name="listening"),
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
            signs_url=reverse("admin:signs", args=[slug]),
            folder_url=reverse("admin:folder_download", args=[slug]),
            points_url=reverse("admin:points", args=[slug]),
            languages=tuple(
                (languages.own_name(code), languages.tag(code), _files(slug, code, ready.source))
                for code in ready.languages
            ),
            notices_url=reverse("admin:notices", args=[slug]),
            rows=tuple(_row(stop) for stop in ready.stops),
        )


def _files(slug: str, language: str, source: str) -> str:
    """The page of a language's files for translators; "" for the source."""
    return "" if language == source else reverse("admin:exchange", args=[slug, language])


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
