"""Archives of tiles that were replaced or taken away, and that no release needs any more."""

import time
from collections.abc import Collection
from pathlib import Path

from django.conf import settings

from tour.content.tiles.accepting import FOLDER
from tour.models import Tour

# An archive is stored before its tour's row names it.
_GIVEN_S = 24 * 3600


def clear(held: Collection[str]) -> int:
    """Remove every archive that no tour has and that `held` (names without ending) lacks; how many.

    Left-overs of broken writes go with them; what was given within a day stays.
    """
    before = time.time() - _GIVEN_S
    old = [path for path in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*") if path.stat().st_mtime < before]
    # Asked last: a row that has come to name an old archive is seen.
    named = set(Tour.objects.exclude(tiles="").values_list("tiles", flat=True))
    unnamed = [path for path in old if path.name not in named and path.stem not in held]
    for path in unnamed:
        path.unlink()
    return len(unnamed)
