"""Sentence by sentence: who has spoken it, or why nobody has yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Now

from tour.models import Segment
from tour.narration import files
from tour.narration.keys import segment_key
from tour.narration.ladder import ladders
from tour.narration.script import speakable
from tour.narration.values import Wanted
from tour.narration.voices import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence as a voice reads it. `made`: by the best voice that has; `failed`: why the best one has not.

    `playable` is whether the file of `made` is there. `leaves` are the characters that would be sent
    to another's computer when the best voice speaks it.
    """

    text: str
    made: Segment | None = None
    failed: Segment | None = None
    playable: bool = False
    leaves: int = 0


def sentences(wanted: Wanted) -> list[Spoken]:
    """Every sentence that holds something to say, in order; one query for all of them."""
    voices = _voices(wanted)
    texts = [text for paragraph in wanted.paragraphs for text in paragraph if speakable(text)]
    keys = {text: [segment_key(voice, wanted.language, text) for voice in voices] for text in texts}
    rows = Segment.objects.in_bulk([key for each in keys.values() for key in each])
    return [_spoken(text, voices, [rows.get(key) for key in keys[text]]) for text in texts]


def try_again(wanted: Wanted) -> int:
    """Let the worker try the failed sentences at its next pass, without waiting for their hour; how many."""
    failed = [one.failed.key for one in sentences(wanted) if one.failed]
    rows = Segment.objects.filter(key__in=failed, status=Segment.Status.FAILED)
    return rows.update(retry_at=Now(), permanent=False)


def _voices(wanted: Wanted) -> list[Voice]:
    """The voices of the order that are switched on, the best first."""
    return [rung.voice for rung in ladders([wanted])[0].rungs if rung.voice and rung.voice.enabled]


def _spoken(text: str, voices: Sequence[Voice], rows: Sequence[Segment | None]) -> Spoken:
    made = next((row for row in rows if row and row.status == Segment.Status.MADE), None)
    first = rows[0] if rows else None
    missing = bool(voices) and (first is None or first.status != Segment.Status.MADE)
    return Spoken(
        text=text,
        made=made,
        failed=first if first and first.status == Segment.Status.FAILED else None,
        playable=made is not None and files.exists(files.segment_path(made.key)),
        leaves=len(text) if missing and voices[0].sends_text_away else 0,
    )
