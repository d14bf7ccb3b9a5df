"""The numbers that releases gave to stops: signs carry them, so each stays with its stop for ever."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from tour.models import Release
from tour.publishing.store import store

# As many releases as two busy years have; what is remembered of each is a few kilobytes.
_REMEMBERED = 1000


class _Numbers(msgspec.Struct, frozen=True):
    """What a manifest says of numbers; its files, by far the most of it, are passed over."""

    numbers: dict[str, str] = {}
    former: dict[str, str] = {}


_decoder = msgspec.json.Decoder(_Numbers)


def given_numbers(slug: str) -> Mapping[int, frozenset[str]]:
    """By number the slugs that its stop had in the tour's kept releases; those no longer kept are passed over."""
    # Releases of the same words have the same numbers: sound that came later gives none.
    releases = Release.objects.filter(tour__slug=slug).order_by("made_at", "id")
    newest = dict(releases.values_list("editions", "manifest"))
    found: defaultdict[int, set[str]] = defaultdict(set)
    for sha256 in newest.values():
        try:
            said = _said(sha256)
        except (OSError, msgspec.MsgspecError):
            continue
        for number, of in said.numbers.items():
            found[int(number)].add(of)
        for of, number in said.former.items():
            found[int(number)].add(of)
    return {number: frozenset(slugs) for number, slugs in found.items()}


@lru_cache(maxsize=_REMEMBERED)
def _said(sha256: str) -> _Numbers:
    """What a release says, which never changes. Raises `OSError` and `MsgspecError`, and then remembers nothing."""
    return _decoder.decode(store().read(sha256))
