"""Two tellings of a tour beside one another: what visitors of a release had, and what they have or would get now."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tour import edition, publishing
from tour.curator.access import demand
from tour.curator.releases.differing import differences
from tour.models import Release, Tour


@require_safe
def release_page(request: HttpRequest, slug: str, pk: int, site: AdminSite) -> HttpResponse:
    """A release's words beside those at the desk now."""
    demand(request, "publish", tour=Tour.objects.only("source_language").filter(slug=slug).first())
    release = Release.objects.select_related("made_by").filter(tour__slug=slug, pk=pk).first()
    if release is None:
        raise Http404
    context: dict[str, Any] = {"release": release, "slug": slug}
    try:
        had, have = publishing.words_of(release), edition.pin(slug)
        context |= {"differences": tuple(differences(had, have)), "same": had == have}
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
