"""`glossary.toml`: the tour's names, their form in each script and how voices say them."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from tour.content import toml_text
from tour.content.toml_table import TomlTable, twice
from tour.content.tour_file import ordered
from tour.content.values import TermEntry

NAME = "glossary.toml"


def read(table: TomlTable) -> tuple[TermEntry, ...]:
    """The names by slug; what is wrong is noted."""
    found: dict[str, TermEntry] = {}
    for row in table.tables("terms"):
        entry = TermEntry(
            slug=row.slug("slug"),
            unverified=row.texts("unverified", known=settings.SUPERSET),
            form=row.words("form", longest=200),
            say=row.words("say", longest=200),
        )
        row.done()
        if entry.slug in found:
            row.fault(twice(entry.slug), "slug")
        found[entry.slug] = entry
    table.done()
    return tuple(found[slug] for slug in sorted(found))


def write(terms: Iterable[TermEntry], codes: Sequence[str]) -> str:
    """The file's canonical text; names stand in the order of their slugs."""
    return toml_text.document(
        block
        for term in sorted(terms, key=lambda term: term.slug)
        for block in (
            toml_text.table(
                "[[terms]]",
                {"slug": term.slug, "unverified": [code for code in codes if code in term.unverified] or None},
            ),
            toml_text.table("[terms.form]", ordered(term.form, codes)),
            toml_text.table("[terms.say]", ordered(term.say, codes)),
        )
    )
