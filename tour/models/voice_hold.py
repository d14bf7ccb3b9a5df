"""A word to the worker: speak nothing of this tour for now."""

from django.conf import settings
from django.db import models

from tour.models.tour import Tour


class VoiceHold(models.Model):
    """While there is a row, no voice is asked for the tour; the worker looks between two sentences.

    What is paused waits for a person to let it go on. What is stopped also goes on by itself once
    somebody asks for sound.
    """

    class Kind(models.TextChoices):
        """Until when."""

        PAUSED = "paused", "paused"
        STOPPED = "stopped", "stopped"

    tour = models.OneToOneField(Tour, on_delete=models.CASCADE, related_name="voice_hold")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=("paused", "stopped")), name="hold_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.tour} {self.kind}"
