"""Which words of the source a row's translations were made from."""

from django.db import models


class MadeFrom(models.Model):
    """A row whose translations nobody reviews one by one, and whose source may change under them.

    `made_from` is by language the hash of the source's words that the translation was last put right from
    (`translated.source_hash`). A language that it lacks was never compared, so is not stale.
    """

    made_from = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
