"""Kiosks: their profiles, and in the list each one's last word."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages
from tour.curator import work
from tour.curator.access import may
from tour.curator.languages_field import LanguagesField
from tour.curator.marks import Mark
from tour.curator.saving.guard import GuardedForm
from tour.curator.tables import Table
from tour.curator.visitors import kiosk_health
from tour.curator.words.beside import BesideForm
from tour.curator.words.one_language import OneLanguageAdmin
from tour.models import Kiosk, KioskTour, Picture, Tour, validate_pin


class KioskForm(BesideForm):
    """A profile: its words in one language; on the source's page also all that is the same in every language."""

    unguarded = BesideForm.unguarded | {"pin", "without_pin"}

    languages = LanguagesField(label=_("Languages"), help_text=_("Offered in this order."))
    pin = forms.CharField(
        label=_("New PIN for the staff’s corner"),
        required=False,
        validators=[validate_pin],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "inputmode": "numeric"}),
        help_text=_("4 to 12 digits; six or more are safer. Left empty, it stays as it is. It cannot be read again."),
    )
    without_pin = forms.BooleanField(label=_("Take the PIN away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django's form, with the choices of this row."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.beside.is_source:
            for name in ("languages", "pin", "without_pin"):
                self.fields.pop(name, None)
        elif "languages" in self.fields:
            cast("LanguagesField", self.fields["languages"]).offer((*self.instance.languages, *languages.enabled()))
        self.guard()

    def clean(self) -> dict[str, Any] | None:
        """The values; a volume stays below its ceiling."""
        cleaned = super().clean() or self.cleaned_data
        volume, ceiling = cleaned.get("volume"), cleaned.get("ceiling")
        if volume is not None and ceiling is not None and volume > ceiling:
            self.add_error("volume", gettext("This is louder than the loudest volume allowed below."))
        return cleaned


class KioskTours(Table):
    """The tours of a kiosk in order."""

    model = KioskTour
    form = GuardedForm
    fields = ("position", "tour", "loaded")
    once = "tour"
    extra = 1
    verbose_name_plural = _("Tours")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows, each with its tour's slug, by which it is called."""
        return KioskTour.objects.select_related("tour").only("kiosk", "position", "tour__slug")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The tours, without their words."""
        if db_field.name == "tour":
            kwargs["queryset"] = Tour.objects.only("slug").order_by("slug")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class KioskAdmin(OneLanguageAdmin):
    """Profiles are retired rather than deleted: a screen may still show one."""

    form = KioskForm
    change_list_template = "curator/kiosks.html"
    texts = ("attract",)
    first = ("slug", "name", "source_language", "languages")
    facts = (
        *("name", "languages", "source_language", "pictures", "idle_s", "volume", "ceiling", "large", "low"),
        "retired",
    )
    read = ("slug", "name", "pin_salt", "pin_hash")
    tour_path = ""
    inlines = (KioskTours,)
    columns = ("slug", "name", "retired")
    list_display = ("name", "address", "alive", "last_word", "present", "storage", "faults")

    def tour_of(self, obj: Any) -> Tour:
        """A kiosk belongs to no tour; its languages are chosen among as a tour's are."""
        return Tour(source_language=obj.source_language, languages=obj.languages)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows, each with its last word."""
        return Kiosk.objects.only(*self.columns).prefetch_related("report")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever looks after kiosks."""
        return may(request.user, "kiosks")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever looks after kiosks."""
        return may(request.user, "kiosks")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever looks after kiosks."""
        return may(request.user, "kiosks")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; it says where QR codes are missing and why."""
        answer: HttpResponse = super().changelist_view(
            request, {"address_known": bool(settings.ADDRESS), **(extra_context or {})}
        )
        return answer

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The tours, on the source's page."""
        return super().get_inlines(request, obj) if obj is None or self.beside(request, obj).is_source else ()

    def fact_groups(self) -> list[Any]:
        """What is the same in every language, and the staff's PIN."""
        return [
            (gettext("The same in every language"), {"fields": self.facts}),
            (gettext("Staff"), {"fields": ("pin", "without_pin")}),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """The source language is one of the site's."""
        if db_field.name == "source_language":
            codes = [(code, languages.own_name(code)) for code in languages.enabled()]
            label, hint = _("Source language"), db_field.help_text
            return forms.ChoiceField(label=label, choices=codes, initial="en", help_text=hint)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Pictures as boxes to tick, without their words."""
        kwargs["widget"] = forms.CheckboxSelectMultiple
        kwargs["queryset"] = Picture.objects.only("name", "stop").order_by("stop", "position")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The changed columns; a new PIN as its salt and hash."""
        pin, away = form.cleaned_data.get("pin"), form.cleaned_data.get("without_pin")
        if pin or away:
            obj.set_pin("" if away else pin)
        super().save_model(request, obj, form, change)
        if change and (pin or away):
            obj.save(update_fields=["pin_salt", "pin_hash"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Tours and pictures; then its page is made anew, by the worker."""
        super().save_related(request, form, formsets, change)
        transaction.on_commit(work.renew_site_soon)

    @admin.display(description=_("Address"))
    def address(self, kiosk: Kiosk) -> str:
        """Where the kiosk's page is."""
        return f"/kiosk/{kiosk.slug}/"

    @admin.display(description=_("State"))
    def alive(self, kiosk: Kiosk) -> SafeString:
        """Whether it speaks."""
        return _mark(kiosk_health.alive(kiosk))

    @admin.display(description=_("Last word"))
    def last_word(self, kiosk: Kiosk) -> str:
        """When it last spoke."""
        report = kiosk_health.report(kiosk)
        return date_format(localtime(report.at), "SHORT_DATETIME_FORMAT") if report else "—"

    @admin.display(description=_("Release"))
    def present(self, kiosk: Kiosk) -> SafeString:
        """Whether it has the present release of all it keeps."""
        mark, release = kiosk_health.present(kiosk), kiosk_health.release(kiosk)
        return mark_safe(_mark(mark) + (f" <code>{release[:8]}</code>" if release else ""))  # noqa: S308 - [0-9a-zA-Z._-]

    @admin.display(description=_("Storage"))
    def storage(self, kiosk: Kiosk) -> str:
        """What it uses of what it may."""
        return kiosk_health.storage(kiosk)

    @admin.display(description=_("Faults"))
    def faults(self, kiosk: Kiosk) -> str:
        """What it complained of."""
        report = kiosk_health.report(kiosk)
        return (
            " ".join(kiosk_health.complaint(str(text)) for text in report.faults) if report and report.faults else "—"
        )


def _mark(mark: Mark) -> SafeString:
    return render_to_string("curator/mark.html", {"mark": mark})
