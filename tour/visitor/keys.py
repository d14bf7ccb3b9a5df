"""Keys: the hash of all a page is made from."""

import hashlib

from django.conf import settings

from tour import client


def key(value: object, language: str) -> str:
    """64 hex digits over the value, this room's and the shared code and assets, and the language's catalogue."""
    own = client.key(value, language, __file__)
    # A site that phones may not keep has other pages.
    return own if settings.OFFLINE else hashlib.sha256(f"{own} online only".encode()).hexdigest()
