"""A sentence asked for again, slower, or from another voice: under keys of their own, and never silent meanwhile."""

from typing import cast

import pytest
from django.db import IntegrityError

from tests.narration.conftest import wanted
from tests.narration.fake_voice import FakeVoice, hum
from tour import narration
from tour.models import Segment, Stop, StopVoice, Take
from tour.narration import Heard, Silence, VoiceError, files, takes
from tour.narration.audio import flac, pace
from tour.narration.keys import segment_key, track_key
from tour.narration.manner import PLAIN, Manner

pytestmark = pytest.mark.usefixtures("stop", "fakes")
SCRIPT = wanted(("First words.", "Second words."), ("Third words.",))


def voice(name: str = "net") -> FakeVoice:
    return cast("FakeVoice", narration.voices()[name])


def track() -> str:
    (found,) = narration.find([SCRIPT])
    assert isinstance(found, Heard)
    return found.track.key


def test_no_key_that_there_is_changes() -> None:
    # Made before there were takes: a site's sound is not thrown away by an update.
    fixed = FakeVoice("net", speaks="en")
    assert segment_key(fixed, "en", "First words.") == SEGMENT
    assert track_key(fixed, "en", SCRIPT.paragraphs) == TRACK
    assert segment_key(fixed, "en", "First words.", Manner(0, 100)) == SEGMENT
    assert track_key(fixed, "en", SCRIPT.paragraphs, {"First words.": PLAIN}) == TRACK


SEGMENT = "951f66f0d82696d74291cdb2ce4350c963674abc5d872d41d829e8795a144c2a"
TRACK = "7782b3408e6d38130dc6863fe88d63f896f99becffa5a41aa1a1f01a5af0091f"


def test_a_new_take_and_another_pace_have_keys_of_their_own() -> None:
    manners = [Manner(), Manner(1), Manner(2), Manner(0, 90), Manner(1, 90)]
    assert len({segment_key(voice(), "en", "First words.", one) for one in manners}) == len(manners)


def test_a_new_take_costs_one_synthesis_and_the_former_is_heard_until_it_is_there() -> None:
    narration.make(SCRIPT)
    before = track()
    takes.ask_again("net", "en", "Second words.")
    (found,) = narration.find([SCRIPT])
    assert isinstance(found, Heard)
    assert (found.track.key, found.stand_in) == (before, False)
    assert narration.lacking([SCRIPT]) == [SCRIPT]
    # The embedded voice does not step in: something better is heard.
    assert narration.lacking([SCRIPT], offline_only=True) == []
    made = narration.make(SCRIPT)
    assert (made.synthesised, made.encoded) == (1, 1)
    assert track() != before
    assert narration.lacking([SCRIPT]) == []


def test_control_without_looking_back_a_lesser_voice_would_step_in(monkeypatch: pytest.MonkeyPatch) -> None:
    narration.make(SCRIPT)
    takes.ask_again("net", "en", "Second words.")
    monkeypatch.setattr(takes, "former", lambda rows: [])
    assert narration.find([SCRIPT]) == [Silence.WAITING]
    assert narration.lacking([SCRIPT], offline_only=True) == [SCRIPT]


def test_a_take_that_fails_leaves_the_former_and_says_why() -> None:
    narration.make(SCRIPT)
    before = track()
    takes.ask_again("net", "en", "Second words.")
    voice().failing["Second words."] = VoiceError("The line is down.")
    assert narration.make(SCRIPT).failures == ("net: The voice gave this reason: “The line is down.”",)
    assert track() == before
    assert narration.reasons(SCRIPT) == "net: The voice gave this reason: “The line is down.”"


def test_going_back_to_a_former_take_needs_no_voice() -> None:
    narration.make(SCRIPT)
    before = track()
    takes.ask_again("net", "en", "Second words.")
    narration.make(SCRIPT)
    after = track()
    takes.choose_take("net", "en", "Second words.", 0)
    assert track() == before
    assert narration.make(SCRIPT) == narration.Made()
    takes.choose_take("net", "en", "Second words.", 1)
    assert track() == after
    # Asked once more it is a third take, not the second again.
    assert takes.ask_again("net", "en", "Second words.") == Manner(2)


