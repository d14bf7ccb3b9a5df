"""What map.geojson says of its tiles: whose they are, and where they are to be had where no archive holds them."""

import re
from typing import Any

from django.utils.translation import gettext

from tour.content import texts

ARCHIVE = "map.pmtiles"
LONGEST = 300
CLOSEST = 22
# Of another host over https ({s} stands for a, b and c), or of this site; a visitor's page lets in no other.
_ADDRESS = re.compile(r"(?:https://(?:\{s\}\.)?[a-z0-9.-]+(?::\d+)?)?/(?!/)(?:[\w./~=&?@-]|\{[zxy]\})*", re.ASCII)


def is_tile_address(url: object) -> bool:
    """Whether a map can be drawn from it: https or a path of this site, with {z}, {x} and {y} once each."""
    whole = isinstance(url, str) and len(url) <= LONGEST and _ADDRESS.fullmatch(url) is not None
    return whole and all(str(url).count(part) == 1 for part in ("{z}", "{x}", "{y}"))


def wrong_with_tiles(tiles: Any, *, archived: bool) -> str:
    """What is wrong with the map's member `tiles`, "" for nothing; `archived` where the folder has an archive."""
    if not isinstance(tiles, dict):
        message = gettext(
            "“tiles” must be an object with an “attribution”, and with a “url” where there is no %(archive)s."
        )
        return message % {"archive": ARCHIVE}
    said = tiles.get("attribution")
    if not isinstance(said, str) or not any(map(str.isalnum, said)) or len(said) > LONGEST or texts.wrong_with(said):
        message = gettext("“tiles” must say whose they are: an “attribution” of at most %(most)d characters.")
        return message % {"most": LONGEST}
    if archived and "url" in tiles:
        message = gettext("“tiles” has a “url”, and there is a %(archive)s too. Take one of the two out.")
        return message % {"archive": ARCHIVE}
    if not archived and not is_tile_address(tiles.get("url")):
        message = gettext(
            "There is no %(archive)s, so the “url” of “tiles” must begin with https:// or / and hold {z}, {x} and {y}"
            " once each."
        )
        return message % {"archive": ARCHIVE}
    closest = tiles.get("max_zoom", CLOSEST)
    if not isinstance(closest, int) or isinstance(closest, bool) or not 0 <= closest <= CLOSEST:
        return gettext("“max_zoom” of “tiles” must be a whole number from 0 to %(most)d.") % {"most": CLOSEST}
    return ""
