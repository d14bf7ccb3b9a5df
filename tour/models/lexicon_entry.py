"""The lexicon: the tour's names, their agreed form in each script, and how they are said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tour.models.tour import Tour


class LexiconEntry(models.Model):
    """One name: `form` as it is written in each language, `say` as a voice should read it."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="lexicon")
    slug = models.SlugField()
    form = models.CharField(max_length=200, blank=True)
    say = models.CharField(max_length=200, blank=True, help_text=_("Empty: read as written."))
    unverified = models.JSONField(default=list, blank=True, help_text=_("Languages whose form no source confirms."))

    class Meta:
        ordering = ("tour", "slug")
        verbose_name_plural = "lexicon entries"
        constraints = [models.UniqueConstraint(fields=("tour", "slug"), name="lexicon_slug_once_in_tour")]

    def __str__(self) -> str:
        return self.slug
