"""What a voice could not do is kept as it happened, and said in the language of whoever reads."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from tour.narration import VoiceError, told
from tour.narration.voices import because

ROOM = Path(__file__).parents[2] / "tour" / "narration"
KHMER = re.compile(r"[\u1780-\u17b3]")
QUOTED = "The voice gave this reason"
REASONS: list[tuple[str, dict[str, str | float], str]] = [
    ("unspeakable", {}, "nothing in the sentence"),
    ("no-sound", {}, "no sound"),
    ("late", {"seconds": 0.2}, "0.2 s"),
    ("ended", {}, "ended"),
    ("off", {}, "switched off"),
    ("disk", {"problem": "No space left on device"}, "“No space left on device”"),
    ("slower", {"problem": "100 % wrong"}, "“100 % wrong”"),
    ("garbled", {}, "cut off"),
    ("several", {}, "more than one"),
    ("no-mp3", {}, "MP3"),
    ("length", {"seconds": 60.0, "least": 0.5, "most": 4.5}, "60 s instead of 0.5 to 4.5 s"),
    ("silence", {}, "silence"),
    ("certificate", {}, "certificate"),
    ("no-answer", {}, "no answer"),
    ("huge", {}, "larger"),
    ("unreachable", {}, "cannot be reached"),
    ("busy", {}, "429"),
    ("wait", {"seconds": 60}, "wait 60 seconds."),
    ("wait", {"seconds": 1}, "wait 1 second."),
    ("consent", {"status": 302}, "302"),
    ("status", {"status": 503}, "answered 503"),
    ("soundless", {"type": "text/html"}, "“text/html”"),
    ("mute", {}, "no sound"),
    ("resting", {"why": because("status", status=503)}, "answered 503, and sent no sound. The service is left alone"),
]


@pytest.mark.parametrize(("kind", "values", "english"), REASONS)
def test_a_reason_is_said_in_the_readers_language(kind: str, values: dict[str, str | float], english: str) -> None:
    with translation.override("km"):
        kept = because(kind, **values)
        assert KHMER.search(told(kept))
        assert QUOTED not in told(kept)
        assert "%(" not in told(kept)
    # Control: whoever met it, another reads it otherwise.
    assert english in told(kept)
    assert not KHMER.search(told(kept))
    assert str(VoiceError(kept)) == told(kept)


def test_the_table_above_has_every_kind_there_is() -> None:
    used = {kind for path in ROOM.rglob("*.py") for kind in re.findall(r'because\("([a-z0-9-]+)"', path.read_text())}
    assert {kind for kind, _values, _english in REASONS} == used


FREE = ["The line is down.", "", "{", "3", "[]", "{}", '{"kind": "unheard-of"}', '{"kind": "status"}', '{"kind": []}']
FREE += ['{"kind": "wait", "seconds": "soon"}', '{"kind": "resting"}', "[" * 100_000]


@pytest.mark.parametrize("kept", FREE, ids=range(len(FREE)))
def test_what_is_no_kind_is_quoted_after_a_sentence_in_the_readers_language(kept: str) -> None:
    assert told(kept) == f"{QUOTED}: “{kept}”"
    with translation.override("km"):
        assert KHMER.search(told(kept).replace(kept, ""))
        assert kept in told(kept)


def test_a_rest_for_a_reason_of_before_quotes_it() -> None:
    assert "“The line is down.” The service is left alone" in told(because("resting", why="The line is down."))
