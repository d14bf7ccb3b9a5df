"""Validators and choices that several tables share."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# First words of addresses that are taken by the program itself (design: "The outside, fixed").
RESERVED_WORDS = frozenset("admin static files feedback healthz kiosk media site".split())


def validate_address_word(value: str) -> None:
    """Refuse a slug that would hide a language, a fixed address or a stop's number."""
    if value in RESERVED_WORDS or value in settings.SUPERSET or value.isdigit():
        raise ValidationError(
            _("“%(value)s” is taken: it is a language code, a number or an address of the program itself."),
            params={"value": value},
        )
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise ValidationError(
            _("“%(value)s” may hold only small letters a-z, digits and single hyphens."), params={"value": value}
        )


class ContentNote(models.TextChoices):
    """What a stop speaks of that a listener may wish to skip; shown before play."""

    GENOCIDE = "genocide", _("genocide")
    GENOCIDE_MENTION = "genocide-mention", _("genocide (mentioned only)")
    MASS_GRAVES = "mass-graves", _("mass graves")
    KILLING = "killing", _("killing")
    SEXUAL_VIOLENCE = "sexual-violence-mention", _("sexual violence (mentioned only)")
    DISPLACEMENT = "displacement", _("people driven from their homes")
    FORCED_LABOUR = "forced-labour", _("forced labour")
    LANDMINES = "landmines", _("landmines")
    INJURY = "injury", _("injury")
    SHELLING = "shelling", _("shelling")
    LOOTING = "looting", _("looting")
    MEMORY_OF_TRAUMA = "memory-of-trauma", _("memory of trauma")
    WAR = "war", _("war")


class Access(models.TextChoices):
    """Whether a visitor may go to the place of a stop."""

    OPEN = "open", _("open")
    OPEN_UNVERIFIED = "open-unverified", _("open, not checked on the spot")
    RESTRICTED = "restricted", _("restricted")
    CLOSED = "closed", _("closed")
    REMOTE = "remote", _("to be heard from afar")


class ClaimStatus(models.TextChoices):
    """How well a statement stands (the words of the sources decide, not ours)."""

    CORROBORATED = "corroborated", _("confirmed by independent sources")
    ARTICLE_ONLY = "article_only", _("one source only")
    DISPUTED = "disputed", _("sources differ")
    CONTRADICTED = "contradicted", _("corrected against an earlier source")
    INFERENCE = "inference", _("deduced")
    CONTEXT = "context", _("context")


class TranslationState(models.TextChoices):
    """What a person has said of a translation; stale is not a state but a comparison."""

    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")


def validate_content_notes(value: object) -> None:
    """Refuse anything but a list of known content-note codes."""
    known = set(ContentNote.values)
    if not isinstance(value, list) or not all(isinstance(code, str) and code in known for code in value):
        raise ValidationError(
            _("Content notes must be a list of these codes: %(codes)s."), params={"codes": ", ".join(sorted(known))}
        )
