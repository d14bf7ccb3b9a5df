"""The voice that one stop asks for before the tour's order."""

from django.db import models

from tour.models.stop import Stop


class StopVoice(models.Model):
    """In this language the stop is read by `voice` first; no row: as the tour's order says."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="voices")
    language = models.CharField(max_length=12)
    voice = models.CharField(max_length=40, help_text="A name from the setting NARRATION.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("stop", "language"), name="stop_voice_once")]

    def __str__(self) -> str:
        return f"{self.stop} {self.language}: {self.voice}"
