"""Which voices read a tour in a language, the best first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tour.models.tour import Tour


class VoiceChoice(models.Model):
    """A place in the order of voices for one tour and language; no rows: the site's default order."""

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="voice_choices")
    language = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    voice = models.CharField(max_length=40, help_text=_("A name from the setting NARRATION."))

    class Meta:
        ordering = ("tour", "language", "position")
        constraints = [models.UniqueConstraint(fields=("tour", "language", "voice"), name="voice_once_in_order")]

    def __str__(self) -> str:
        return f"{self.language} {self.position}: {self.voice}"
