"""Why a voice did not speak: kept as what happened (a kind and its values), said in the language of whoever reads.

The worker that meets a failure speaks no language of the desk, and the row it writes is read in nine. What
comes as free text, from a voice of somebody else's or a row of before, is quoted as it is.
"""

import json
from typing import Any

from django.utils.translation import gettext, ngettext


def because(kind: str, **values: str | float) -> str:
    """What happened, as rows and files keep it; `kind` is one of `_sentence`'s, `values` are those it names."""
    return json.dumps({"kind": kind, **values}, ensure_ascii=False)


def told(reason: str) -> str:
    """What was kept, as a sentence in the reader's language."""
    kept = _read(reason)
    if kept is None:
        return gettext("The voice gave this reason: “%(text)s”") % {"text": reason}
    values = {name: _shown(value) for name, value in kept.items()}
    if kept["kind"] == "resting":
        return gettext("%(why)s The service is left alone for now.") % {"why": told(values["why"])}
    return _sentence(kept) % values


def _read(reason: str) -> dict[str, Any] | None:
    """The kind and its values; None for free text, and for a kind that is not known (any longer) or lacks a value."""
    try:
        kept = json.loads(reason)
        if kept["kind"] == "resting":
            return {"kind": "resting", "why": str(kept["why"])}
        _sentence(kept) % kept
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None
    return dict(kept)


def _shown(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _sentence(kept: dict[str, Any]) -> str:
    """The sentence of a kind, with places for its values. Raises `KeyError` for a kind that is not known."""
    wait_s = int(kept.get("seconds", 0))
    return {
        "unspeakable": gettext("The voice found nothing in the sentence that it can speak."),
        "no-sound": gettext("The voice gave no sound."),
        "late": gettext("The voice gave no whole answer in the time it has: %(seconds)s s."),
        "ended": gettext("The program of the voice ended while it was speaking."),
        "off": gettext("The voice is switched off, or does not speak this language."),
        "disk": gettext("The sound could not be written to the disk. The computer says: “%(problem)s”."),
        "slower": gettext("The sentence could not be made slower. The computer says: “%(problem)s”."),
        "garbled": gettext("The service’s answer was cut off or is not in the form it should have."),
        "several": gettext("The service sent more than one sound for one sentence."),
        "no-mp3": gettext("The service’s answer is not an MP3 file that can be read."),
        "length": gettext(
            "The service’s sound is too short or too long for these words: %(seconds)s s instead of %(least)s to"
            " %(most)s s."
        ),
        "silence": gettext("The service sent silence."),
        "certificate": gettext("The service’s certificate is not valid for it: the connection was refused."),
        "no-answer": gettext("The service gave no answer in time."),
        "huge": gettext("The service’s answer is larger than any sentence."),
        "unreachable": gettext("The service cannot be reached, or broke the connection off."),
        "busy": gettext("The service answered 429 (too many calls)."),
        "wait": ngettext(
            "The service answered 429 (too many calls) and asks to wait %(seconds)s second.",
            "The service answered 429 (too many calls) and asks to wait %(seconds)s seconds.",
            wait_s,
        ),
        "consent": gettext("The service answered %(status)s: it wants a person to visit another page first."),
        "status": gettext("The service answered %(status)s, and sent no sound."),
        "soundless": gettext("The service’s answer holds no sound: it is of the kind “%(type)s”."),
        "mute": gettext("The service’s answer holds no sound."),
    }[kept["kind"]]
