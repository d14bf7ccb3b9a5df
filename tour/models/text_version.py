"""Every text that was ever saved at the desk: who wrote it, when, and what stood there before."""

from django.conf import settings
from django.db import models


class TextVersion(models.Model):
    """One text of one row in one language, as it was saved.

    `table` is the model's name (`stop`), `row` its key, `field` the translated field's own name. A text
    that came another way (a tour folder) has a version from the moment somebody replaces it at the desk;
    it then has no author.
    """

    table = models.CharField(max_length=20)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=("table", "row", "language", "field"), name="text_version_of_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.field} {self.language} {self.at:%Y-%m-%d %H:%M}"
