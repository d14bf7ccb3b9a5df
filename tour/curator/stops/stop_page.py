"""The stop's page: one language beside its source, its sound, and its facts."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages, readiness
from tour.curator import marks
from tour.curator.access import may
from tour.curator.filters import TourFilter
from tour.curator.releases import previewing
from tour.curator.sound import hearing, recordings, sentences, trial
from tour.curator.stops import safety
from tour.curator.stops.claims import Claims
from tour.curator.stops.picture_words import Pictures
from tour.curator.stops.pictures import for_stop_page, pictures_page
from tour.curator.stops.place import place_page
from tour.curator.stops.reviewing import keep_record, review_of
from tour.curator.stops.stop_form import StopForm
from tour.curator.words import as_typed
from tour.curator.words.assist import assist
from tour.curator.words.one_language import OneLanguageAdmin
from tour.curator.words.rows import SpokenForms
from tour.models import Stop, TextVersion, TranslationRecord, column, words


class _OfLanguage(ChangeList):
    """The list of stops; `?language=` filters nothing and goes along to each stop's page."""

    def get_filters_params(self, params: Any = None) -> Any:
        """What filters the list."""
        found = super().get_filters_params(params)
        found.pop("language", None)
        return found

    def url_for_result(self, result: Any) -> str:
        """The stop's page, in the list's language."""
        url = super().url_for_result(result)
        language = self.params.get("language")
        return f"{url}?{urlencode({'language': language})}" if language else url


