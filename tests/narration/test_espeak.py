import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from tour.narration import VoiceError
from tour.narration.audio.samples import is_silent, trimmed
from tour.narration.voices.espeak import VOICES, EspeakVoice

ENGLISH = "The soldiers laid down their weapons, and the long war came to an end."


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    made = EspeakVoice("espeak", timeout_s=20)
    yield made
    made.close()


@pytest.mark.parametrize("language", sorted(VOICES))
def test_every_language_it_claims_is_spoken(voice: EspeakVoice, language: str) -> None:
    sound = trimmed(voice.synthesise(ENGLISH, language))
    assert not is_silent(sound)
    assert 2_000 < sound.duration_ms < 15_000


@pytest.mark.parametrize("language", ["km", "lo", "th", "ja", "ko", "vi", "zh-hans", "my", "ar"])
def test_what_it_cannot_really_speak_it_does_not_claim(voice: EspeakVoice, language: str) -> None:
    assert language not in voice.languages


def test_the_same_words_sound_the_same(voice: EspeakVoice) -> None:
    first, second = voice.synthesise(ENGLISH, "en"), voice.synthesise(ENGLISH, "en")
    assert np.array_equal(first.data, second.data)


def test_one_language_does_not_colour_the_next(voice: EspeakVoice) -> None:
    before = voice.synthesise(ENGLISH, "en")
    voice.synthesise("Les soldats déposèrent les armes.", "fr")
    assert np.array_equal(voice.synthesise(ENGLISH, "en").data, before.data)


def test_one_child_serves_many_sentences(voice: EspeakVoice) -> None:
    voice.synthesise("One.", "en")
    child = voice._child
    voice.synthesise("Two.", "en")
    assert voice._child is child


def test_a_child_that_was_killed_is_started_again(voice: EspeakVoice) -> None:
    voice.synthesise("One.", "en")
    assert voice._child
    os.kill(voice._child.pid, signal.SIGKILL)
    voice._child.wait()
    assert voice.synthesise("Two.", "en").duration_ms


def test_a_child_that_hangs_is_ended_and_said_so() -> None:
    voice = EspeakVoice("espeak", timeout_s=0.2)
    voice._child = voice._living()
    os.kill(voice._child.pid, signal.SIGSTOP)
    with pytest.raises(VoiceError, match=r"no whole answer in the time it has: 0\.2 s") as raised:
        voice.synthesise("One.", "en")
    assert raised.value.retry
    assert voice._child is None


@pytest.mark.timeout(30)
def test_a_copy_that_hangs_is_ended_with_its_child() -> None:
    # As espeak_child forks for each sentence: the copy holds the pipe, and says nothing.
    stuck = "import os, signal; os.fork() or signal.pause(); os.wait()"
    voice = EspeakVoice("espeak", timeout_s=0.5)
    voice._child = subprocess.Popen(
        [sys.executable, "-c", stuck], stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
    )
    with pytest.raises(VoiceError, match="no whole answer"):
        voice.synthesise("One.", "en")


def test_words_of_another_script_do_not_end_it(voice: EspeakVoice) -> None:
    for text in ("\x00\x01", "ប៉ៃលិន 1996", "a" * 5000, "<speak>&amp;", "[[h@l'oU]]", "🙂"):
        try:
            voice.synthesise(text, "en")
        except VoiceError as error:
            assert not error.retry  # noqa: PT017  either outcome is right, a dead child is not
    assert voice.synthesise("Still here.", "en").duration_ms


def test_its_settings_are_part_of_the_key() -> None:
    assert EspeakVoice("espeak", rate=120).settings_key != EspeakVoice("espeak", rate=155).settings_key
