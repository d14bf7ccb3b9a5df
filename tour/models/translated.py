"""Reading and writing one language of a translated field, never the base column.

modeltranslation's base column holds whichever language was saved last; so every reader here
names the language.
"""

import hashlib
import re
from collections.abc import Iterable

from django.db import models
from modeltranslation.utils import build_localized_fieldname

from tour.models.stop import Stop

# The words of a stop that a translator answers for; their hash says whether a translation is stale.
STOP_WORDS = ("title", "place", "text", "safety")


def column(field: str, language: str) -> str:
    """The column of a translated field in a language (`zh-hans` -> `title_zh_hans`, `id` -> `title_ind`)."""
    return str(build_localized_fieldname(field, language))


def words(row: models.Model, field: str, language: str) -> str:
    """The row's words in that language; empty where there are none (white space counts as none)."""
    text = getattr(row, column(field, language))
    return (text or "").strip()


def set_words(row: models.Model, field: str, language: str, text: str) -> None:
    """Set the row's words in that language; the caller saves."""
    setattr(row, column(field, language), text.strip())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: parted by blank lines, each on one line."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())


def source_hash(stop: Stop, source_language: str) -> str:
    """16 hex digits that change when any word of the stop's source does (not its white space)."""
    return hash_of(words(stop, field, source_language) for field in STOP_WORDS)


def hash_of(texts: Iterable[str]) -> str:
    """The hash of a source that says these texts, in the order of `STOP_WORDS`."""
    parts = ("\n".join(paragraphs(text)) for text in texts)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
