"""Brings the rows of one table in step with what a folder says, writing only what differs, losing no text."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import DateField, JSONField, Model, QuerySet
from django.utils import timezone

from tour.content.values import Words
from tour.models import column, keep_replaced

# A row's name for human hands below its parent: (parent's key, its own slug or key).
Key = tuple[Any, ...]
Values = dict[str, Any]
Item = TypeVar("Item")
# (row, field, language) -> its text of before and of now.
Replaced = dict[tuple[int, str, str], tuple[str, str]]

# Below a third of the parameters that SQLite takes in one query.
_BATCH = 300
# Each language's place among the columns of a translated field.
_PLACES = {code: at for at, code in enumerate(settings.SUPERSET)}
_SILENT = ("", None)


@dataclass(slots=True)
class Counts:
    """Rows made, and rows changed or taken out."""

    created: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that the tables hold: its primary key, and its values in the order of the table's columns."""

    pk: Any
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A model with the columns that name a row (`key`), and all that a folder says of it (`columns`, `translated`)."""

    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    # The column that says when a row was last changed.
    stamp: str = ""
    all_columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = (column(name, code) for name in self.translated for code in settings.SUPERSET)
        object.__setattr__(self, "all_columns", (*self.columns, *words))

    def kept(self, rows: "QuerySet[Any]") -> dict[Key, Kept]:
        """The rows there are, by key; only the columns that a folder speaks of are read."""
        width = len(self.key)
        found = rows.order_by("pk").values_list("pk", *self.key, *self.all_columns)
        return {tuple(row[1 : width + 1]): Kept(row[0], tuple(row[width + 1 :])) for row in found.iterator(_BATCH)}

    def values(self, plain: Iterable[Any], *words: Words) -> tuple[Any, ...]:
        """What a row shall hold: plain columns, then each translated field in every language (None where silent)."""
        return (*plain, *(text.get(code) for text in words for code in settings.SUPERSET))

    def said(self, values: Sequence[Any], code: str) -> tuple[str, ...]:
        """What a row of these values says in a language, field by field; "" where it is silent."""
        first, width = len(self.columns) + _PLACES[code], len(_PLACES)
        return tuple(values[at] or "" for at in range(first, first + len(self.translated) * width, width))

    def sync(
        self, kept: Mapping[Key, Kept], wanted: Mapping[Key, tuple[Any, ...]], counts: Counts, *, removing: bool = True
    ) -> None:
        """Make, change and (where `removing`) take out rows, so that there are those that are wanted."""
        self._make([(key, values) for key, values in wanted.items() if key not in kept], counts)
        replaced: Replaced = {}
        for key, values in wanted.items():
            if (row := kept.get(key)) and (changes := self.changes(row.values, values)):
                self._rows().filter(pk=row.pk).update(**changes)
                counts.changed += 1
                replaced |= self._replaced(row, changes)
        for some in _parts(list(replaced.items())):
            keep_replaced(str(self.model._meta.model_name), dict(some))
        gone = [row.pk for key, row in kept.items() if key not in wanted] if removing else []
        for part in _parts(gone):
            self._rows().filter(pk__in=part).delete()
        counts.changed += len(gone)

    def changes(self, old: Sequence[Any], new: Sequence[Any]) -> Values:
        """What differs. A text that is not there may be stored as "" or as null."""
        if tuple(old) == tuple(new):
            return {}
        pairs = zip(self.all_columns, old, new, strict=True)
        found = {
            name: after
            for name, before, after in pairs
            if before != after and not (before in _SILENT and after in _SILENT)
        }
        return found | {self.stamp: timezone.now()} if found and self.stamp else found

    def pks(self, keys: Collection[Key]) -> dict[Key, Any]:
        """The primary keys of the rows with these keys."""
        found: dict[Key, Any] = {}
        for part in _parts(list(keys)):
            among = {f"{name}__in": {key[at] for key in part} for at, name in enumerate(self.key)}
            rows = self._rows().filter(**among).order_by().values_list("pk", *self.key)
            found |= {tuple(row[1:]): row[0] for row in rows}
        return {key: found[key] for key in keys}

    def _replaced(self, row: Kept, changes: Values) -> Replaced:
        """The texts that the changes put others in the place of."""
        before = dict(zip(self.all_columns, row.values, strict=True))
        pairs = ((name, code, column(name, code)) for name in self.translated for code in settings.SUPERSET)
        texts = ((name, code, before[of] or "", changes[of] or "") for name, code, of in pairs if of in changes)
        return {(row.pk, name, code): (old.strip(), new.strip()) for name, code, old, new in texts if old.strip()}

    def _rows(self) -> "QuerySet[Any]":
        return QuerySet(self.model)

    def _make(self, new: Sequence[tuple[Key, tuple[Any, ...]]], counts: Counts) -> None:
        """Insert rows as tuples: a model's instance asks each of 160 columns for its default, which takes longer."""
        if not new:
            return
        fields = [*map(self._field, (*self.key, *self.all_columns))]
        rest = {field: field.get_default() for field in self._unspoken()}
        if self.stamp:
            rest[self._field(self.stamp)] = timezone.now()
        fixed = [field.get_db_prep_save(value, connection) for field, value in rest.items()]
        # Texts and numbers are stored as they are; these kinds are turned into what the database holds.
        turned = [(at, field) for at, field in enumerate(fields) if isinstance(field, JSONField | DateField)]
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in (*fields, *rest))
        table, places = quote(self.model._meta.db_table), ", ".join(["%s"] * (len(fields) + len(rest)))
        with connection.cursor() as cursor:
            for part in _parts(new):
                rows = [[*key, *values, *fixed] for key, values in part]
                for row in rows:
                    for at, field in turned:
                        row[at] = field.get_db_prep_save(row[at], connection)
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608
        counts.created += len(new)

    def _unspoken(self) -> list[Any]:
        """The columns that a folder says nothing of."""
        spoken = {*map(self._field, (*self.key, *self.all_columns))}
        return [field for field in self.model._meta.concrete_fields if not (field.primary_key or field in spoken)]

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
