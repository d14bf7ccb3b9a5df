"""System checks of the settings NARRATION and DEFAULT_VOICES."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from tour.narration.voices import OWN_KEYS, built


@register()
def check_narration(**_: Any) -> list[CheckMessage]:
    """What is wrong with the settings of the voices; empty where they can be meant."""
    return [*_voices(), *_order()]


def _voices() -> Iterator[CheckMessage]:
    for name, entry in settings.NARRATION.items():
        if "BACKEND" not in entry:
            yield Error(
                f"NARRATION[{name!r}] names no BACKEND.",
                hint="Give the dotted path of a voice.",
                id="tour.narration.E001",
            )
            continue
        pause = entry.get("PAUSE_S", 0)
        if isinstance(pause, bool) or not isinstance(pause, int | float) or not 0 <= pause <= 3600:
            yield Error(
                f"NARRATION[{name!r}]['PAUSE_S'] must be seconds between 0 and 3600, not {pause!r}.",
                hint="WAYSIDE_GTTS_PAUSE=1.0 is a good beginning.",
                id="tour.narration.E003",
            )
        try:
            built(name, entry)
        except (AttributeError, ImportError, TypeError, ValueError) as error:
            options = ", ".join(sorted(set(entry) - OWN_KEYS)) or "none"
            yield Error(
                f"NARRATION[{name!r}] cannot be made from {entry['BACKEND']!r}: {error}.",
                hint=f"Its options here: {options}.",
                id="tour.narration.E002",
            )


def _order() -> Iterator[CheckMessage]:
    for name in settings.DEFAULT_VOICES:
        if name not in settings.NARRATION:
            yield Error(
                f"DEFAULT_VOICES names {name!r}, which NARRATION does not have.",
                hint=f"It has: {', '.join(settings.NARRATION)}.",
                id="tour.narration.E004",
            )
