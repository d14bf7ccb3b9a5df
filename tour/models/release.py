"""Releases: what visitors were given, when, and by whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from tour.models.tour import Tour


class Release(models.Model):
    """One release of a tour (or of the site, where `tour` is empty); its manifest lies in the store.

    `editions` names the stored words it was made from. A release whose sound came later has the
    same `editions` and another manifest. Which release visitors get is not said here but in the
    pointer file, which the web processes read without a database.
    """

    class Kind(models.TextChoices):
        """Why the release was made."""

        PUBLISH = "publish", pgettext_lazy("why a release was made", "publish")
        SOUND = "sound", pgettext_lazy("why a release was made", "sound")
        ROLLBACK = "rollback", pgettext_lazy("why a release was made", "rollback")

    tour = models.ForeignKey(Tour, null=True, blank=True, on_delete=models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PUBLISH)
    manifest = models.CharField(max_length=64)
    editions = models.CharField(max_length=64, blank=True)
    notes = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.tour or 'site'} {self.made_at:%Y-%m-%d %H:%M} {self.kind}"
