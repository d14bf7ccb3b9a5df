"""The history of a row's texts: what every save changed, by whom, and the way back to any of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from tour import languages
from tour.curator.saving.marking import Piece, marked
from tour.curator.words.beside import label_of
from tour.models import TextVersion, column, keep_versions, localized, stored

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tour.curator.words.one_language import OneLanguageAdmin

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One saved text, with what it changed of the one before.

    `current`: it is what the row says now; `may_restore`: this person may put it back.
    """

    version: TextVersion
    label: str
    language: str
    tag: str
    direction: str
    pieces: tuple[Piece, ...]
    current: bool
    may_restore: bool


def save_with_versions(obj: Any, names: list[str], by: "User") -> None:
    """Write these columns of a row, keeping every text that is replaced."""
    columns = localized(obj, names)
    before = stored(obj, columns) if columns else {}
    obj.save(update_fields=names)
    keep_versions(obj, columns, before, by)


def history_page(admin: "OneLanguageAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Every saved text of a row, the newest first; POST with `restore` puts one back."""
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    if not admin.has_view_permission(request, row):
        raise PermissionDenied
    if request.method == "POST":
        return _restored(admin, request, row)
    return TemplateResponse(
        request,
        "curator/history.html",
        {
            **admin.admin_site.each_context(request),
            "title": gettext("History of “%(name)s”") % {"name": row},
            "opts": admin.opts,
            "original": row,
            "past": tuple(_past(admin, request, row)),
            "beside": admin.beside(request, row),
        },
    )


def _past(admin: "OneLanguageAdmin", request: HttpRequest, row: Any) -> Iterator[Past]:
    seen = admin.beside(request, row).codes
    rows = TextVersion.objects.filter(table=row._meta.model_name, row=row.pk, language__in=seen).select_related("by")
    newest_first = list(rows.order_by("-at", "-id")[:SHOWN])
    columns = {(one.field, one.language): column(one.field, one.language) for one in newest_first}
    now = stored(row, columns) if columns else {}
    for at, version in enumerate(newest_first):
        of = (version.field, version.language)
        # Not the last text that was saved here: a tour folder may have brought another since.
        current = version.text.strip() == now[columns[of]]
        before = next((one.text for one in newest_first[at + 1 :] if (one.field, one.language) == of), "")
        yield Past(
            version=version,
            label=label_of(row, version.field),
            language=languages.own_name(version.language),
            tag=languages.tag(version.language),
            direction=languages.direction(version.language),
            pieces=marked(before, version.text),
            current=current,
            may_restore=not current and admin.may_restore(request, row, version),
        )


@transaction.atomic
def _restored(admin: "OneLanguageAdmin", request: HttpRequest, row: Any) -> HttpResponse:
    """Put a text back, as a new save: what it replaces is kept too."""
    asked = request.POST.get("restore", "")
    versions = TextVersion.objects.filter(table=row._meta.model_name, row=row.pk)
    version = versions.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if version is None:
        raise Http404
    if not admin.may_restore(request, row, version):
        raise PermissionDenied
    name = column(version.field, version.language)
    setattr(row, name, version.text)
    save_with_versions(row, [name], cast("User", request.user))
    admin.restored(request, row, version)
    messages.success(request, gettext("The text of before stands again. What it replaced is kept here too."))
    return HttpResponseRedirect(request.get_full_path())
