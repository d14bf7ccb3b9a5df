"""A take: how one voice says one sentence, where somebody asked for it anew or slower."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

# Hundredths of the voice's own pace.
USUAL_PACE, SLOWEST_PACE = 100, 60


class Take(models.Model):
    """The take that counts of a sentence by a voice, and its pace; no row: the first take, at the voice's own pace.

    `number` counts from 0 and enters the segment's key, so that no key ever names another sound;
    `newest` is the highest that was ever asked for. What counted before the last change is kept: its
    sound is heard until the new one is there.
    """

    language = models.CharField(max_length=12)
    voice = models.CharField(max_length=40)
    text = models.TextField(help_text="The sentence as the voice reads it.")
    sha256 = models.CharField(max_length=64, editable=False, help_text="Of the text: too long for an index itself.")
    number = models.PositiveIntegerField(default=0)
    newest = models.PositiveIntegerField(default=0)
    pace = models.PositiveIntegerField(default=USUAL_PACE, help_text="Hundredths of the voice's own pace.")
    before_number = models.PositiveIntegerField(default=0)
    before_pace = models.PositiveIntegerField(default=USUAL_PACE)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("language", "voice", "sha256"), name="take_once_a_sentence"),
            models.CheckConstraint(condition=Q(number__lte=F("newest")), name="take_was_asked_for"),
            models.CheckConstraint(
                condition=Q(pace__gte=SLOWEST_PACE, pace__lte=USUAL_PACE), name="take_pace_can_be_followed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.voice} {self.number} at {self.pace}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Django's, with the hash of the text."""
        self.sha256 = sentence_hash(self.text)
        super().save(*args, **kwargs)


def sentence_hash(text: str) -> str:
    """64 hex digits for the text of a sentence."""
    return hashlib.sha256(text.encode()).hexdigest()
