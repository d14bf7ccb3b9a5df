"""Which take of a sentence counts, and what counted before: read for many narrations at once, changed one by one."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from tour.models import Take, sentence_hash
from tour.narration.manner import Manner, Manners
from tour.narration.values import Wanted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Of the changes made last, so many are undone one after another in search of sound that is there.
_LOOKED_BACK = 4

# (language, voice) -> its takes, the one changed last first.
Takes = dict[tuple[str, str], list[Take]]


def known(wanted: Iterable[Wanted]) -> Takes:
    """All takes in these languages; one query."""
    found: Takes = {}
    rows = Take.objects.filter(language__in={one.language for one in wanted}).order_by("-changed_at", "-id")
    for row in rows:
        found.setdefault((row.language, row.voice), []).append(row)
    return found


def of(wanted: Wanted, voice: str, takes: Takes) -> list[Take]:
    """The takes of this narration's sentences by a voice."""
    rows = takes.get((wanted.language, voice), [])
    if not rows:
        return []
    texts = {text for paragraph in wanted.said for text in paragraph}
    return [row for row in rows if row.text in texts]


def manners(rows: Sequence[Take]) -> Manners:
    """How the sentences are said now."""
    return {row.text: Manner(row.number, row.pace) for row in rows}


def former(rows: Sequence[Take]) -> list[Manners]:
    """How they were said before the last change, before the last two, and so on: the nearest first."""
    states: list[Manners] = []
    state = manners(rows)
    for row in rows[:_LOOKED_BACK]:
        was = Manner(row.before_number, row.before_pace)
        if state[row.text] != was:
            state = {**state, row.text: was}
            states.append(state)
    return states


def ask_again(voice: str, language: str, text: str, by: "User | None" = None) -> Manner:
    """Have a new take count; the worker has yet to speak it."""

    def anew(row: Take) -> None:
        row.newest += 1
        row.number = row.newest

    return _change(voice, language, text, by, anew)


def choose_take(voice: str, language: str, text: str, number: int, by: "User | None" = None) -> Manner:
    """Have a take that was asked for before count again. Raises `ValueError` where there was none of this number."""

    def back(row: Take) -> None:
        if not 0 <= number <= row.newest:
            raise ValueError(f"There is no take {number}.")
        row.number = number

    return _change(voice, language, text, by, back)


def set_pace(voice: str, language: str, text: str, pace: int, by: "User | None" = None) -> Manner:
    """Have the sentence said at this pace (hundredths)."""

    def slow(row: Take) -> None:
        row.pace = pace

    return _change(voice, language, text, by, slow)


def _change(voice: str, language: str, text: str, by: "User | None", change: Callable[[Take], None]) -> Manner:
    with transaction.atomic():
        row, _ = Take.objects.select_for_update().get_or_create(
            language=language, voice=voice, sha256=sentence_hash(text), defaults={"text": text}
        )
        was = row.number, row.pace
        change(row)
        if (row.number, row.pace) != was:
            row.before_number, row.before_pace = was
            row.changed_by = by
            row.save()
    return Manner(row.number, row.pace)
