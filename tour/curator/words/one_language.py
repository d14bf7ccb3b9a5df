"""The admin of a row whose words exist once a language: one language at a time, beside its source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from tour import readiness
from tour.curator import marks
from tour.curator.access import demand, may
from tour.curator.saving.meanwhile import tell
from tour.curator.slim import SlimAdmin
from tour.curator.typed import ModelForm
from tour.curator.words import drafts
from tour.curator.words.beside import Beside, BesideForm, chosen, dress, kind_of_field
from tour.curator.words.following import FollowingForm, follow, is_followed, let_follow, stored_source
from tour.curator.words.history import history_page, save_with_versions
from tour.models import TextVersion, Tour, column

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class OneLanguageAdmin(SlimAdmin):
    """Edits `texts` in the language that `?language=` names, and `facts` on the source's page only.

    Reads and writes no other language's columns: a page costs the same at 3 languages as at 40.
    """

    form = BesideForm
    change_form_template = "curator/beside.html"

    # Translated fields, fields of the row itself, and those that a new row needs first.
    texts: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    # What the row's own name (`__str__`) and the page read besides.
    read: tuple[str, ...] = ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row with the columns of this page alone; held against other writers while it is saved."""
        path = f"{self.tour_path}__" if self.tour_path else ""
        rows = self.model._default_manager.filter(pk=_whole(unquote(object_id)))
        found = rows.values_list(f"{path}pk", f"{path}source_language", f"{path}languages").first()
        if found is None:
            return None
        pk, source, offered = found
        beside = chosen(request, Tour(pk=pk, source_language=source, languages=offered))
        of_tour = [f"{path}{name}" for name in ("slug", "source_language", "languages")]
        localized = [column(name, code) for name in self.texts for code in beside.both]
        facts = [name for name in self.facts if not self.model._meta.get_field(name).many_to_many]
        rows = rows.only(*dict.fromkeys((*of_tour, *self.read, *localized, *facts)))
        if self.tour_path:
            rows = rows.select_related(self.tour_path)
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        return rows.first()

    def beside(self, request: HttpRequest, obj: Any) -> Beside:
        """The page's two languages."""
        return chosen(request, self.tour_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes the page's language; of a list, whoever writes any."""
        if obj is None:
            return may(request.user, "write") or may(request.user, "translate")
        tour = self.tour_of(obj)
        return may(request.user, "write", tour=tour, field=column(self.texts[0], self.beside(request, obj).language))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Words, and on the source's page the facts; of a new row only what names it."""
        if obj is None:
            return [(None, {"fields": (*self.first, "loaded")})]
        beside = self.beside(request, obj)
        own = tuple(column(name, beside.language) for name in self.texts)
        said = self.beside_fields(beside) if self.has_change_permission(request, obj) else ()
        groups: list[Any] = [(None, {"fields": (*own, *said), "classes": ("words",)})]
        return groups + (self.fact_groups() if beside.is_source else [])

    def beside_fields(self, beside: Beside) -> tuple[str, ...]:
        """With the words goes what is said of them: that translations need no change, or how this one stands."""
        if not issubclass(self.form, FollowingForm):
            return ("loaded",)
        return ("minor", "loaded") if beside.is_source else ("state", "source_seen", "loaded")

    def fact_groups(self) -> list[Any]:
        """The fieldsets of what is the same in every language."""
        return [(gettext("The same in every language"), {"fields": self.facts})] if self.facts else []

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """None before the row is there."""
        return super().get_inlines(request, obj) if obj is not None else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        """The form's class, told its languages."""
        made = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None:
            made.beside, made.texts = self.beside(request, obj), self.texts  # type: ignore[attr-defined]
            made.terms = self.terms(request, obj)  # type: ignore[attr-defined]
            made.draft = drafts.shown(self, request, obj)  # type: ignore[attr-defined]
        return made

    def terms(self, request: HttpRequest, obj: Any) -> Sequence[tuple[str, str, bool]]:
        """The names of the row's tour, on a translation's page: they are marked in the source's words."""
        beside, tour = self.beside(request, obj), self.tour_of(obj)
        return () if beside.is_source or tour.pk is None else readiness.terms_of(tour, beside.language)

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        """Django's rows below, told the tour's names; filled with what was left unsaved where that is asked for."""
        draft = drafts.shown(self, request, obj)
        terms = self.terms(request, obj) if obj is not None and self.get_inlines(request, obj) else ()
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            formset.form.draft, formset.form.terms = draft, terms
            yield formset, inline

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """Django's rows below; of those that somebody has taken away meanwhile the person hears."""
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        tell(request, formsets, inlines)
        return formsets, inlines

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """Django's field; a localized column's is dressed for its language."""
        field = super().formfield_for_dbfield(db_field, request, **kind_of_field(db_field), **kwargs)
        original = getattr(db_field, "translated_field", None)
        if field is not None and original is not None:
            dress(field, db_field, original, db_field.language)
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the columns that were changed, and no other; each must be the person's to write."""
        if change:
            for name in form.columns():
                demand(request, "write", tour=self.tour_of(obj), field=name)
            _saved(form, form.cleaned_data, cast("User", request.user))
            drafts.saved(self, request, obj)
        else:
            obj.save()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Write the rows below, keeping every text that is replaced."""
        for below in formset.initial_forms:
            if isinstance(below, BesideForm):
                _saved(below, form.cleaned_data, cast("User", request.user))
        super().save_formset(request, form, formset, change)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every saved text of the row, and the way back to it."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return history_page(self, request, object_id)

    def may_restore(self, request: HttpRequest, obj: Any, version: TextVersion) -> bool:
        """Whether this person may put a text back: whoever may write it."""
        return may(request.user, "write", tour=self.tour_of(obj), field=column(version.field, version.language))

    def restored(self, request: HttpRequest, obj: Any, version: TextVersion) -> None:
        """A text was put back: whatever is said of the row's words may hold no more."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, told its languages."""
        obj = kwargs.get("obj")
        if obj is not None:
            context |= {"beside": self.beside(request, obj), "stale_mark": marks.WORDS["stale"]}
            context |= drafts.context(self, request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """On to the new row's page, where its words are written."""
        if "_addanother" in request.POST or "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, self.added_message(obj), "success")
        return HttpResponseRedirect(self.page(obj))

    def added_message(self, obj: Any) -> str:
        """What is said once a row is there."""
        return gettext("“%(name)s” is there. Now write its words.") % {"name": obj}

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Django's answer; who goes on editing stays in the language."""
        response = super().response_change(request, obj)
        if "_continue" in request.POST and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(self.page(obj, self.beside(request, obj)))
        return response

    def page(self, obj: models.Model, beside: Beside | None = None) -> str:
        """The address of the row's edit page, in a language where one is given."""
        address = reverse(f"admin:tour_{self.opts.model_name}_change", args=[obj.pk])
        return f"{address}?{beside.query}" if beside else address


def _saved(form: BesideForm, said: Mapping[str, Any], by: "User") -> None:
    """Write the form's changed columns, and what is `said` of them on the page: of translations, or of the source."""
    source, columns = form.beside.source, form.columns()
    minor = said.get("minor") and columns and is_followed(form.instance)
    before = stored_source(form.instance, source) if minor else ""
    if columns:
        save_with_versions(form.instance, columns, by)
    if before:
        let_follow(form.instance, before, source)
    follow(form, said.get("state", ""))


def _whole(text: str) -> int:
    """The primary key as a number; -1, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else -1
