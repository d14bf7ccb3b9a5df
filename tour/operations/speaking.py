"""What the worker is speaking now, for the desk: in a small file, because it changes with every sentence."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from tour.narration import Wanted

# No sentence takes longer than this (seconds): an older word was left by a process that was killed.
_FRESH_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """`done` of `total` sentences of a stop's narration in a language."""

    tour: str
    stop: str
    language: str
    done: int
    total: int


def tell(one: Wanted, done: int, total: int) -> None:
    """Say how far this narration is."""
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_suffix(".tmp")
    now = Speaking(tour=one.tour, stop=one.stop, language=one.language, done=done, total=total)
    aside.write_text(json.dumps(asdict(now)))
    aside.replace(place)


def silent() -> None:
    """Say that nothing is being spoken."""
    _place().unlink(missing_ok=True)


def speaking(slug: str) -> Speaking | None:
    """What is being spoken of this tour now."""
    try:
        if time.time() - _place().stat().st_mtime > _FRESH_S:
            return None
        now = Speaking(**json.loads(_place().read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return now if now.tour == slug else None


def _place() -> Path:
    return Path(settings.MEDIA_ROOT) / "work" / "speaking.json"
