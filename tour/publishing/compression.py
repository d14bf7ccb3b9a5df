"""Compressed forms of text, made once at publishing: no request waits for a compressor."""

import gzip

import brotli

from tour.publishing.kinds import bare, compresses

# A phone waits for these, and their bytes are counted: 10-50 ms a file, outside the interpreter's lock.
_WAITED_FOR = {"text/html": 11, "text/css": 11, "text/javascript": 11}
# Whatever else is text comes later or to programs: 8 ms instead of 80 for a tour.json, for 10 % more bytes.
_QUALITY = 7


def brotli_form(body: bytes, media_type: str, made: bytes = b"") -> bytes:
    """The body in brotli, or b"" where that saves nothing; `made` is such a form made earlier.

    Raises `ValueError` where `made` is another body's.
    """
    if not compresses(media_type):
        return b""
    if made and expanded(made, "br") != body:
        raise ValueError("the brotli form is not of this body")
    quality = _WAITED_FOR.get(bare(media_type), _QUALITY)
    form = made or brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
    return form if len(form) < len(body) else b""


def gzip_form(body: bytes, media_type: str) -> bytes:
    """The body in gzip, without a time, so that the same body gives the same bytes; b"" where that saves nothing."""
    if not compresses(media_type):
        return b""
    form = gzip.compress(body, 9, mtime=0)
    return form if len(form) < len(body) else b""


def expanded(form: bytes, coding: str) -> bytes:
    """What a compressed form (`br` or `gzip`) holds; raises `ValueError` where it is damaged."""
    try:
        return brotli.decompress(form) if coding == "br" else gzip.decompress(form)
    except (brotli.error, OSError, EOFError) as error:
        raise ValueError(f"damaged {coding}: {error}") from error
