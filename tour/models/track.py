"""A track: a stop's narration in one language, encoded for visitors."""

from django.db import models


class Track(models.Model):
    """What is known of one track; its files lie in media/tracks under its key.

    The key is the hash of (keys of its segments in order or of its recording, pauses, audio
    settings). `cues` are [start_ms, end_ms] of each sentence; `openings` are [bytes, ms] pairs:
    the first `bytes` of the WebM file hold `ms` of sound (one pair a block, rising).
    """

    key = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(max_length=12)
    voice = models.CharField(max_length=40, help_text="Name of the voice, or “recording”.")
    duration_ms = models.PositiveIntegerField()
    cues = models.JSONField()
    openings = models.JSONField()
    opus_bytes = models.PositiveIntegerField()
    opus_sha256 = models.CharField(max_length=64)
    mp3_bytes = models.PositiveIntegerField()
    mp3_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.language} {self.voice}"
