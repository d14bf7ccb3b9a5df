"""The last word of a kiosk."""

from django.db import models

from tour.models.kiosk import Kiosk


class KioskReport(models.Model):
    """What a kiosk last said of itself; each report replaces the one before.

    `packs` leads from a pack's id (`battle-of-pailin/km`) to the release kept of it, "" where none is;
    `used_bytes` and `quota_bytes` are the browser's own estimate; `faults` are codes with what they concern.
    """

    kiosk = models.OneToOneField(Kiosk, on_delete=models.CASCADE, related_name="report")
    at = models.DateTimeField()
    release = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=64, blank=True)
    packs = models.JSONField(default=dict)
    used_bytes = models.PositiveBigIntegerField(default=0)
    quota_bytes = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)
    uptime_s = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kiosk_id} {self.at:%Y-%m-%d %H:%M}"
