"""What is typed on a page and not saved is kept aside for its writer, and offered when the page is opened again."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from tour.models import EditDraft

if TYPE_CHECKING:
    from tour.curator.words.one_language import OneLanguageAdmin

# A page's words and facts come to some 30 KB; more is no form of ours.
LARGEST_BYTES = 500_000
# The field that says of a page that what is kept of it was shown on it, or is from it.
MARK = "of_draft"
# A field of a row below the page's own: its set, its place in it, its name.
_BELOW = re.compile(r"(\w+)-\d+-(\w+)")


def draft_page(request: HttpRequest, table: str, row: int, *, site: AdminSite) -> HttpResponse:
    """Keep the form that is sent for its writer; with `let_go`, forget what was kept and go back to the page."""
    from tour.curator.words.one_language import OneLanguageAdmin

    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    admin = next((one for model, one in site._registry.items() if model._meta.model_name == table), None)
    if not isinstance(admin, OneLanguageAdmin):
        raise Http404
    with transaction.atomic():
        obj = admin.get_object(request, str(row))
        if obj is None:
            raise Http404
        if not admin.has_change_permission(request, obj):
            raise PermissionDenied
        if "let_go" in request.POST:
            forget(admin, request, obj)
            return HttpResponseRedirect(admin.page(obj, admin.beside(request, obj)))
        if "loaded" not in request.POST:
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BYTES:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        _keep(admin, request, obj)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def kept(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> EditDraft | None:
    """What the person left unsaved on this page."""
    return _own(admin, request, obj).first()


def shown(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> Mapping[str, list[str]] | None:
    """The values that the page is to be filled with; None where nobody asked for them."""
    if obj is None or request.method != "GET" or request.GET.get("draft") != "show":
        return None
    draft = kept(admin, request, obj)
    return draft.fields if draft else None


def saved(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> None:
    """Drop what was kept where it is what was saved; a draft that the page neither showed nor kept stays."""
    if request.POST.get(MARK):
        forget(admin, request, obj)


def forget(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> None:
    """Drop what was kept of this page."""
    _own(admin, request, obj).delete()


def context(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> dict[str, Any]:
    """What the page says of drafts, and where it keeps one; nothing for who may not save it."""
    if not admin.has_change_permission(request, obj):
        return {}
    query = admin.beside(request, obj).query
    address = f"{reverse('admin:draft', args=[admin.opts.model_name, obj.pk])}?{query}"
    own = bool(request.POST.get(MARK))
    # Of a page that was refused too: what it does not know of it must not write over.
    draft = None if own else kept(admin, request, obj)
    filled = draft is not None and request.method == "GET" and request.GET.get("draft") == "show"
    return {
        "draft": draft,
        "draft_filled": filled,
        "draft_address": address,
        "draft_show": f"?{query}&draft=show",
        "draft_mark": MARK,
        "draft_own": filled or own,
    }


def _own(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> QuerySet[EditDraft]:
    language = admin.beside(request, obj).language
    return EditDraft.objects.filter(user=request.user.pk, table=admin.opts.model_name, row=obj.pk, language=language)


def _keep(admin: "OneLanguageAdmin", request: HttpRequest, obj: Any) -> None:
    """Keep those fields of the form that the person may write."""
    own = set(admin.get_form(request, obj, change=True).base_fields)
    below = {
        formset.get_default_prefix(): {"id", *formset.form.base_fields}
        for formset, _inline in admin.get_formsets_with_inlines(request, obj)
    }

    def writes(name: str) -> bool:
        found = _BELOW.fullmatch(name)
        return name in own or (found is not None and found[2] in below.get(found[1], ()))

    EditDraft.objects.update_or_create(
        user_id=request.user.pk,
        table=admin.opts.model_name,
        row=obj.pk,
        language=admin.beside(request, obj).language,
        defaults={"fields": {name: request.POST.getlist(name) for name in request.POST if writes(name)}},
    )
