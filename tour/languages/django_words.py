"""What Django itself says at the desk: the words it lacks in a language are ours to add, in locale/django/.

They lie at locale/django/<locale>/LC_MESSAGES/django.po, and djangojs.po for what its scripts say.
"""

from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

from tour.languages.catalogues import first_form, is_translated

_DOMAINS = {
    "conf": ("django",),
    "contrib/admin": ("django", "djangojs"),
    "contrib/auth": ("django",),
    "contrib/contenttypes": ("django",),
}
# Places in Django's general catalogue: names of languages, which are Babel's here; pages and apps not used here.
_NEVER_SHOWN = ("conf/global_settings.py", "views/", "contrib/")


def missing(code: str) -> list[str]:
    """The words that neither Django nor locale/django/ has in this language."""
    return [first_form(message) for _, message in lacking(code)]


def lacking(code: str) -> Iterator[tuple[str, Message]]:
    """(domain, message) of each of them."""
    package = Path(django.__file__).parent
    for app, domains in _DOMAINS.items():
        for domain in domains:
            folders = (package / app / "locale", Path(settings.LOCALE_PATHS[1]))
            known = [_read(folder, code, domain) for folder in folders]
            for message in _read(folders[0], "en", domain):
                elsewhere = app == "conf" and all(place.startswith(_NEVER_SHOWN) for place, _ in message.locations)
                if message.id and not elsewhere and not any(is_translated(catalog, message) for catalog in known):
                    yield domain, message


def _read(folder: Path, code: str, domain: str) -> Catalog:
    path = folder / to_locale(code) / "LC_MESSAGES" / f"{domain}.po"
    if not path.exists():
        return Catalog()
    # Where Babel counts a language's plurals otherwise than Django it says so on the standard output.
    with path.open("rb") as source, redirect_stdout(None):
        return read_po(source)
