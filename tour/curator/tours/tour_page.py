"""The tour's page, and the small tables around it: routes, sources, claims, pictures, names."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator.access import may, within
from tour.curator.filters import TourFilter
from tour.curator.languages_field import LanguagesField
from tour.curator.releases import previewing
from tour.curator.saving.guard import GuardedForm
from tour.curator.stops.claims import ClaimForm
from tour.curator.stops.picture_words import PictureWords
from tour.curator.stops.pictures import picture_file
from tour.curator.stops.stop_order import route_order_page
from tour.curator.words.beside import BesideForm
from tour.curator.words.following import FollowingForm
from tour.curator.words.one_language import OneLanguageAdmin
from tour.curator.words.restorable import Restorable, RestorableAdmin
from tour.curator.words.rows import RouteStops, VoiceOrder
from tour.models import Claim, Source, Tour, column, words


class TourForm(FollowingForm):
    """A tour's words, or what it is called and offered in."""

    languages = LanguagesField(label=_("Languages"), help_text=_("Visitors are offered these."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, with the choices of this row."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.beside.is_source:
            del self.fields["languages"]
        else:
            # Those it has come first, in their order: the boxes' order is the tour's order of languages.
            cast("LanguagesField", self.fields["languages"]).offer((*self.instance.languages, *languages.enabled()))
        self.guard()

    def clean(self) -> dict[str, Any] | None:
        """The values; the language in which the tour is told is offered too."""
        cleaned = super().clean() or {}
        source = cleaned.get("source_language", self.instance.source_language)
        if source and "languages" in cleaned and source not in cleaned["languages"]:
            said = gettext("The source language “%(language)s” must be among the languages. Add it there.")
            self.add_error("languages", said % {"language": languages.own_name(source)})
        return cleaned


class TourAdmin(OneLanguageAdmin):
    """Tours: never deleted here, because signs and phones carry their addresses."""

    form = TourForm
    texts = ("title", "summary", "about", "advisory", "credits")
    first = ("slug", "source_language", "languages")
    facts = ("source_language", "languages")
    read = ("slug", "made_from")
    tour_path = ""
    inlines = (VoiceOrder,)
    columns = ("slug", "source_language", column("title", "en"))
    list_display = ("slug", "source_title", "source_language")

    @admin.display(description=_("title"))
    def source_title(self, tour: Tour) -> str:
        """The English title."""
        return words(tour, "title", "en")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with the ways to its preview and to the tiles of its map."""
        tour = kwargs.get("obj")
        if tour is not None:
            context["preview_url"] = previewing.address(tour, self.beside(request, tour).language)
            if may(request.user, "write", tour=tour):
                context["tiles_url"] = reverse("admin:tiles", args=[tour.slug])
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever makes tours."""
        return may(request.user, "tours")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """The source language is one of the site's."""
        if db_field.name == "source_language":
            codes = [(code, languages.own_name(code)) for code in languages.enabled()]
            return forms.ChoiceField(label=_("Source language"), choices=codes, initial="en")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class RouteAdmin(RestorableAdmin):
    """Orders for walking."""

    form = FollowingForm
    change_form_template = "curator/route.html"
    texts = ("title", "summary")
    first = ("tour", "slug", "position")
    facts = ("slug", "position")
    read = ("slug", "made_from")
    inlines = (RouteStops,)
    columns = ("slug", "position", "tour__slug")
    list_display = ("slug", "tour", "position")
    list_filter = (TourFilter,)

    def get_urls(self) -> list[URLPattern]:
        """The order of its stops, beside Django's pages."""
        view = self.admin_site.admin_view(partial(route_order_page, site=self.admin_site))
        return [path("<int:route_id>/order/", view, name="tour_route_order"), *super().get_urls()]


class ClaimAdmin(RestorableAdmin):
    """Statements, how well they stand, and who says so."""

    form = ClaimForm
    texts = ("text",)
    first = ("stop", "key", "status", "sources")
    facts = ("key", "position", "status", "attribution", "sources")
    read = ("key", "made_from", "stop__number", "stop__slug")
    tour_path = "stop__tour"
    columns = ("key", "status", "position", "stop__number", "stop__slug")
    list_display = ("key", "stop", "status")
    list_filter = ("status",)
    search_fields = ("key", "stop__slug")
    raw_id_fields = ("stop",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Sources as boxes to tick."""
        kwargs["widget"] = forms.CheckboxSelectMultiple
        kwargs["queryset"] = within(request.user, Source.objects.all(), "tour", "write")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form's class; only the tour's own sources may be chosen."""
        made = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "sources" in made.base_fields:
            made.base_fields["sources"].queryset = Source.objects.filter(tour=obj.stop.tour_id)  # type: ignore[attr-defined]
        return made


class PictureAdmin(OneLanguageAdmin):
    """Pictures: their words and rights. Files and order are their stop's (see `pictures`)."""

    form = PictureWords
    texts = ("alt",)
    facts = ("credit", "licence")
    read = ("name",)
    tour_path = "stop__tour"
    columns = ("name", "credit", "licence", "stop__number", "stop__slug")
    list_display = ("name", "stop", "credit", "licence")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a picture is added on its stop's page of pictures."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: it is removed on its stop's page of pictures, where it can be put back."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The file itself, beside Django's pages."""
        view = self.admin_site.admin_view(picture_file)
        return [path("<int:picture_id>/file/", view, name="tour_picture_file"), *super().get_urls()]


class LexiconForm(BesideForm):
    """A name in one language, or what is the same in all."""

    unverified = LanguagesField(label=_("No source confirms its form in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, with the choices of this row."""
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not self.beside.is_source:
            del self.fields["unverified"]
        else:
            cast("LanguagesField", self.fields["unverified"]).offer((*self.beside.codes, *self.instance.unverified))
        self.guard()


class LexiconAdmin(RestorableAdmin):
    """The tour's names: their form in each script, and how they are said."""

    form = LexiconForm
    texts = ("form", "say")
    first = ("tour", "slug")
    facts = ("slug", "unverified")
    read = ("slug",)
    columns = ("slug", "tour__slug")
    list_display = ("slug", "tour")
    list_filter = (TourFilter,)
    search_fields = ("slug",)

    def terms(self, request: HttpRequest, obj: Any) -> Sequence[tuple[str, str, bool]]:
        """None: here their forms are agreed on."""
        return ()


class SourceForm(GuardedForm):
    """A publication."""

    def clean_url(self) -> str:
        """A page that can be opened (Django's field takes other addresses too)."""
        url: str = self.cleaned_data["url"] or ""
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(gettext("“url” must be a web address: https://..."))
        return url


class SourceAdmin(Restorable):
    """Publications that claims rest on."""

    form = SourceForm
    fields = ("tour", "key", "title", "date", "url", "kind", "note", "loaded")
    columns = ("key", "title", "date", "url", "kind", "note", "tour__slug")
    list_display = ("key", "title", "date", "tour")
    list_filter = (TourFilter,)
    search_fields = ("key", "title")
    ordering = ("key",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with them: nothing. Claims that rest on one stand in the way, for they would lose it unseen."""
        _everything, _counts, lacking, _protected = super().get_deleted_objects(objs, request)
        rows = list(objs)
        claims = Claim.objects.only("key", "stop__number", "stop__slug").select_related("stop")
        held = [f"{claim.stop.number} {claim.key}" for claim in claims.filter(sources__in=rows).distinct()]
        return list(map(str, rows)), {Source._meta.verbose_name_plural: len(rows)}, lacking, held