class StopAdmin(OneLanguageAdmin):
    """Stops: found by number, slug or source title; never deleted, because signs carry their numbers."""

    form = StopForm
    change_form_template = "curator/stop.html"
    texts = ("title", "place", "text", "safety")
    first = ("tour", "slug", "number", "position")
    facts = (
        "slug",
        "number",
        "position",
        "deeper_of",
        "retired",
        "kind",
        "lat",
        "lng",
        "precision_m",
        "coordinate_note",
        "surveyed_on",
        "radius_m",
        "trigger",
        "access",
        "access_checked_on",
        "content_notes",
        "headphones_only",
        "quiet_end",
        "date_from",
        "date_to",
    )
    read = ("number", "slug", "retired", "position")
    inlines = (SpokenForms, Claims, Pictures)
    columns = (
        "number",
        "slug",
        "position",
        "kind",
        "access",
        "retired",
        "tour__slug",
        "tour__source_language",
        column("title", "en"),
    )
    list_display = ("number", "source_title", "tour", "kind", "access", "out_of_tour")
    list_display_links = ("number", "source_title")
    list_filter = (TourFilter, "retired", "kind")
    search_fields = ("slug", "=number", column("title", "en"))
    ordering = ("tour_id", "position", "number")

    @admin.display(description=_("title"))
    def source_title(self, stop: Stop) -> str:
        """The English title, or the slug where a tour is told from another language."""
        return words(stop, "title", "en") or stop.slug

    @admin.display(description=_("retired"), ordering="retired")
    def out_of_tour(self, stop: Stop) -> str:
        """The word, where it holds."""
        return gettext("retired") if stop.retired else ""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """A list that was opened for one language leads to that language's pages."""
        return _OfLanguage

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a stop is retired, so that its number is not given again."""
        return False

    def fact_groups(self) -> list[Any]:
        """The facts, by what they are about."""
        return [
            (gettext("Number and order"), {"fields": (("number", "position"), "slug", "deeper_of", "retired")}),
            (
                gettext("Place"),
                {
                    "fields": (
                        "kind",
                        ("lat", "lng"),
                        ("precision_m", "radius_m"),
                        "surveyed_on",
                        "coordinate_note",
                        "trigger",
                        "access",
                        "access_checked_on",
                    )
                },
            ),
            (
                gettext("Telling"),
                {"fields": ("content_notes", "headphones_only", "quiet_end", ("date_from", "date_to"))},
            ),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form's class; a deeper piece belongs to a stop of the same tour that is one of the walk."""
        made: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and (field := made.base_fields.get("deeper_of")):
            others = Stop.objects.filter(tour=obj.tour_id).exclude(pk=obj.pk).order_by("number")
            fitting = Q(deeper_of=None, retired=False) | Q(pk=obj.deeper_of_id)
            field.queryset = others.filter(fitting).only("number", "slug")
            # Stops are made and opened on their own pages.
            for way in ("can_add_related", "can_change_related", "can_view_related"):
                setattr(field.widget, way, False)
        return made

    def save_model(self, request: HttpRequest, obj: Stop, form: Any, change: bool) -> None:
        """Write the words, and of a translation which source it was put right from."""
        if change and "surveyed_on" in form.columns():
            obj.surveyed_by = request.user.get_username() if obj.surveyed_on else ""
        super().save_model(request, obj, form, change)
        if change and "state" in form.fields:
            keep_record(request, obj, form)

    def restored(self, request: HttpRequest, obj: Stop, version: TextVersion) -> None:
        """Words that were put back nobody has reviewed, whatever was said of those that they replace."""
        for record in TranslationRecord.objects.filter(stop=obj, language=version.language):
            record.make_draft(request.user)

    def get_urls(self) -> list[URLPattern]:
        """The stop's own buttons, beside Django's pages."""
        site, wrap = self.admin_site, self.admin_site.admin_view
        return [
            path("<int:stop_id>/speak/", wrap(hearing.speak), name="tour_stop_speak"),
            path("<int:stop_id>/as-typed/", wrap(as_typed.page), name="tour_stop_as_typed"),
            path("<int:stop_id>/pictures/", wrap(partial(pictures_page, site=site)), name="tour_stop_pictures"),
            path("<int:stop_id>/sound/", wrap(partial(sentences.page, site=site)), name="tour_stop_sound"),
            path("<int:stop_id>/say/", wrap(partial(trial.page, site=site)), name="tour_stop_say"),
            path("<int:stop_id>/close/", wrap(partial(safety.close_page, site=site)), name="tour_stop_close"),
            path("<int:stop_id>/place/", wrap(partial(place_page, site=site)), name="tour_stop_place"),
            path("<int:stop_id>/open/", wrap(partial(safety.open_page, site=site)), name="tour_stop_open"),
            path("<int:stop_id>/recording/", wrap(partial(recordings.page, site=site)), name="tour_stop_recording"),
            path("<int:stop_id>/recording/wave.json", wrap(recordings.wave), name="tour_stop_wave"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page with the stop's sound and the way to its neighbours."""
        stop = kwargs.get("obj")
        if stop is not None:
            language = self.beside(request, stop).language
            context |= {"title": f"{stop.number} · {_title(stop, language)}", "subtitle": None}
            if not stop.retired:
                context["preview_url"] = previewing.address(stop.tour, language, stop.slug)
                context["may_place"] = may(request.user, "write", stop=stop)
                context["may_tell"] = safety.may_tell(request, stop.tour)
                context["closing"] = safety.closing_of(stop)
                cell = readiness.of_stop(stop.pk, language)
                context |= {
                    "cell": cell,
                    "words_mark": marks.WORDS[cell.words],
                    "reviewed": review_of(stop, language) if cell.words in ("reviewed", "partial") else None,
                    "sound": hearing.heard(cell),
                    "next_stop": _next(stop),
                    "may_record": may(request.user, "record", stop=stop, language=language),
                }
                context |= for_stop_page(request, stop)
                context |= self._assist(request, stop)
        return super().render_change_form(request, context, *args, **kwargs)

    def _assist(self, request: HttpRequest, stop: Stop) -> dict[str, Any]:
        """What stands beside a translation; nothing on the source's own page."""
        beside = self.beside(request, stop)
        if beside.is_source:
            return {}
        return {
            "assist": assist(stop, self.tour_of(stop), beside),
            "may_type": self.has_change_permission(request, stop),
            **as_typed.speech(beside),
        }

    def response_change(self, request: HttpRequest, obj: Stop) -> HttpResponse:
        """Django's answer, or on to the next stop in the same language."""
        following = _next(obj) if "_next" in request.POST else None
        if following is None:
            return super().response_change(request, obj)
        self.message_user(request, gettext("Stop %(number)d is saved.") % {"number": obj.number}, "success")
        return HttpResponseRedirect(self.page(following, self.beside(request, obj)))


def _title(stop: Stop, language: str) -> str:
    own = words(stop, "title", language) or stop.slug
    return f"{own} ({languages.own_name(language)})"


def _next(stop: Stop) -> Stop | None:
    """The stop that follows in the story."""
    later = Q(position__gt=stop.position) | Q(position=stop.position, number__gt=stop.number)
    rows = Stop.objects.filter(later, tour=stop.tour_id, retired=False)
    return rows.only("number", "position").order_by("position", "number").first()
