"""Keys: the hash of all a page is made from."""

from tour import client


def key(value: object, language: str) -> str:
    """64 hex digits over the value, this room's and the shared code and assets, and the language's catalogue."""
    return client.key(value, language, __file__)
