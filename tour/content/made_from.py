"""What a folder's translations of claims, routes and the tour's own words were made from.

A folder says it only of those that are older than their source. Of all others: a translation that comes with the
folder is of the source beside it; one that the tables have already, unchanged, is of what they say it is of. So
whoever changes the source in a folder, and no translation, makes the translations stale.
"""

from typing import Any

from django.conf import settings

from tour.content.rows import Kept, Table
from tour.content.values import Hashes
from tour.models import hash_of

Values = tuple[Any, ...]


def followed(table: Table, kept: Kept | None, values: Values, source: str) -> Values:
    """The values that a row shall hold, with the hash of each translation's source; `kept` is the row, if any."""
    place = table.columns.index("made_from")
    stated: Hashes = values[place]
    now = hash_of(table.said(values, source))
    found = {}
    for code in settings.SUPERSET:
        said = table.said(values, code)
        if code == source or not any(said):
            continue
        found[code] = stated.get(code, now)
        if code not in stated and kept is not None and said == table.said(kept.values, code):
            # What was never compared stood beside the source that is about to go.
            found[code] = kept.values[place].get(code) or hash_of(table.said(kept.values, source))
    return (*values[:place], found, *values[place + 1 :])
