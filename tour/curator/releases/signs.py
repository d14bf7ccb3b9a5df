"""Signs: a printable sheet a stop (QR code, number, titles, short address), and the list to inspect them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import segno
from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tour import languages
from tour.curator.access import demand
from tour.curator.languages_field import LanguagesField
from tour.models import Stop, Tour, column, words

# A quarter of the code may be scratched or bleached away (ISO/IEC 18004, level Q): signs stand in the weather.
_CORRECTION = "q"


@dataclass(frozen=True, slots=True)
class Title:
    """A stop's name on its sign, in one language, with the line that says what the code is for."""

    text: str
    invitation: str
    tag: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one sheet shows; `place` and `where` are for the inspection list."""

    number: int
    titles: tuple[Title, ...]
    address: str
    code: SafeString
    place: str
    where: str


class SignsForm(forms.Form):
    """What to print."""

    address = forms.URLField(
        label=_("Address of the site"),
        assume_scheme="https",
        help_text=_("As visitors reach it. It is what the code on the sign says."),
    )
    languages = LanguagesField(
        label=_("Languages on the sign"), help_text=_("The code itself leads every phone to its own language.")
    )
    size = forms.ChoiceField(
        label=_("Size of a sheet"), choices=[("a4", "A4"), ("a5", "A5"), ("a6", "A6")], initial="a4"
    )

    def __init__(self, tour: Tour, *args: Any, **kwargs: Any) -> None:
        """Offer the tour's languages."""
        super().__init__(*args, **kwargs)
        cast("LanguagesField", self.fields["languages"]).offer(tour.languages)


@require_safe
def signs_page(request: HttpRequest, slug: str, site: AdminSite) -> HttpResponse:
    """The signs of a tour, ready to print; before anything was chosen, in the tour's first two languages."""
    tour = Tour.objects.only("slug", "source_language", "languages").filter(slug=slug).first()
    if tour is None:
        raise Http404
    demand(request, "see", tour=tour)
    # Whoever prints may be at the desk by another way than visitors' phones.
    reached = settings.ADDRESS or request.build_absolute_uri("/")
    usual = {"address": reached, "languages": tour.languages[:2], "size": "a4"}
    form = SignsForm(tour, request.GET if "address" in request.GET else usual)
    chosen = form.cleaned_data if form.is_valid() else None
    return TemplateResponse(
        request,
        "curator/signs.html",
        {
            **site.each_context(request),
            "title": gettext("Signs of “%(tour)s”") % {"tour": slug},
            "form": form,
            "size": chosen["size"] if chosen else "",
            # A sheet's size cannot depend on a class in every browser: each has a style sheet of its own.
            "sheet": f"curator/sheet-{chosen['size']}.css" if chosen else "",
            "signs": signs(tour, chosen["address"], chosen["languages"]) if chosen else (),
        },
    )


def signs(tour: Tour, address: str, codes: Sequence[str]) -> tuple[Sign, ...]:
    """The signs of the tour's stops by number, with titles in these languages where they are written."""
    source = tour.source_language
    read = dict.fromkeys((*codes, source))
    columns = [column(field, code) for field in ("title", "place") for code in read]
    stops = tour.stops.filter(retired=False).only("tour", "number", "lat", "lng", "precision_m", *columns)
    return tuple(_sign(tour, stop, address, codes) for stop in stops.order_by("number"))


def _sign(tour: Tour, stop: Stop, address: str, codes: Sequence[str]) -> Sign:
    short = f"{address.rstrip('/')}/{tour.slug}/{stop.number}"
    written = [code for code in codes if words(stop, "title", code)] or [tour.source_language]
    return Sign(
        number=stop.number,
        titles=tuple(_title(stop, code) for code in written),
        address=_in_letters(short),
        code=_code(short),
        place=words(stop, "place", tour.source_language),
        where=_where(stop),
    )


def _where(stop: Stop) -> str:
    """The point, and how precise it is where somebody has said so."""
    if stop.lat is None:
        return ""
    point = f"{stop.lat:.5f}, {stop.lng:.5f}"
    return point if stop.precision_m is None else f"{point} (± {stop.precision_m} m)"


def _title(stop: Stop, code: str) -> Title:
    with translation.override(code):
        invitation = gettext("Scan to read and listen.")
    return Title(words(stop, "title", code), invitation, languages.tag(code), languages.direction(code))


def _in_letters(address: str) -> str:
    """The address as somebody types it: without its scheme."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"


def _code(address: str) -> SafeString:
    """The QR code as an SVG element of its own, sized by the sheet."""
    made = segno.make(address, error=_CORRECTION, micro=False)
    # Drawn by segno from numbers alone: nothing of the address stands in the markup.
    return mark_safe(made.svg_inline(omitsize=True, border=4, svgclass="code", lineclass=None))  # noqa: S308
