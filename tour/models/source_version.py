"""The words of a source as a translation was made from them: found again in the history by their hash."""

from collections.abc import Mapping
from itertools import islice, product

from django.db.models import Model

from tour.models.text_version import TextVersion
from tour.models.translated import hash_of, words, words_of

# As many wordings are tried, the newest first, in a quarter of a second. Beyond, the change is told by time.
_MOST = 2000


def words_of_hash(row: Model, source: str, wanted: str) -> Mapping[str, str] | None:
    """The source's words, by field, that `source_hash` made this of; None where the history does not have them.

    Any version of one field is tried with any of the others: what a tour folder brought between two saves
    is in no order of time.
    """
    texts = {field: [words(row, field, source)] for field in words_of(row)}
    kept = TextVersion.objects.filter(table=row._meta.model_name, row=row.pk, language=source, field__in=texts)
    for field, text in kept.order_by("-at", "-id").values_list("field", "text"):
        texts[field].append(text)
    # A field that was written later than the translation held nothing then.
    choices = [list(dict.fromkeys(found if len(found) == 1 else (*found, ""))) for found in texts.values()]
    for tried in islice(product(*choices), _MOST):
        if hash_of(tried) == wanted:
            return dict(zip(texts, tried, strict=True))
    return None
