"""Content notes in words: listed on a page, and the sentence that is spoken before a stop."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

CONTENT_NOTES: dict[str, Promise] = {
    "genocide": _("genocide"),
    "genocide-mention": _("genocide (mentioned only)"),
    "mass-graves": _("mass graves"),
    "killing": _("killing"),
    "sexual-violence-mention": _("sexual violence (mentioned only)"),
    "displacement": _("people driven from their homes"),
    "forced-labour": _("forced labour"),
    "landmines": _("landmines"),
    "injury": _("injury"),
    "shelling": _("shelling"),
    "looting": _("looting"),
    "memory-of-trauma": _("memory of trauma"),
    "war": _("war"),
}


def notes(codes: Iterable[str]) -> str:
    """The content notes as a list in the current language; a code without words stands as it is."""
    return pgettext("between two items of a list", ", ").join(str(CONTENT_NOTES.get(code, code)) for code in codes)


def notes_sentence(codes: Iterable[str], language: str) -> str:
    """The notes as one sentence in a language; "" where there are none, or the interface does not speak it."""
    listed = tuple(codes)
    with translation.override(language):
        before = gettext("Before you listen:")
        if not listed or (language != "en" and before == "Before you listen:"):
            return ""
        return f"{before} {gettext('this stop speaks of %(notes)s.') % {'notes': notes(listed)}}"
