"""A password that somebody else has handed to a person, and that only they may replace."""

from django.conf import settings
from django.db import models


class HandedPassword(models.Model):
    """While this row is there, its person's next log-in leads to choosing a password of their own."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="handed_password")
    handed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.user} {self.handed_at:%Y-%m-%d}"
