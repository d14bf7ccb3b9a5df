from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tour.narration.checks import check_narration

GTTS = "tour.narration.voices.gtts.GttsVoice"


def found(settings: Settings, **changed: Any) -> list[str | None]:
    for name, value in changed.items():
        setattr(settings, name, value)
    return [message.id for message in check_narration()]


def test_the_settings_as_they_come_are_right(settings: Settings) -> None:
    assert found(settings) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({}, "E001"),
        ({"BACKEND": "tour.narration.voices.gone.Voice"}, "E002"),
        ({"BACKEND": "tour.narration.voices.gtts.Gone"}, "E002"),
        ({"BACKEND": "notdotted"}, "E002"),
        ({"BACKEND": "pathlib.Path"}, "E002"),
        ({"BACKEND": None}, "E002"),
        ({"BACKEND": GTTS, "PUASE_S": 1}, "E002"),
        ({"BACKEND": GTTS, "PAUSE_S": -1}, "E003"),
        ({"BACKEND": GTTS, "PAUSE_S": "1"}, "E003"),
        ({"BACKEND": GTTS, "PAUSE_S": float("nan")}, "E003"),
    ],
)
def test_a_voice_that_cannot_be_meant_is_an_error(settings: Settings, entry: dict[str, Any], code: str) -> None:
    assert found(settings, NARRATION={"gtts": entry}, DEFAULT_VOICES=()) == [f"tour.narration.{code}"]


def test_an_order_of_unknown_voices_is_an_error(settings: Settings) -> None:
    assert found(settings, DEFAULT_VOICES=("gtts", "nobody")) == ["tour.narration.E004"]
