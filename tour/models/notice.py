"""A notice: what visitors must know of a place now, without waiting for a release."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tour.models.stop import Stop
from tour.models.tour import Tour


class Notice(models.Model):
    """A warning, or the closing of a stop, from when it was made to when it was ended. Never deleted.

    Without a stop it concerns the whole tour. A closing may go without words: every page has its own for it.
    """

    tour = models.ForeignKey(Tour, on_delete=models.CASCADE, related_name="notices")
    stop = models.ForeignKey(Stop, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    closes = models.BooleanField(default=False, help_text="Nobody is to go to this stop while this holds.")
    text = models.TextField(blank=True, help_text="What visitors are told, in a sentence or two.")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(closes=False) | Q(stop__isnull=False), name="notice_closes_a_stop"),
            models.UniqueConstraint(
                fields=("stop",), condition=Q(closes=True, ended_at__isnull=True), name="notice_stop_closed_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="notice_ended_by_needs_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stop or self.tour}: {'closed' if self.closes else 'warning'}"
