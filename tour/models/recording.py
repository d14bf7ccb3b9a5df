"""A human recording of one stop in one language; it wins over any voice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tour.models.stop import Stop


class Recording(models.Model):
    """An uploaded narration, and the hash of the script it was read from.

    `cues` are [start_ms, end_ms] of each sentence of that script, on the sound without the silence
    at its ends, which lasts `duration_ms`; None until somebody has set them. Visitors hear it only
    where it says who speaks and under which licence.
    """

    class Aligned(models.TextChoices):
        """How the cues came to be."""

        NOT_YET = "", _("not yet")
        VOICE = "voice", _("beside a voice that reads the same words")
        PAUSES = "pauses", _("by the pauses between sentences")
        HAND = "hand", _("by hand")

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="recordings")
    language = models.CharField(max_length=12)
    file = models.CharField(max_length=100, help_text="Path below media/recordings/.")
    sha256 = models.CharField(max_length=64)
    script_hash = models.CharField(max_length=64, help_text="Of the script as it was when this was read.")
    speaker = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200)
    spoken_on = models.DateField(null=True, blank=True)
    cues = models.JSONField(null=True, blank=True)
    aligned = models.CharField(max_length=8, choices=Aligned.choices, blank=True, default=Aligned.NOT_YET)
    duration_ms = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("stop", "language"), name="recording_once"),
            models.CheckConstraint(
                condition=Q(aligned="", cues__isnull=True)
                | ~Q(aligned="") & Q(cues__isnull=False) & Q(duration_ms__gt=0),
                name="recording_has_cues_or_is_not_aligned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop} {self.language}"

    @property
    def may_be_heard(self) -> bool:
        """Whether it says whose voice it is and under which licence."""
        return bool(self.speaker.strip() and self.licence.strip())
