"""A segment: one sentence spoken by one voice."""

from django.db import models
from django.db.models import Q


class Segment(models.Model):
    """What is known of one segment; its lossless file lies in media/segments under its key.

    The key is the hash of (spoken text, language, voice, its version and settings), so a row
    never changes its meaning. A failed row keeps why (as `narration.told` reads it), and how
    often it was tried.
    """

    class Status(models.TextChoices):
        """Whether the sentence has been spoken."""

        MADE = "made", "made"
        FAILED = "failed", "failed"

    key = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=12)
    voice = models.CharField(max_length=40)
    voice_version = models.CharField(max_length=80)
    text = models.TextField()
    status = models.CharField(max_length=8, choices=Status.choices)
    reason = models.TextField(blank=True, help_text="Why it failed, in words.")
    retry_at = models.DateTimeField(null=True, blank=True, help_text="Not to be tried before then.")
    permanent = models.BooleanField(default=False, help_text="Trying again cannot help.")
    attempts = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="made", reason="", duration_ms__gt=0) | Q(status="failed") & ~Q(reason=""),
                name="segment_is_made_or_says_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.status}"