def test_a_take_nobody_asked_for_cannot_be_chosen() -> None:
    with pytest.raises(ValueError, match="no take 1"):
        takes.choose_take("net", "en", "Second words.", 1)
    assert not Take.objects.exists()


def test_two_sentences_asked_for_again_one_after_the_other_keep_what_is_there() -> None:
    narration.make(SCRIPT)
    takes.ask_again("net", "en", "First words.")
    narration.make(SCRIPT)
    between = track()
    takes.ask_again("net", "en", "Third words.")
    assert track() == between


def test_a_take_is_for_its_voice_and_language_only() -> None:
    narration.make(SCRIPT)
    before = track()
    takes.ask_again("home", "en", "Second words.")
    takes.ask_again("net", "km", "Second words.")
    assert track() == before
    assert narration.lacking([SCRIPT]) == []


def test_slower_is_made_of_what_was_said_and_asks_no_voice() -> None:
    narration.make(SCRIPT)
    before, said = track(), list(voice().spoken)
    takes.set_pace("net", "en", "Second words.", 80)
    assert narration.make(SCRIPT).encoded == 1
    assert voice().spoken == said
    assert track() != before
    plain, slow = (
        Segment.objects.get(key=segment_key(voice(), "en", "Second words.", Manner(0, pace))) for pace in (100, 80)
    )
    assert slow.duration_ms == pytest.approx(plain.duration_ms / 0.8, rel=0.05)


def test_slower_from_the_first_keeps_the_usual_pace_too() -> None:
    takes.set_pace("net", "en", "Second words.", 80)
    assert narration.make(SCRIPT).encoded == 1
    takes.set_pace("net", "en", "Second words.", 100)
    said = list(voice().spoken)
    narration.make(SCRIPT)
    assert voice().spoken == said


def test_a_damaged_sentence_cannot_be_slowed_and_is_spoken_again() -> None:
    narration.make(SCRIPT)
    takes.set_pace("net", "en", "Second words.", 80)
    file = files.media(narration.segment_path(segment_key(voice(), "en", "Second words.")))
    file.write_bytes(b"not a sound")
    failures = narration.make(SCRIPT).failures
    assert len(failures) == 1
    assert "could not be made slower" in failures[0]
    assert not file.exists()


def test_slowed_sound_keeps_its_pitch() -> None:
    import numpy as np

    sound = hum(2, 220)
    slow = pace.slowed(sound, 70)

    def pitch(data: "np.typing.NDArray[np.float32]") -> float:
        return float(np.argmax(np.abs(np.fft.rfft(data[:16_000]))))

    assert slow.duration_ms == pytest.approx(2000 / 0.7, rel=0.02)
    assert pitch(slow.data) == pytest.approx(220, abs=3)
    with pytest.raises(ValueError, match="pace 40"):
        pace.slowed(sound, 40)


def test_the_table_holds_no_pace_a_voice_cannot_follow() -> None:
    with pytest.raises(IntegrityError):
        takes.set_pace("net", "en", "Second words.", 20)


def test_a_stop_asks_for_a_voice_of_its_own(stop: Stop) -> None:
    narration.make(SCRIPT)
    before = track()
    chosen = StopVoice.objects.create(stop=stop, language="en", voice="home")
    # Until it has spoken, the voice of the order is heard.
    assert track() == before
    assert narration.lacking([SCRIPT]) == [SCRIPT]
    narration.make(SCRIPT)
    (found,) = narration.find([SCRIPT])
    assert isinstance(found, Heard)
    assert (found.track.voice, found.stand_in) == ("home", False)
    chosen.delete()
    assert track() == before


@pytest.mark.parametrize("name", ["nobody", "home"])
def test_a_chosen_voice_that_cannot_speak_is_passed_over(stop: Stop, name: str) -> None:
    StopVoice.objects.create(stop=stop, language="km", voice=name)
    khmer = wanted(("ពាក្យ។",), language="km")
    assert narration.make(khmer).encoded == 1


def test_the_file_of_a_former_take_stays_as_it_was() -> None:
    narration.make(SCRIPT)
    file = files.media(narration.segment_path(segment_key(voice(), "en", "Second words.")))
    before = file.read_bytes()
    takes.ask_again("net", "en", "Second words.")
    narration.make(SCRIPT)
    assert file.read_bytes() == before
    assert flac.duration_ms(file) > 0
