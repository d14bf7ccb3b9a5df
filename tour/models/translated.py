"""Reading and writing one language of a translated field, never the base column.

modeltranslation's base column holds whichever language was saved last; so every reader here
names the language.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from django.db import models
from modeltranslation.utils import build_localized_fieldname

from tour.models.made_from import MadeFrom

# The words that a translator answers for, by table; their hash says whether a translation is stale.
STOP_WORDS = ("title", "place", "text", "safety")
TOUR_WORDS = ("title", "summary", "about", "advisory", "credits")
_WORDS = {"stop": STOP_WORDS, "claim": ("text",), "route": ("title", "summary"), "tour": TOUR_WORDS}


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


def words_of(row: models.Model) -> tuple[str, ...]:
    """The translated fields of a stop, claim, route or tour whose source is watched, in the order of their hash."""
    return _WORDS[str(row._meta.model_name)]


def source_hash(row: models.Model, source_language: str) -> str:
    """16 hex digits that change when any word of the row's source does (not its white space)."""
    return hash_of(words(row, field, source_language) for field in words_of(row))


def left_behind(row: MadeFrom, language: str, source: str) -> bool:
    """Whether the row says something in a language that was made from other words than the source has now."""
    made_from = row.made_from.get(language)
    if language == source or not made_from or made_from == source_hash(row, source):
        return False
    return any(words(row, field, language) for field in words_of(row))


def lacking(row: models.Model, language: str, source: str) -> tuple[str, ...]:
    """The row's fields, of those that are watched, that say something in the source and nothing in the language."""
    return tuple(field for field in words_of(row) if words(row, field, source) and not words(row, field, language))


def keep_made_from(row: MadeFrom, made_from: Mapping[str, str]) -> None:
    """Write, by language, what translations of the row were made from; what is said of other languages stays."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    # Held, so that translators of two languages do not overwrite one another.
    kept = rows.select_for_update().values_list("made_from", flat=True).get()
    row.made_from = kept | dict(made_from)
    if row.made_from != kept:
        rows.update(made_from=row.made_from)


def hash_of(texts: Iterable[str]) -> str:
    """The hash of a source that says these texts, in the order of `words_of`."""
    parts = ("\n".join(paragraphs(text)) for text in texts)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
