"""What waits for a voice: how many sentences and characters, by language and voice."""

from collections.abc import Sequence
from dataclasses import dataclass

from tour.models import Segment
from tour.narration.ladder import Ladder, Rung, ladders
from tour.narration.script import speakable
from tour.narration.values import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Sentences that a voice has yet to speak in a language; `leaves`: they are sent to another's computer for it.

    `failed` others are not tried again by themselves.
    """

    language: str
    voice: str
    sentences: int
    characters: int
    failed: int
    leaves: bool


def loads(wanted: Sequence[Wanted]) -> list[Load]:
    """What the best voices have yet to speak for all of these, most first; the same sentence counts once."""
    rows = Segment.objects.filter(language__in={one.language for one in wanted})
    status = {key: (state, permanent) for key, state, permanent in rows.values_list("key", "status", "permanent")}
    made = {key for key, (state, _permanent) in status.items() if state == Segment.Status.MADE}
    lost = {key for key, (_state, permanent) in status.items() if permanent}
    texts: dict[tuple[str, str], dict[str, str]] = {}
    leaves: dict[str, bool] = {}
    for ladder in ladders(wanted):
        rung = _best(ladder)
        if rung is None or rung.voice is None:
            continue
        leaves[rung.voice.name] = rung.voice.sends_text_away
        missing = texts.setdefault((ladder.wanted.language, rung.voice.name), {})
        missing |= {key: text for key, text in _segments(rung) if key not in made}
    found = [
        Load(
            language=language,
            voice=voice,
            sentences=sum(key not in lost for key in missing),
            characters=sum(len(text) for key, text in missing.items() if key not in lost),
            failed=sum(key in lost for key in missing),
            leaves=leaves[voice],
        )
        for (language, voice), missing in texts.items()
        if missing
    ]
    return sorted(found, key=lambda load: -load.characters)


def missing(wanted: Sequence[Wanted]) -> list[int]:
    """How many sentences of each the best voice has yet to speak; before a recording only the note."""
    best = [_best(ladder) for ladder in ladders(wanted)]
    keys = [set(rung.segment_keys()) if rung and rung.voice else set() for rung in best]
    rows = Segment.objects.filter(language__in={one.language for one in wanted}, status=Segment.Status.MADE)
    made = set(rows.values_list("key", flat=True))
    return [len(of_one - made) for of_one in keys]


def _best(ladder: Ladder) -> Rung | None:
    """Who should be heard."""
    return next((rung for rung in ladder.rungs if rung.can_be_made), None)


def _segments(rung: Rung) -> list[tuple[str, str]]:
    """(key, text) of each sentence that holds something to say."""
    texts = [text for paragraph in rung.voiced for text in paragraph if speakable(text)]
    return list(zip(rung.segment_keys(), texts, strict=True))
