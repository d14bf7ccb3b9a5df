"""What people said of one stop's translation, and which source it was made from."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from tour.models.fields import TranslationState
from tour.models.stop import Stop

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


class TranslationRecord(models.Model):
    """One stop in one language: its state and the hash of the source it was translated from."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=TranslationState.choices, default=TranslationState.DRAFT)
    source_hash = models.CharField(
        max_length=16, blank=True, help_text="Hash of the source's words when this translation was last put right."
    )
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    # Often the translator, who may also be the reviewer: editors expect to decide that among themselves.
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=("stop", "language"), name="translation_record_once")]

    def __str__(self) -> str:
        return f"{self.stop} {self.language}: {self.state}"

    def make_draft(self, by: "AbstractBaseUser | AnonymousUser") -> None:
        """Words were changed that nobody has reviewed; which source they follow stays as it was said."""
        self.state, self.reviewed_by_id, self.changed_by_id = TranslationState.DRAFT, None, by.pk
        self.save(update_fields=("state", "reviewed_by", "changed_by", "changed_at"))
