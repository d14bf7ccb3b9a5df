"""What somebody typed at the desk and has not saved: kept for that person alone, should their browser die."""

from django.conf import settings
from django.db import models


class EditDraft(models.Model):
    """One person's unsaved page of one row in one language.

    `table` is the model's name (`stop`), `row` its key. `fields` is the whole form as the browser would
    have sent it (name -> values), with the hashes of what it was loaded with: the guard against lost
    updates still sees what others have saved meanwhile.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    table = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12)
    fields = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "table", "row", "language"), name="edit_draft_once_a_page")
        ]
        indexes = [models.Index(fields=("at",), name="edit_draft_by_age")]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.language} {self.at:%Y-%m-%d %H:%M}"
