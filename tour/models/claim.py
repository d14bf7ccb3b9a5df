"""Claims and their sources: what the tour says, how well it stands, and who says so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tour.models.fields import ClaimStatus
from tour.models.made_from import MadeFrom
from tour.models.stop import Stop
from tour.models.tour import Tour


class Source(models.Model):
    """A publication that claims rest on."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="sources")
    key = models.SlugField()
    title = models.CharField(max_length=300)
    date = models.CharField(max_length=40, blank=True)
    url = models.URLField(max_length=500, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("tour", "key")
        constraints = [models.UniqueConstraint(fields=("tour", "key"), name="source_key_once_in_tour")]

    def __str__(self) -> str:
        return self.title


class Claim(MadeFrom):
    """One statement of a stop, with its status and its sources."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="claims")
    key = models.SlugField(help_text=_("The claim's name within its stop."))
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=14, choices=ClaimStatus.choices)
    text = models.TextField(blank=True)
    attribution = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("Of what one source alone says: those words of the source language's text that name who says it."),
    )
    sources = models.ManyToManyField(Source, related_name="claims")

    class Meta:
        ordering = ("stop", "position")
        constraints = [models.UniqueConstraint(fields=("stop", "key"), name="claim_key_once_in_stop")]

    def __str__(self) -> str:
        return f"{self.stop} {self.key}"
