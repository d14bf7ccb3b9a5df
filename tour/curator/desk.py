"""The desk: the admin's site, whose first page shows every tour's stops in every language."""

from collections.abc import Callable
from functools import partial, update_wrapper
from http import HTTPStatus
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from tour import languages
from tour.curator import refused, start
from tour.curator.access import in_sight, may
from tour.curator.grid import grids
from tour.curator.people.entering import LoginForm, remember_device
from tour.curator.people.person_page import OwnPasswordForm
from tour.curator.releases import folders
from tour.curator.releases.comparing import release_page
from tour.curator.releases.previewing import preview_file, preview_notices, preview_page
from tour.curator.releases.publishing import publish_page
from tour.curator.releases.signs import signs_page
from tour.curator.sound import hearing, sentences
from tour.curator.sound.voices import voices_page
from tour.curator.stops import safety
from tour.curator.stops.placing import points_page
from tour.curator.stops.stop_order import tour_order_page
from tour.curator.tours.tiles import tiles_page
from tour.curator.visitors.listening import listening_page
from tour.curator.words.drafts import draft_page
from tour.curator.words.exchanging import exchange_page, export
from tour.models import HandedPassword, Mistake

# In the session of somebody who came in with a password that was handed to them.
MUST_CHANGE = "must_change_password"
_WHILE_HANDED = ("password_change", "password_change_done", "logout", "jsi18n")
_METHODS = ["GET", "HEAD", "POST"]


class Desk(AdminSite):
    """Django's admin with the desk as its first page."""

    login_form = LoginForm

    site_header = _("Wayside")
    site_title = _("Wayside")
    index_title = _("The desk")
    index_template = "curator/index.html"
    # The grid and the page's own links lead everywhere; a second list of tables beside each page only costs room.
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page knows; the languages that the desk speaks besides."""
        spoken = sorted({"en", *languages.translated()})
        return {**super().each_context(request), "desk_languages": [(one, languages.own_name(one)) for one in spoken]}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: what visitors meet now, each tour's grid, then Django's list of tables."""
        reported = in_sight(request.user, Mistake.objects.filter(state=Mistake.State.OPEN), "stop__tour").count()
        seen, shown = may(request.user, "see"), list(grids(request.user))
        kiosks = start.kiosk_lines(request.user)
        context = {
            "grids": shown,
            "may_load": may(request.user, "tours"),
            "reported": reported,
            "seen": seen,
            "closed": start.closed_now(request.user, shown) if seen else (),
            "kiosks": kiosks[: start.KIOSKS_SHOWN],
            "kiosk_count": len(kiosks),
            "listening": start.listening(request.user) if seen else None,
        }
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
            if not request.user.is_authenticated and (sent := refused.sent(request)):
                # The way to the log-in page would drop it.
                return refused.logged_out(self, request, sent)
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
        translation = "tour/<slug:slug>/translation/<slug:language>"

        def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            """A page in the admin's frame, for staff."""
            return cast("Callable[..., HttpResponse]", self.admin_view(partial(view, site=self)))

        return [
            # Kept in the browser: whoever has not logged in yet may choose too.
            path("language/", require_http_methods(_METHODS)(set_language), name="desk_language"),
            re_path(r"^sound/(?P<key>[0-9a-f]{64})\.webm$", self.admin_view(hearing.play), name="sound"),
            path("draft/<slug:table>/<int:row>/", page(draft_page), name="draft"),
            re_path(r"^sound/(?P<key>[0-9a-f]{64})\.flac$", self.admin_view(sentences.play), name="sentence"),
            path("folder/", page(folders.upload_page), name="folder"),
            path("tour/<slug:slug>/folder.zip", self.admin_view(folders.download), name="folder_download"),
            path("tour/<slug:slug>/points/", page(points_page), name="points"),
            path("tour/<slug:slug>/tiles/", page(tiles_page), name="tiles"),
            path("tour/<slug:slug>/order/", page(tour_order_page), name="stop_order"),
            path("tour/<slug:slug>/preview/", page(preview_page), name="preview"),
            path("tour/<slug:slug>/preview/site/notices.json", preview_notices, name="preview_notices"),
            path("tour/<slug:slug>/preview/site/<path:path>", self.admin_view(preview_file), name="preview_file"),
            path("tour/<slug:slug>/publish/", page(publish_page), name="publish"),
            path("tour/<slug:slug>/releases/<int:pk>/", page(release_page), name="release"),
            path("tour/<slug:slug>/voices/", page(voices_page), name="voices"),
            path("tour/<slug:slug>/signs/", page(signs_page), name="signs"),
            path(f"{translation}/", page(exchange_page), name="exchange"),
            path(f"{translation}.<slug:kind>", self.admin_view(export), name="exchange_out"),
            path("notice/<int:notice_id>/", page(safety.words_page), name="notice_words"),
            path("notice/<int:notice_id>/end/", self.admin_view(safety.end), name="notice_end"),
            path("tour/<slug:slug>/notices/", page(safety.notices_page), name="notices"),
            path("listening/", page(listening_page), name="listening"),
            *super().get_urls(),
        ]
