"""Keeping every text: called by whatever writes texts in a person's name, in the same transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from tour.models.text_version import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# (translated field, language) -> its column.
Columns = Mapping[tuple[str, str], str]


def localized(row: Model, names: Sequence[str]) -> Columns:
    """Those of the row's columns with these names that hold a translated text."""
    fields = (row._meta.get_field(name) for name in names)
    return {
        (field.translated_field.name, field.language): field.name  # type: ignore[union-attr]
        for field in fields
        if getattr(field, "translated_field", None) is not None
    }


def stored(row: Model, columns: Columns) -> dict[str, str]:
    """What the table holds of these columns now, before the row is saved."""
    found = type(row)._default_manager.filter(pk=row.pk).values(*columns.values()).get()
    return {name: (text or "").strip() for name, text in found.items()}


def text_at(row: Model, field: str, language: str, when: datetime) -> str | None:
    """What stood in a field at a time, as far as versions tell; None where they do not, and it stands as it stood."""
    kept = TextVersion.objects.filter(table=str(row._meta.model_name), row=row.pk, field=field, language=language)
    before = kept.filter(at__lte=when).order_by("-at", "-id").values_list("text", flat=True).first()
    if before is not None:
        return before
    # The first version of a text that came another way is what stood there until then.
    first = kept.order_by("at", "id").values_list("text", "by").first()
    return first[0] if first and first[1] is None else None


def keep_replaced(table: str, replaced: Mapping[tuple[int, str, str], tuple[str, str]]) -> None:
    """Keep texts that were replaced in another way than at the desk: nobody's, both the old and the new.

    `replaced` leads from (row, field, language) to the text of before, which must not be empty, and of now.
    """
    kept = TextVersion.objects.filter(table=table, row__in={row for row, _field, _language in replaced})
    last = {(one.row, one.field, one.language): one.text for one in kept.order_by("at", "id")}
    TextVersion.objects.bulk_create(
        TextVersion(table=table, row=of[0], field=of[1], language=of[2], text=text)
        for of, (old, new) in replaced.items()
        for text in ([new] if last.get(of) == old else [old, new])
    )


def keep_versions(row: Model, columns: Columns, before: Mapping[str, str], by: "User | None") -> None:
    """Keep what was replaced and what the row, already saved, holds instead.

    `before` is what `stored` gave. A text that no version holds came another way than through the desk
    (a tour folder): it is kept first, without an author.
    """
    table = str(row._meta.model_name)
    for (field, language), name in columns.items():
        old, new = before[name], (getattr(row, name) or "").strip()
        if old == new:
            continue
        kept = TextVersion.objects.filter(table=table, row=row.pk, field=field, language=language)
        if old and kept.values_list("text", flat=True).first() != old:
            kept.create(table=table, row=row.pk, field=field, language=language, text=old)
        kept.create(table=table, row=row.pk, field=field, language=language, text=new, by=by)
