"""Sentence by sentence: who has spoken it, or why nobody has yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models.functions import Now

from tour.models import Segment
from tour.narration import files, takes
from tour.narration.ladder import Rung, ladders
from tour.narration.manner import PLAIN, Manner
from tour.narration.script import speakable
from tour.narration.values import Wanted
from tour.narration.voices import told

SentenceState = Literal["spoken", "former", "stand-in", "waiting", "failed", "no-voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One sentence as a voice reads it, `place` its place among all of the script from 0.

    `voice` is the best that may speak it now ("" where none may), `manner` how, of takes up to `newest`.
    `preface`: it is the content note, said before the text.
    `made` is what can be heard: by that voice, by it before a new take was asked for, or by one that
    stands in. `failed` is why the best one has not spoken. `playable` is whether the file of `made` is
    there. `leaves` are the characters that would be sent to another's computer when the best speaks it.
    """

    text: str
    place: int
    state: SentenceState
    voice: str = ""
    manner: Manner = PLAIN
    newest: int = 0
    made: Segment | None = None
    failed: Segment | None = None
    preface: bool = False
    playable: bool = False
    leaves: int = 0

    @property
    def why(self) -> str:
        """Why the best voice has not spoken, in the reader's language; "" where nothing has failed."""
        return told(self.failed.reason) if self.failed else ""


def sentences(wanted: Wanted) -> list[Spoken]:
    """Every sentence that holds something to say, in order; as many queries for one as for all of them."""
    rungs = [rung for rung in ladders([wanted])[0].rungs if rung.voice and rung.voice.enabled and not rung.recorded]
    texts = [text for paragraph in wanted.said for text in paragraph]
    said = [(place, text) for place, text in enumerate(texts) if speakable(text)]
    keys = {text: [rung.segment_key(text) for rung in rungs] for _place, text in said}
    rows = Segment.objects.in_bulk([key for each in keys.values() for key in each])
    best = rungs[0].voice if rungs else None
    newest = {row.text: row.newest for row in takes.of(wanted, best.name, takes.known([wanted]))} if best else {}
    found = [
        _spoken(place, text, rungs, [rows.get(key) for key in keys[text]], newest.get(text, 0)) for place, text in said
    ]
    return [replace(found[0], preface=True), *found[1:]] if wanted.preface else found


def recorded(wanted: Wanted) -> bool:
    """Whether a person's recording of these very words goes before all voices."""
    return any(rung.recorded for rung in ladders([wanted])[0].rungs)


def try_again(wanted: Wanted) -> int:
    """Let the worker try the failed sentences at its next pass, without waiting for their hour; how many."""
    failed = [one.failed.key for one in sentences(wanted) if one.failed]
    return let_try(failed)


def let_try(keys: Sequence[str]) -> int:
    """Let failed sentences be tried again now; how many."""
    rows = Segment.objects.filter(key__in=keys, status=Segment.Status.FAILED)
    return rows.update(retry_at=Now(), permanent=False)


def _spoken(place: int, text: str, rungs: Sequence[Rung], rows: Sequence[Segment | None], newest: int) -> Spoken:
    if not rungs or rungs[0].voice is None:
        return Spoken(text=text, place=place, state="no-voice")
    best, first = rungs[0].voice, rows[0]
    missing = first is None or first.status != Segment.Status.MADE
    failed = first if first and first.status == Segment.Status.FAILED else None
    by, made = next(_made(rungs, rows), (rungs[0], None))
    state: SentenceState = "spoken"
    if failed:
        state = "failed"
    elif missing:
        state = "waiting" if made is None else "former" if by.voice is best else "stand-in"
    return Spoken(
        text=text,
        place=place,
        state=state,
        voice=best.name,
        manner=rungs[0].manners.get(text, PLAIN),
        newest=newest,
        made=made,
        failed=failed,
        playable=made is not None and files.exists(files.segment_path(made.key)),
        leaves=len(text) if missing and best.sends_text_away else 0,
    )


def _made(rungs: Sequence[Rung], rows: Sequence[Segment | None]) -> Iterator[tuple[Rung, Segment]]:
    """Who has spoken it, the best first."""
    for rung, row in zip(rungs, rows, strict=True):
        if row and row.status == Segment.Status.MADE:
            yield rung, row
