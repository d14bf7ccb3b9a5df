"""The words for codes: what an edition's values are called on a page."""

import datetime
import re

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tour import languages

ACCESS: dict[str, Promise] = {
    "open": _("Open"),
    "open-unverified": _("Open as far as we know; not checked on the spot"),
    "restricted": _("Restricted: ask before you go"),
    "closed": _("Closed: do not go there"),
    "remote": _("To be heard from afar"),
}
CLAIM_STATUS: dict[str, Promise] = {
    "corroborated": _("Confirmed by independent sources"),
    "article_only": _("One source only"),
    "disputed": _("Sources differ"),
    "contradicted": _("Corrected against an earlier source"),
    "inference": _("Deduced"),
    "context": _("Context"),
}
SILENCE: dict[str, Promise] = {
    "no-voice": _("No voice speaks this language yet. The words are here to read."),
    "waiting": _("The sound for this stop is still to come. The words are here to read."),
    "failed": _("The sound for this stop could not be made. The words are here to read; please come back later."),
    "no-words": _("This stop has no words yet. Please go on to another."),
}
_NO_BREAK = "\N{NO-BREAK SPACE}"
# Proper names of voices; a voice not listed is shown by its own name.
VOICES = {"gtts": "Google Translate", "espeak": "eSpeak NG", "piper": "Piper", "kokoro": "Kokoro"}


def voice(name: str) -> str:
    """The voice's name as people know it."""
    return VOICES.get(name, name)


def day(text: str, code: str) -> str:
    """A date of a stop (`1989`, `1989-10`, `1989-10-24`) as the language writes it; other text as it stands."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if not match or not match[2]:
        return text
    try:
        value = datetime.date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return text
    return languages.date(value, code) if match[3] else languages.month(value, code)


def span(start: str, end: str, code: str) -> str:
    """The stop's time from one date to another; one date where they are the same or one is missing."""
    days = [_unbroken(day(text, code)) for text in dict.fromkeys((start, end)) if text]
    return " – ".join(days)


def deeper(duration_ms: int, code: str) -> str:
    """The offer of a deeper piece, with its length (0: it has no sound)."""
    return facts(gettext("Go deeper"), languages.minutes(duration_ms, code) if duration_ms else gettext("text only"))


def facts(*found: str) -> str:
    """What is known, as HTML on one line; a dot never begins a line, and a length keeps its unit."""
    return format_html_join(f"{_NO_BREAK}· ", "{}", ((fact,) for fact in found if fact))


def place(text: str, lent: str) -> str:
    """A place's name as a fact; `lent` are the attributes that say its language where that is not the page's."""
    return format_html("<span{}>{}</span>", lent, text) if lent else text


def untranslated(source: str, language: str) -> str:
    """Tells readers of a language that words, which stand in the source's, wait for their translation."""
    told = gettext("These words are in {language}: they have not been translated yet.")
    return told.format(language=languages.name_in(source, language))


def _unbroken(text: str) -> str:
    return text.replace(" ", _NO_BREAK)
