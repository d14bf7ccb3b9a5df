"""Which fields exist once a language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from tour import models


@register(models.Tour)
class TourTranslation(TranslationOptions):
    """The words of a tour's first page."""

    fields = ("title", "summary", "about", "advisory", "credits")


@register(models.Stop)
class StopTranslation(TranslationOptions):
    """The words of a stop."""

    fields = ("title", "place", "text", "safety")


@register(models.Route)
class RouteTranslation(TranslationOptions):
    """The words of a route."""

    fields = ("title", "summary")


@register(models.Claim)
class ClaimTranslation(TranslationOptions):
    """The words of a claim."""

    fields = ("text",)


@register(models.Picture)
class PictureTranslation(TranslationOptions):
    """The words for those who do not see the picture."""

    fields = ("alt",)


@register(models.LexiconEntry)
class LexiconTranslation(TranslationOptions):
    """A name's form in each script, and how it is said."""

    fields = ("form", "say")


@register(models.Notice)
class NoticeTranslation(TranslationOptions):
    """What visitors are told by a notice."""

    fields = ("text",)


@register(models.Kiosk)
class KioskTranslation(TranslationOptions):
    """The words a kiosk invites with."""

    fields = ("attract",)
