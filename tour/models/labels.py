"""What tables and their fields are called at the desk, in the reader's language.

Django makes these names from the code's own, which no catalogue knows. Given here and not in the fields'
declarations they change no migration: a translated field has forty columns.
"""

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# By the model's name: one of them, several.
TABLES: dict[str, "tuple[_StrPromise, _StrPromise]"] = {
    "claim": (_("claim"), _("claims")),
    "kiosk": (_("kiosk"), _("kiosks")),
    "kiosktour": (_("kiosk tour"), _("kiosk tours")),
    "lexiconentry": (_("lexicon entry"), _("lexicon entries")),
    "mistake": (_("mistake"), _("mistakes")),
    "picture": (_("picture"), _("pictures")),
    "route": (_("route"), _("routes")),
    "routestop": (_("route stop"), _("route stops")),
    "source": (pgettext_lazy("what a claim rests on", "source"), _("sources")),
    "spokenform": (_("spoken form"), _("spoken forms")),
    "stop": (_("stop"), _("stops")),
    "tour": (_("tour"), _("tours")),
    "voicechoice": (_("voice choice"), _("voice choices")),
}
# By the field's name, in whichever table.
FIELDS: dict[str, "_StrPromise"] = {
    "about": _("about"),
    "access": _("access"),
    "access_checked_on": _("access checked on"),
    "advisory": _("advisory"),
    "alt": _("what it shows"),
    "at": _("on"),
    "attribution": _("attribution"),
    "content_notes": _("content notes"),
    "coordinate_note": _("coordinate note"),
    "covers": _("covered sections"),
    "credit": _("credit"),
    "credits": _("credits"),
    "date": _("date"),
    "date_from": _("from"),
    "date_to": _("until"),
    "deeper_of": _("deeper piece of"),
    "file": _("file"),
    "form": _("as it is written"),
    "handled_at": _("handled on"),
    "handled_by": _("handled by"),
    "headphones_only": _("headphones only"),
    "key": _("key"),
    "kind": _("kind"),
    "language": _("language"),
    "languages": _("languages"),
    "lat": _("latitude"),
    "licence": _("licence"),
    "lng": _("longitude"),
    "map": _("map"),
    "name": _("name"),
    "note": _("note"),
    "number": _("number"),
    "page_key": _("version of the page"),
    "pictures": _("pictures"),
    "place": _("place"),
    "position": _("position"),
    "precision_m": _("precision (metres)"),
    "quiet_end": _("quiet end"),
    "radius_m": _("radius (metres)"),
    "retired": _("retired"),
    "safety": _("safety"),
    "say": _("as it is said"),
    "sentence": _("sentence"),
    "slug": _("slug"),
    "source_language": _("source language"),
    "sources": _("sources"),
    "spoken": _("as it is said"),
    "state": _("state"),
    "status": _("status"),
    "stop": _("stop"),
    "summary": _("summary"),
    "surveyed_by": _("surveyed by"),
    "surveyed_on": _("surveyed on"),
    "text": _("text"),
    "tiles": _("map tiles"),
    "title": _("title"),
    "tour": _("tour"),
    "tours": _("tours"),
    "trigger": _("suggested when near"),
    "unverified": _("unverified in"),
    "url": _("web address"),
    "user": _("user"),
    "voice": _("voice"),
    "volume": _("volume"),
    "words": _("words"),
    "written": _("as it is written"),
}


def name_all() -> None:
    """Give every table and field of ours its name; those that declare one keep it."""
    for model in apps.get_app_config("tour").get_models():
        if model._meta.model_name in TABLES:
            model._meta.verbose_name, model._meta.verbose_name_plural = TABLES[model._meta.model_name]
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field.name in FIELDS and "verbose_name" not in field.deconstruct()[3]:
                field.verbose_name = FIELDS[field.name]
