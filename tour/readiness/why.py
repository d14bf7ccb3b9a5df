"""What the state of a stop's words is, in whole sentences."""

from collections.abc import Iterator

from django.utils.translation import gettext

from tour.models import Stop
from tour.readiness.words import Lacks, WordsState


def why_words(state: WordsState, lacks: Lacks) -> str:
    """One or two plain sentences on the state of the words, in the reader's language."""
    said = {
        "source": gettext("These are the words every translation is made from."),
        "reviewed": gettext("A person has read these words against the source."),
        "draft": gettext("Up to date with the source; nobody has reviewed it yet."),
        "stale": gettext("The source has changed since this was translated."),
        "missing": gettext("Not translated yet: visitors read and hear the source."),
    }[state]
    if not lacks or state == "missing":
        return said
    absent = gettext("Visitors read in the source, because it is not translated: %(what)s.")
    return f"{said} {absent % {'what': ', '.join(_named(lacks))}}"


def _named(lacks: Lacks) -> Iterator[str]:
    for field in lacks.fields:
        yield str(getattr(Stop._meta.get_field(field), "verbose_name", field))
    for key in lacks.claims:
        yield gettext("claim “%(claim)s”") % {"claim": key}
