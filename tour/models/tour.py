"""A tour: one narrative told at ordered stops."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tour.models.fields import validate_address_word
from tour.models.made_from import MadeFrom


class Tour(MadeFrom):
    """One narrative, its languages and the words of its first page."""

    slug = models.SlugField(
        unique=True,
        validators=[validate_address_word],
        help_text=_("The tour's word in every address. Signs carry it: choose it once."),
    )
    source_language = models.CharField(max_length=12, default="en")
    languages = models.JSONField(default=list, help_text=_("Codes of the languages visitors are offered."))
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True, help_text=_("One sentence: what this tour is."))
    about = models.TextField(blank=True, help_text=_("Plain paragraphs, a blank line between two."))
    advisory = models.TextField(blank=True, help_text=_("What visitors must know before any directions."))
    credits = models.TextField(blank=True)
    map = models.JSONField(null=True, blank=True, help_text=_("What the map draws: a GeoJSON FeatureCollection."))
    # Whose they are stands in the map, in its member `tiles`; or the address of others.
    tiles = models.CharField(max_length=100, blank=True, help_text="Path below media/tiles/.")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
