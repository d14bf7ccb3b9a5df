"""A tour as a folder in one ZIP file: down to keep it, up to bring it back, with a look at what that will do."""

import secrets
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tour import content, languages, publishing
from tour.curator import uploads, work
from tour.curator.access import demand
from tour.models import Tour
from tour.models.labels import FIELDS, TABLES

_PURPOSE = "folder"
# What the parts of a folder are called: fields, tables, and what is neither.
_NAMES = (
    FIELDS
    | {f"{table}s": several for table, (_one, several) in TABLES.items()}
    | {
        "made_from": _("what their translations were made from"),
        "order": _("order of the stops"),
        "recordings": _("recordings"),
        "terms": TABLES["lexiconentry"][1],
        "voices": _("voices"),
    }
)


class FolderForm(forms.Form):
    """The archive."""

    file = forms.FileField(
        label=_("ZIP file of a tour folder"),
        help_text=_("You will see what loading it changes before anything is changed."),
    )


@require_safe
def download(request: HttpRequest, slug: str) -> FileResponse | HttpResponseRedirect:
    """The tour's folder as a ZIP file; back to the start page, with the reason, where it cannot be made."""
    tour = Tour.objects.only("source_language").filter(slug=slug).first()
    # A folder holds every language and what has not been published.
    demand(request, "write", tour=tour)
    if tour is None:
        raise Http404
    aside = uploads.folder() / f"{secrets.token_hex(8)}.out"
    try:
        with aside.open("wb") as out:
            content.pack(slug, out)
        # Open, it outlives its name: nothing is left to clear.
        return FileResponse(
            aside.open("rb"), as_attachment=True, filename=f"{slug}.zip", content_type="application/zip"
        )
    except content.DumpRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("admin:index"))
    finally:
        aside.unlink(missing_ok=True)


@require_http_methods(["GET", "POST"])
def upload_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for an archive; show its faults or what it would change; load it once that is confirmed."""
    # Whose tour an archive holds is not known before it is read.
    demand(request, "tours")
    context: dict[str, Any] = {"form": FolderForm()}
    if "confirm" in request.POST:
        done = _loaded(request, request.POST["confirm"])
        if isinstance(done, HttpResponse):
            return done
        context |= done
    elif request.method == "POST":
        context["form"] = form = FolderForm(request.POST, request.FILES)
        if form.is_valid():
            context |= _looked_at(request, form.cleaned_data["file"])
    return TemplateResponse(
        request,
        "curator/folder.html",
        {**site.each_context(request), "title": gettext("Load a tour folder"), **context},
    )


def _looked_at(request: HttpRequest, file: UploadedFile) -> dict[str, Any]:
    """What the page shows of an archive: faults, or the difference and the token that loads it."""
    token, kept = uploads.keep(request, file, _PURPOSE)
    try:
        with kept.open("rb") as archive, content.unpacked(archive) as folder:
            found = content.difference(folder)
    except content.ArchiveRefused as refused:
        kept.unlink()
        return {"refused": str(refused)}
    except content.FolderRefused as refused:
        kept.unlink()
        return {"faults": refused.faults}
    return _look(found, token)


def _look(found: content.Difference, token: str) -> dict[str, Any]:
    return {"found": found, "token": uploads.seen(token, found), **_in_words(found)}


def _in_words(found: content.Difference) -> dict[str, Any]:
    """What the difference names by the words of a folder, in those of the desk."""
    return {
        "head": [_called(name) for name in found.head],
        "added": [(stop, _spoken(stop.languages)) for stop in found.added],
        "changed": [(stop, _spoken(stop.languages), [_called(name) for name in stop.facts]) for stop in found.changed],
        "edited": [(one, languages.own_name(one.language)) for one in found.edited],
    }


def _called(name: str) -> str:
    return str(_NAMES[name]) if name in _NAMES else name


def _spoken(codes: Iterable[str]) -> list[str]:
    return [languages.own_name(code) for code in codes]


def _loaded(request: HttpRequest, seen: str) -> HttpResponse | dict[str, Any]:
    """Load the archive that was looked at, and say how it went.

    Where it would do something else by now, nothing is loaded: what the page shows of it instead.
    """
    again = HttpResponseRedirect(reverse("admin:folder"))
    try:
        token = uploads.token_of(seen)
        kept, _name = uploads.kept(request, token, _PURPOSE)
        with kept.open("rb") as archive, content.unpacked(archive) as folder:
            found = content.difference(folder)
            if not uploads.still(seen, found):
                said = gettext("The tour has changed meanwhile. Nothing was loaded; look at it again.")
                messages.error(request, said)
                return _look(found, token)
            loaded = content.load(folder, given=publishing.given_numbers)
    except (uploads.UploadGone, content.ArchiveRefused):
        messages.error(request, gettext("That upload is no longer kept. Choose the file again."))
        return again
    except content.FolderRefused as refused:
        messages.error(request, str(refused))
        return again
    kept.unlink(missing_ok=True)
    messages.success(
        request,
        gettext("“%(tour)s” is loaded: %(created)d rows made, %(changed)d changed. Visitors get it once you publish.")
        % {"tour": loaded.tour, "created": loaded.created, "changed": loaded.changed},
    )
    for fault in loaded.refused:
        messages.warning(request, str(fault))
    work.speak_soon()
    return HttpResponseRedirect(reverse("admin:index"))
