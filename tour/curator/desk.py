"""The desk: the admin's site, whose first page shows every tour's stops in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial, update_wrapper
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.translation import gettext_lazy as _

from tour import languages, readiness
from tour.curator import folders, marks, sound
from tour.curator.access import Person, may, within
from tour.curator.entering import LoginForm, remember_device
from tour.curator.people import OwnPasswordForm
from tour.curator.placing import points_page
from tour.curator.publishing import publish_page
from tour.curator.signs import signs_page
from tour.models import HandedPassword, Tour


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
class Count:
    """How many stops are in a state in one language; `url` leads to their list, "" where there are none."""

    mark: marks.Mark
    number: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is to be done in one language."""

    name: str
    tag: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One tour's grid: (own name, BCP 47 tag) of each language, and the rows."""

    ready: readiness.Readiness
    url: str
    publish_url: str
    signs_url: str
    folder_url: str
    points_url: str
    languages: tuple[tuple[str, str], ...]
    states: tuple[marks.Mark, ...]
    summary: tuple[Summary, ...]
    rows: tuple[GridRow, ...]


# In the session of somebody who came in with a password that was handed to them.
MUST_CHANGE = "must_change_password"
_WHILE_HANDED = ("password_change", "password_change_done", "logout", "jsi18n")
_METHODS = ("GET", "HEAD", "POST")


class Desk(AdminSite):
    """Django's admin with the desk as its first page."""

    login_form = LoginForm

    site_header = _("Wayside")
    site_title = _("Wayside")
    index_title = _("The desk")
    index_template = "curator/index.html"
    # The grid and the page's own links lead everywhere; a second list of tables beside each page only costs room.
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: each tour's grid, then Django's list of tables."""
        context = {"grids": list(grids(request.user)), "may_load": may(request.user, "tours")}
        return super().index(request, context | (extra_context or {}))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's wrapper; refuses what no page or form sends, and leads a handed password to its change."""
        inner = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in _METHODS:
                return HttpResponseNotAllowed(_METHODS)
            here = request.resolver_match.url_name if request.resolver_match else ""
            if MUST_CHANGE in request.session and self.has_permission(request) and here not in _WHILE_HANDED:
                return HttpResponseRedirect(reverse("admin:password_change"))
            return cast("HttpResponse", inner(request, *args, **kwargs))

        return update_wrapper(answer, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's page under the limits of `entering`; whoever comes in with a handed password changes it first."""
        if request.method not in _METHODS:
            return HttpResponseNotAllowed(_METHODS)
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            if HandedPassword.objects.filter(user=request.user.pk).exists():
                request.session[MUST_CHANGE] = True
            remember_device(request, response)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.wait_s:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = str(form.wait_s)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's page; the new password must be new, and is the person's own from then on."""
        request.current_app = self.name
        response = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            HandedPassword.objects.filter(user=request.user.pk).delete()
            request.session.pop(MUST_CHANGE, None)
        return response

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The desk's own pages before Django's."""
        publish, signs = partial(publish_page, site=self), partial(signs_page, site=self)
        return [
            re_path(r"^sound/(?P<key>[0-9a-f]{64})\.webm$", self.admin_view(sound.play), name="sound"),
            path("tour/<slug:slug>/publish/", self.admin_view(publish), name="publish"),
            path("tour/<slug:slug>/folder.zip", self.admin_view(folders.download), name="folder_download"),
            path("folder/", self.admin_view(partial(folders.upload_page, site=self)), name="folder"),
            path("tour/<slug:slug>/points/", self.admin_view(partial(points_page, site=self)), name="points"),
            path("tour/<slug:slug>/signs/", self.admin_view(signs), name="signs"),
            *super().get_urls(),
        ]


def grids(user: Person) -> Iterator[Grid]:
    """The grid of every tour that the person sees, in their languages."""
    rows = Tour.objects.order_by("slug").only("slug", "source_language", "languages")
    for tour in within(user, rows, "pk"):
        ready = readiness.of(tour.slug)
        seen = frozenset(code for code in ready.languages if may(user, "see", tour=tour, language=code))
        yield Grid(
            ready=ready,
            url=reverse("admin:tour_tour_change", args=[tour.pk]),
            publish_url=reverse("admin:publish", args=[tour.slug]) if may(user, "publish", tour=tour) else "",
            signs_url=reverse("admin:signs", args=[tour.slug]),
            folder_url=reverse("admin:folder_download", args=[tour.slug]) if may(user, "write", tour=tour) else "",
            points_url=reverse("admin:points", args=[tour.slug]) if may(user, "write", tour=tour) else "",
            languages=tuple(
                (languages.own_name(code), languages.tag(code)) for code in ready.languages if code in seen
            ),
            states=tuple(marks.TO_DO.values()),
            summary=tuple(_summary(ready, code) for code in ready.languages if code in seen),
            rows=tuple(_row(stop, seen) for stop in ready.stops),
        )


def _summary(ready: readiness.Readiness, code: str) -> Summary:
    cells = [(stop.id, cell) for stop in ready.stops for cell in stop.cells if cell.language == code]
    counts = []
    for state, mark in marks.TO_DO.items():
        those = [str(pk) for pk, cell in cells if state in (cell.words, cell.sound)]
        query = urlencode({"id__in": ",".join(those), "language": code})
        url = f"{reverse('admin:tour_stop_changelist')}?{query}" if those else ""
        counts.append(Count(mark=mark, number=len(those), url=url))
    return Summary(name=languages.own_name(code), tag=languages.tag(code), counts=tuple(counts))


def _row(stop: readiness.StopReadiness, seen: frozenset[str]) -> GridRow:
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
            if cell.language in seen
        ),
    )
