"""A translator's file back into the tables: three-way, so that a file against an old version overwrites nothing newer.

Each text is known in three forms: as it was exported (its stamp), as the file has it, as the tables have it now.
What only the file changed is taken; what the tables changed stays; every text's fate is told.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.db.models import Model

from tour.content.exchange.units import Field, Unit, fields, stamp, unit_name
from tour.models import (
    MadeFrom,
    Stop,
    Tour,
    TranslationRecord,
    TranslationState,
    column,
    keep_made_from,
    keep_versions,
    localized,
    source_hash,
    stored,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Fate = Literal[
    "taken", "put-right", "still-stale", "same", "untranslated", "conflict", "old-source", "unknown", "no-place"
]
# The fates by which a file changes the tables.
CHANGING: frozenset[Fate] = frozenset({"taken", "put-right"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one text of the file.

    taken: written. put-right: its words stay and are no longer stale. still-stale: its words stay, and so does
    the mark of this text or of another of its row. same: the tables have it already, or the file did not
    change it. untranslated: the file has no words for it. conflict: both changed it; the tables' words stay.
    old-source: the source has changed since the export. unknown: there is no such text. no-place: a paragraph
    before it has no translation to follow.
    """

    name: str
    fate: Fate
    source: str
    file: str
    now: str = ""


@transaction.atomic
def take_in(
    tour: Tour, language: str, found: Sequence[Unit], *, by: "User | None", write: bool
) -> tuple[Outcome, ...]:
    """What becomes of each text of a file; written only where `write`. The same file twice changes nothing."""
    by_name = {unit.name: unit for unit in found}
    told = [(field, list(_outcomes(field, by_name))) for field in fields(tour, language)]
    records = TranslationRecord.objects.filter(stop__tour=tour, language=language)
    recorded = frozenset(records.values_list("stop", flat=True))
    behind = {
        _key(field.row)
        for field, wanted in told
        if not (
            _put_right(field, wanted) if _compared(field.row, language, recorded) else _follows(field, wanted, by_name)
        )
    }
    told = [(field, [_told(one, stale=_key(field.row) in behind) for one in wanted]) for field, wanted in told]
    if write:
        _write(told, tour, language, by, behind)
    outcomes = [one for _, wanted in told for one in wanted]
    known = {outcome.name for outcome in outcomes}
    outcomes += [
        Outcome(name=unit.name, fate="unknown", source=unit.source, file=unit.target)
        for unit in found
        if unit.name not in known
    ]
    return tuple(outcomes)


def _key(row: Model) -> tuple[type[Model], object]:
    return type(row), row.pk


def _compared(row: Model, language: str, recorded: Collection[object]) -> bool:
    """Whether it is known which source the row's translation was made from; `recorded` are stops with a record."""
    return language in row.made_from if isinstance(row, MadeFrom) else isinstance(row, Stop) and row.pk in recorded


def _put_right(field: Field, wanted: Sequence[Outcome]) -> bool:
    """Whether the file puts right every text of the field that is stale."""
    right = {outcome.name for outcome in wanted if outcome.fate in CHANGING}
    return all(unit_name(field, at) in right for at in field.stale)


def _follows(field: Field, wanted: Sequence[Outcome], by_name: Mapping[str, Unit]) -> bool:
    """Whether all of a field that no record speaks of is translated from the words that its source has now."""
    if not field.target and not any(outcome.fate == "taken" for outcome in wanted):
        return True
    return len(wanted) == len(field.source) and all(
        outcome.fate in ("taken", "same") and by_name[outcome.name].source == outcome.source for outcome in wanted
    )


def _told(outcome: Outcome, *, stale: bool) -> Outcome:
    """The outcome, knowing whether its row stays stale: what a translation was made from is said of the whole."""
    return replace(outcome, fate="still-stale") if stale and outcome.fate == "put-right" else outcome


def _outcomes(field: Field, by_name: Mapping[str, Unit]) -> Iterator[Outcome]:
    """The fates of a field's texts, in order."""
    filled = len(field.target)
    for at, source in enumerate(field.source):
        unit = by_name.get(unit_name(field, at))
        if unit is None:
            continue
        now = field.target[at] if at < len(field.target) else ""
        fate = _fate(unit, source, now, stale=at in field.stale)
        if fate == "taken" and at > filled:
            # Paragraphs correspond one to one: none may be skipped.
            fate = "no-place"
        filled = max(filled, at + 1) if fate == "taken" else filled
        yield Outcome(name=unit.name, fate=fate, source=source, file=unit.target, now=now)


def _fate(unit: Unit, source: str, now: str, *, stale: bool = False) -> Fate:
    if not unit.target:
        return "untranslated"
    if unit.target == now:
        return _fate_of_same(unit, source) if stale else "same"
    if unit.fuzzy and not (stale and now):
        # There is nothing here that could be marked as stale: it is a guess of the translator's program.
        return "untranslated"
    if unit.source != source:
        return "old-source"
    if unit.stamp == stamp(unit.source, unit.target):
        # The translator left it as it was exported; the tables have moved on.
        return "same"
    return "taken" if unit.stamp == stamp(source, now) or not now else "conflict"


def _fate_of_same(unit: Unit, source: str) -> Fate:
    """The fate of a stale text for which the file has the words that stand already."""
    changed = bool(unit.stamp) and unit.stamp != stamp(unit.source, unit.target)
    if unit.fuzzy and not changed:
        return "still-stale"
    return "put-right" if unit.source == source else "same"


def _write(
    told: Sequence[tuple[Field, Sequence[Outcome]]],
    tour: Tour,
    language: str,
    by: "User | None",
    behind: Collection[object],
) -> None:
    """Write what is taken, keeping what it replaces, and of each row that the file changes what it follows."""
    changed: dict[tuple[type[Model], object], tuple[Model, list[str]]] = {}
    for field, wanted in told:
        if not any(outcome.fate in CHANGING for outcome in wanted):
            continue
        _, names = changed.setdefault(_key(field.row), (field.row, []))
        if taken := {outcome.name: outcome.file for outcome in wanted if outcome.fate == "taken"}:
            name = column(field.field, language)
            setattr(field.row, name, _joined(field, taken))
            names.append(name)
    for row, names in changed.values():
        if names:
            _save(row, names, by)
        if isinstance(row, Stop):
            _record(row, tour, language, by, up_to_date=_key(row) not in behind)
        elif isinstance(row, MadeFrom) and _key(row) not in behind:
            keep_made_from(row, {language: source_hash(row, tour.source_language)})


def _joined(field: Field, taken: Mapping[str, str]) -> str:
    """The whole field: what was taken in its places, the rest as it stands."""
    length = max(len(field.target), len(field.source))
    texts = [
        taken.get(unit_name(field, at), field.target[at] if at < len(field.target) else "") for at in range(length)
    ]
    return "\n\n".join(text for text in texts if text)


def _save(row: Model, names: list[str], by: "User | None") -> None:
    columns = localized(row, names)
    before = stored(row, columns)
    row.save(update_fields=names)
    keep_versions(row, columns, before, by)


def _record(stop: Stop, tour: Tour, language: str, by: "User | None", *, up_to_date: bool) -> None:
    """Note that the words are a draft again; a stop that the file follows only in part stays stale if it was."""
    now = {"source_hash": source_hash(stop, tour.source_language)} if up_to_date else {}
    TranslationRecord.objects.update_or_create(
        stop=stop,
        language=language,
        defaults={"state": TranslationState.DRAFT, "changed_by": by, "reviewed_by": None, **now},
    )
