"""Languages by their names, tags and direction."""

from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.conf import settings
from django.utils.translation import to_locale

# Norwegian without a word of which: the one that nearly all of it is written in.
_RENAMED = {"no": "nb"}


@cache
def locale(code: str) -> Locale:
    """Babel's locale for a code of ours; raises `babel.UnknownLocaleError` for one it lacks."""
    return Locale.parse(code, sep="-")


def enabled() -> tuple[str, ...]:
    """The codes this site offers, in the site's order."""
    return tuple(settings.ENABLED_LANGUAGES)


@cache
def translated() -> tuple[str, ...]:
    """The codes that the interface's own words have a catalogue for, from the folders there are; the source aside."""
    here = {path.parts[-3] for path in Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")}
    return tuple(code for code in settings.SUPERSET if to_locale(code) in here)


@cache
def tag(code: str) -> str:
    """The BCP 47 tag for `lang` attributes: `zh-hans` -> `zh-Hans`, `pt-br` -> `pt-BR`."""
    first, *rest = code.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def code_of(spelled: str) -> str:
    """Our code for a language as other programs spell it: `pt_BR`, `zh-CN`, `th-TH`; "" for one that we lack."""
    try:
        found = Locale.parse(spelled.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ""
    first = _RENAMED.get(found.language, found.language)
    # A script that is not said is the one that most read; where it is spoken is taken from no guess.
    likely = get_global("likely_subtags").get(first, "")
    script = found.script or next((part for part in likely.split("_") if len(part) == 4), "")
    said = {script.lower(), (found.territory or "").lower()}
    ours = (code.split("-") for code in settings.SUPERSET)
    fitting = sorted((parts for parts in ours if parts[0] == first and said.issuperset(parts[1:])), key=len)
    return "-".join(fitting[-1]) if fitting else ""


@cache
def own_name(code: str) -> str:
    """The language's name in itself, with the capital a list begins with: `ខ្មែរ`, `Français`."""
    return name_in(code, code)


@cache
def name_in(code: str, display: str) -> str:
    """The language's name as said in another language; the code where nothing is known."""
    name = locale(code).get_display_name(locale(display)) or code
    return name[:1].upper() + name[1:]


@cache
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if locale(code).text_direction == "rtl" else "ltr"
