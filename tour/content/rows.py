"""Brings the rows of one table in step with what a folder says, writing only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import CharField, Model, QuerySet, TextField
from django.utils import timezone

from tour.content.values import Words
from tour.models import column

# A row's name for human hands below its parent: (parent's key, its own slug or key).
Key = tuple[Any, ...]
Values = dict[str, Any]

# Below a third of the parameters that SQLite takes in one query.
_BATCH = 300
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

    def sync(
        self, kept: Mapping[Key, Kept], wanted: Mapping[Key, tuple[Any, ...]], counts: Counts, *, removing: bool = True
    ) -> dict[Key, Any]:
        """Make, change and (where `removing`) take out rows; gives the primary key of every wanted one."""
        made = self._make([(key, values) for key, values in wanted.items() if key not in kept])
        counts.created += len(made)
        for key, values in wanted.items():
            if (row := kept.get(key)) and (changes := self._changes(row.values, values)):
                self._rows().filter(pk=row.pk).update(**changes)
                counts.changed += 1
        gone = [row.pk for key, row in kept.items() if key not in wanted] if removing else []
        for start in range(0, len(gone), _BATCH):
            self._rows().filter(pk__in=gone[start : start + _BATCH]).delete()
        counts.changed += len(gone)
        return {key: kept[key].pk if key in kept else made[key] for key in wanted}

    def _rows(self) -> "QuerySet[Any]":
        return QuerySet(self.model)

    def _make(self, new: Sequence[tuple[Key, tuple[Any, ...]]]) -> dict[Key, Any]:
        """Insert rows as tuples: a model's instance asks each of 160 columns for its default, which takes longer."""
        if not new:
            return {}
        rest = {field: field.get_default() for field in self._unspoken()}
        if self.stamp:
            rest[self._field(self.stamp)] = timezone.now()
        fields = [*map(self._field, (*self.key, *self.all_columns)), *rest]
        # Texts are stored as they are; only other kinds are turned into what the database holds.
        prepared = [None if isinstance(field, CharField | TextField) else field.get_db_prep_save for field in fields]
        rows = (
            [value if prepare is None or value is None else prepare(value, connection)
             for prepare, value in zip(prepared, (*key, *values, *rest.values()), strict=True)]
            for key, values in new
        )
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in fields)
        table, places = quote(self.model._meta.db_table), ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608
        return self._pks([key for key, _ in new])

    def _pks(self, keys: Sequence[Key]) -> dict[Key, Any]:
        """The primary keys of rows just inserted, by key."""
        found: dict[Key, Any] = {}
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            among = {f"{name}__in": {key[at] for key in part} for at, name in enumerate(self.key)}
            rows = self._rows().filter(**among).order_by().values_list("pk", *self.key)
            found |= {tuple(row[1:]): row[0] for row in rows}
        return {key: found[key] for key in keys}

    def _unspoken(self) -> list[Any]:
        """The columns that a folder says nothing of."""
        spoken = {*map(self._field, (*self.key, *self.all_columns))}
        return [field for field in self.model._meta.concrete_fields if not (field.primary_key or field in spoken)]

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _changes(self, old: Sequence[Any], new: Sequence[Any]) -> Values:
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
