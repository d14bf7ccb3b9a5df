"""Rows that hang below a page's own: those of one language, and words beside their source."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tour.curator.access import may
from tour.curator.saving.guard import GuardedForm
from tour.curator.saving.meanwhile import MeanwhileFormSet
from tour.curator.tables import Table
from tour.curator.typed import StackedInline
from tour.curator.words.beside import BesideForm, chosen, dress, kind_of_field
from tour.models import RouteStop, SpokenForm, Stop, Tour, VoiceChoice, column


class OfLanguageFormSet(MeanwhileFormSet):
    """The rows of one language; new ones get it. Its class is made per request with `language` set."""

    language = ""

    def get_queryset(self) -> Any:
        """The parent's rows in this language."""
        return super().get_queryset().filter(language=self.language)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """The new row, in this language."""
        form.instance.language = self.language
        return super().save_new(form, commit=commit)


class _Owned:
    """Rows below a row are theirs who write what stands above: asked of `access.may`, with the tour of `obj`."""

    def writes(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the person writes these rows of this page."""
        tour = obj if isinstance(obj, Tour) else obj.tour
        return may(request.user, "write", tour=tour)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever sees the page."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes these rows."""
        return self.writes(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes these rows."""
        return self.writes(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever writes these rows."""
        return self.writes(request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The row's fields; those that are only read carry no hashes of the guard."""
        fields: Any = super().get_fields(request, obj)  # type: ignore[misc]
        return fields if self.has_change_permission(request, obj) else [name for name in fields if name != "loaded"]


class _OfWords(_Owned):
    """Rows that whoever writes the page's language writes too."""

    def writes(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the person writes the page's language."""
        tour = obj.tour
        return may(request.user, "write", tour=tour, field=column("text", chosen(request, tour).language))


class OfLanguageInline(Table):
    """Rows that belong to the page's language."""

    formset = OfLanguageFormSet
    form = GuardedForm
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset's class, told its language."""
        made: Any = super().get_formset(request, obj, **kwargs)
        made.language = chosen(request, obj if self.fk_name == "tour" else obj.tour).language
        made.once = self.fields[0]  # type: ignore[index]
        return made


class SpokenForms(_OfWords, OfLanguageInline):
    """How words of this stop are said."""

    model = SpokenForm
    fields = ("written", "spoken", "loaded")
    verbose_name_plural = _("said differently than written, in this stop")


class VoiceForm(GuardedForm):
    """A voice in the order."""

    voice = forms.ChoiceField(label=_("voice"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, offering the site's voices and the one chosen."""
        super().__init__(*args, **kwargs)
        names = dict.fromkeys((*settings.NARRATION, *filter(None, [self.instance.voice])))
        self.fields["voice"].choices = [("", "—"), *((name, name) for name in names)]  # type: ignore[attr-defined]


class VoiceOrder(_Owned, OfLanguageInline):
    """Which voices read the tour in this language, the best first."""

    model = VoiceChoice
    form = VoiceForm
    fk_name = "tour"
    fields = ("voice", "position", "loaded")
    verbose_name_plural = _("voices for this language, the best first (none: the site's order)")


class WordsInline(_OfWords, StackedInline):
    """Words of rows below this one, in the page's language beside the source."""

    form = BesideForm
    formset = MeanwhileFormSet
    template = "curator/words_inline.html"
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True
    text = ""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: rows are made on their own pages."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The one localized column."""
        own = column(self.text, chosen(request, obj.tour).language)
        return (own, "loaded") if self.has_change_permission(request, obj) else (own,)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset's class, whose forms are told their languages; reads only these columns."""
        made: Any = super().get_formset(request, obj, **kwargs)
        beside = chosen(request, obj.tour)
        made.form.beside, made.form.texts = beside, (self.text,)
        return made

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows, without the languages that the page does not show (they are read when asked for)."""
        kept = {"id", "stop", "key", "name", "position", "status", "attribution", "made_from"}
        asked = {column(self.text, code) for code in (request.GET.get("language", ""), "en") if code}
        others = [f.name for f in self.model._meta.concrete_fields if f.name not in kept | asked]
        return self.model._default_manager.defer(*others)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's field, dressed for its language."""
        field = super().formfield_for_dbfield(db_field, request, **kind_of_field(db_field), **kwargs)
        original = getattr(db_field, "translated_field", None)
        if field is not None and original is not None:
            dress(field, db_field, original, db_field.language)
        return field


class RouteStops(_Owned, Table):
    """The stops of a route in walking order."""

    model = RouteStop
    form = GuardedForm
    fields = ("position", "stop", "loaded")
    once = "stop"
    extra = 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The stops, without their words."""
        if db_field.name == "stop":
            kwargs["queryset"] = Stop.objects.only("number", "slug", "tour").order_by("number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset's class; only the tour's own stops may be chosen, and no deeper pieces."""
        made: Any = super().get_formset(request, obj, **kwargs)
        stops = made.form.base_fields.get("stop")
        if stops is not None:
            stops.queryset = stops.queryset.filter(tour=obj.tour_id, deeper_of=None)
        return made
