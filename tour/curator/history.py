"""The history of a row's texts: what every save changed, by whom, and the way back to any of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from tour import languages
from tour.curator.beside import label_of
from tour.curator.marking import Piece, marked
from tour.models import TextVersion, column, keep_versions, localized, stored

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tour.curator.one_language import OneLanguageAdmin

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One saved text, with what it changed of the one before; `current`: the row has it now."""

    version: TextVersion
    label: str
    language: str
    tag: str
    direction: str
    pieces: tuple[Piece, ...]
    current: bool


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
            "past": tuple(_past(row, admin.beside(request, row).codes)),
            "beside": admin.beside(request, row),
            "may_restore": admin.has_change_permission(request, row),
        },
    )


def _past(row: Any, seen: Sequence[str]) -> Iterator[Past]:
    rows = TextVersion.objects.filter(table=row._meta.model_name, row=row.pk, language__in=seen).select_related("by")
    newest_first = list(rows.order_by("-at", "-id")[:SHOWN])
    now: set[tuple[str, str]] = set()
    for at, version in enumerate(newest_first):
        of = (version.field, version.language)
        before = next((one.text for one in newest_first[at + 1 :] if (one.field, one.language) == of), "")
        yield Past(
            version=version,
            label=label_of(row, version.field),
            language=languages.own_name(version.language),
            tag=languages.tag(version.language),
            direction=languages.direction(version.language),
            pieces=marked(before, version.text),
            current=of not in now,
        )
        now.add(of)


@transaction.atomic
def _restored(admin: "OneLanguageAdmin", request: HttpRequest, row: Any) -> HttpResponse:
    """Put a text back, as a new save: what it replaces is kept too."""
    asked = request.POST.get("restore", "")
    versions = TextVersion.objects.filter(table=row._meta.model_name, row=row.pk)
    version = versions.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if version is None:
        raise Http404
    admin.check_restore(request, row, version)
    name = column(version.field, version.language)
    setattr(row, name, version.text)
    save_with_versions(row, [name], cast("User", request.user))
    admin.restored(request, row, version)
    messages.success(request, gettext("The text of before stands again. What it replaced is kept here too."))
    return HttpResponseRedirect(request.get_full_path())
