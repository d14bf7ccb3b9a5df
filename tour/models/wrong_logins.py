"""When somebody tried to log in and did not succeed: the last hour's, of one address, account or device."""

from django.db import models


class WrongLogins(models.Model):
    """The moments (seconds since 1970) of one key, which is a keyed hash: no name and no address is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.JSONField(default=list)
    last = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:12]}: {len(self.at)}"
