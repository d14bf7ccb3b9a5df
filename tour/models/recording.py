"""A human recording of one stop in one language; it wins over any voice."""

from django.db import models

from tour.models.stop import Stop


class Recording(models.Model):
    """An uploaded narration, and the hash of the script it was read from."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="recordings")
    language = models.CharField(max_length=12)
    file = models.CharField(max_length=100, help_text="Path below media/recordings/.")
    sha256 = models.CharField(max_length=64)
    script_hash = models.CharField(max_length=64, help_text="Of the script as it was when this was read.")
    speaker = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("stop", "language"), name="recording_once")]

    def __str__(self) -> str:
        return f"{self.stop} {self.language}"
