"""Mistakes that visitors reported: where, in which words, and whether those words still stand there."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.access import Person, in_sight, may
from tour.curator.filters import TourFilter
from tour.curator.slim import SlimAdmin
from tour.models import Mistake, Stop, column


class StopTourFilter(TourFilter):
    """By the tour of the stop."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen tour."""
        return queryset.filter(stop__tour__slug=self.value()) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    """By the language of the page: those in which something was reported."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """(code, own name) of each."""
        rows = in_sight(request.user, Mistake.objects.order_by("language"), "stop__tour")
        codes = rows.values_list("language", flat=True).distinct()
        return [(code, languages.own_name(code)) for code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen language."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class MistakeAdmin(SlimAdmin):
    """The list of what visitors reported. Their words are never edited, only marked."""

    tour_path = "stop__tour"
    columns = (
        "language", "sentence", "words", "note", "at", "state", "page_key", "handled_at", "handled_by__username",
        "stop__number", "stop__slug", "stop__tour__slug", "stop__tour__source_language",
    )  # fmt: skip
    list_display = ("note", "where", "words", "standing", "at", "state", "handled_by")
    list_filter = ("state", StopTourFilter, LanguageFilter)
    readonly_fields = fields = (
        "where", "words", "standing", "note", "at", "state", "handled_by", "handled_at", "page_key",
    )  # fmt: skip
    actions = ("answered", "put_right", "declined", "open_again")
    search_fields = ("note", "words")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: visitors write here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a report is marked, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what a visitor said stays."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The reports of the person's tours, in the languages they see there."""
        return in_sight(request.user, super().get_queryset(request), self.tour_path)

    def has_mark_permission(self, request: HttpRequest) -> bool:
        """Whoever may put some words right; which reports are theirs is asked of each when it is marked."""
        return may(request.user, "write") or may(request.user, "translate")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Django's list, each row knowing whether its sentence still stands (one query for all of them)."""
        found = super().get_changelist_instance(request)
        found.result_list = list(found.result_list)
        note_standing(found.result_list)
        return found

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """One row, likewise."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            note_standing([found])
        return found

    @admin.display(description=_("stop"))
    def where(self, row: Mistake) -> str:
        """The stop, with links to its page as visitors get it and to its words at the desk."""
        stop = row.stop
        return format_html(
            '<a href="/{0}/{1}/{2}/">{3} {2}, {4}</a> <a class="quiet-link" href="{5}?language={0}">{6}</a>',
            row.language,
            stop.tour.slug,
            stop.slug,
            stop.number,
            languages.own_name(row.language),
            reverse("admin:tour_stop_change", args=[stop.pk]),
            gettext("Edit"),
        )

    @admin.display(description=_("still there"))
    def standing(self, row: Any) -> str:
        """Whether the sentence is in the tables word for word."""
        if not row.words:
            return gettext("the whole stop is meant")
        return gettext("word for word") if row.stands else gettext("the words have changed since")

    @admin.action(description=_("Mark as answered"), permissions=["mark"])
    def answered(self, request: HttpRequest, rows: QuerySet[Mistake]) -> None:
        """Looked into; nothing was wrong, or it was explained."""
        self._mark(request, rows, Mistake.State.ANSWERED)

    @admin.action(description=_("Mark as put right"), permissions=["mark"])
    def put_right(self, request: HttpRequest, rows: QuerySet[Mistake]) -> None:
        """The words were changed."""
        self._mark(request, rows, Mistake.State.PUT_RIGHT)

    @admin.action(description=_("Mark as declined"), permissions=["mark"])
    def declined(self, request: HttpRequest, rows: QuerySet[Mistake]) -> None:
        """No mistake, or no report."""
        self._mark(request, rows, Mistake.State.DECLINED)

    @admin.action(description=_("Open again"), permissions=["mark"])
    def open_again(self, request: HttpRequest, rows: QuerySet[Mistake]) -> None:
        """To be looked at once more."""
        self._mark(request, rows, Mistake.State.OPEN)

    def _mark(self, request: HttpRequest, rows: QuerySet[Mistake], state: Mistake.State) -> None:
        by = (None, None) if state == Mistake.State.OPEN else (request.user, timezone.now())
        chosen = list(rows)
        pks = [row.pk for row in chosen if may_mark(request.user, row)]
        count = Mistake.objects.filter(pk__in=pks).update(state=state, handled_by=by[0], handled_at=by[1])
        if count:
            said = ngettext("%(count)d report marked.", "%(count)d reports marked.", count) % {"count": count}
            messages.success(request, said)
        if others := len(chosen) - len(pks):
            said = ngettext(
                "%(count)d report is in words that others write: not marked.",
                "%(count)d reports are in words that others write: not marked.",
                others,
            )
            messages.warning(request, said % {"count": others})


def may_mark(user: Person, row: Mistake) -> bool:
    """Whether the person may write the very words that the report is about, and so say what became of it."""
    return may(user, "write", tour=row.stop.tour, field=column("text", row.language))


def note_standing(rows: Iterable[Any]) -> None:
    """Set `stands` on each row: whether its words are in the stop's text, in its language or the source's.

    One query, which reads only the languages of these rows.
    """
    rows = list(rows)
    codes = sorted({row.language for row in rows} | {row.stop.tour.source_language for row in rows})
    columns = [column("text", code) for code in codes]
    texts = {
        pk: dict(zip(codes, found, strict=True))
        for pk, *found in Stop.objects.filter(pk__in={row.stop_id for row in rows}).values_list("pk", *columns)
    }
    for row in rows:
        of = texts.get(row.stop_id, {})
        shown = _plain(of.get(row.language)) or _plain(of.get(row.stop.tour.source_language))
        row.stands = bool(row.words) and row.words in shown


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
