"""The voices of the setting NARRATION: name -> {"BACKEND": dotted path, "ENABLED": bool, options}."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from tour.narration.voices.reasons import because, told
from tour.narration.voices.voice import Voice, VoiceError

# The keys of an entry that are not the voice's own options.
OWN_KEYS = frozenset({"BACKEND", "ENABLED"})

__all__ = ["OWN_KEYS", "Voice", "VoiceError", "because", "built", "known_voices", "told", "voices"]


@cache
def known_voices() -> dict[str, Voice]:
    """All voices of the setting by name, in its order. Raises what a wrong setting raises (see checks)."""
    return {name: built(name, entry) for name, entry in settings.NARRATION.items()}


def voices() -> dict[str, Voice]:
    """The voices that may speak now: those switched on."""
    return {name: voice for name, voice in known_voices().items() if voice.enabled}


def built(name: str, entry: dict[str, Any]) -> Voice:
    """The voice an entry describes. Raises `ImportError`, `KeyError`, `TypeError` or `ValueError`."""
    options = {key.lower(): value for key, value in entry.items() if key not in OWN_KEYS}
    made = import_string(entry["BACKEND"])(name, **options)
    if not isinstance(made, Voice):
        raise TypeError(f"{entry['BACKEND']} is not a Voice")
    made.enabled = bool(entry.get("ENABLED", True))
    return made


def _forget(*, setting: str, **_: object) -> None:
    """Tests change settings; the voices are then made anew."""
    if setting in {"NARRATION", "MEDIA_ROOT"}:
        known_voices.cache_clear()


setting_changed.connect(_forget)
