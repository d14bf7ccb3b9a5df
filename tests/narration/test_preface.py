"""The content note of a stop is spoken in one sentence before its text, in every language the interface speaks."""

from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from tests.narration.test_audio import decoded
from tests.narration.test_recordings import as_flac, read_aloud, script, upload
from tests.narration.test_studio import voice
from tour import edition, languages, narration, readiness
from tour.models import LexiconEntry, Stop, set_words
from tour.narration import Wanted
from tour.narration.audio import loudness
from tour.narration.audio.samples import Samples
from tour.narration.voices import VoiceError
from tour.visitor import cues

pytestmark = pytest.mark.usefixtures("fakes")
NOTE = "Before you listen: this stop speaks of genocide, war."
TEXT = ["First words.", "Second words.", "Third words."]


@pytest.fixture
def hard(stop: Stop) -> Stop:
    """The stop, which speaks of genocide and war."""
    stop.content_notes = ["genocide", "war"]
    set_words(stop, "title", "en", "The gate")
    stop.save()
    return stop


def asked(language: str = "en") -> Wanted:
    of = edition.pin_language("walk", language)
    return edition.wanted(of, of.stops[0])


def heard(language: str = "en") -> tuple[edition.Stop, edition.Sound]:
    of = edition.with_sound(edition.pin_language("walk", language))
    assert of.stops[0].sound
    return of.stops[0], of.stops[0].sound


def test_the_note_is_spoken_first_and_the_texts_own_times_follow_it(hard: Stop) -> None:
    assert narration.make(asked()).synthesised == 4
    stop, sound = heard()
    assert sound.preface
    assert sound.preface[0] == 0
    assert len(sound.cues) == 3
    assert 1000 < sound.preface[1] < sound.cues[0][0] < sound.duration_ms
    lines = [line for line in cues.webvtt(stop, sound).splitlines() if line and "-->" not in line]
    assert lines == ["WEBVTT", NOTE, *TEXT]
    assert next(one["start"] for paragraph in cues.timed(stop) for one in paragraph) == cues.seconds(sound.cues[0][0])


def test_a_stop_without_notes_begins_with_its_text(stop: Stop) -> None:
    assert narration.make(asked()).synthesised == 3
    _, sound = heard()
    assert sound.preface is None
    assert sound.cues[0][0] == 0


def test_another_note_makes_the_track_stale_and_one_sentence_is_spoken(hard: Stop) -> None:
    narration.make(asked())
    assert narration.lacking([asked()]) == []
    Stop.objects.update(content_notes=["war"])
    assert readiness.of_stop(hard.pk, "en").sound == "waiting"
    assert narration.make(asked()).synthesised == 1
    assert readiness.of_stop(hard.pk, "en").asked == asked()
    assert readiness.of_stop(hard.pk, "en").sound != "waiting"


def test_it_is_said_in_the_language_of_the_words_and_as_the_lexicon_says(hard: Stop) -> None:
    for field in ("title", "text"):
        set_words(hard, field, "km", "ពាក្យ។")
    hard.save()
    entry = LexiconEntry(tour=hard.tour, slug="war")
    set_words(entry, "form", "en", "war")
    set_words(entry, "say", "en", "wor")
    entry.save()
    assert asked().preface == NOTE.replace("war", "wor")
    khmer = asked("km").preface
    assert khmer == languages.notes_sentence(["genocide", "war"], "km")
    assert not any(letter.isascii() and letter.isalpha() for letter in khmer)


def test_where_the_interface_does_not_speak_the_language_nothing_foreign_is_said() -> None:
    assert languages.notes_sentence(["war"], "lo") == ""
    assert languages.notes_sentence([], "en") == ""


def test_the_desk_lists_it_first(hard: Stop) -> None:
    lines = narration.sentences(asked())
    assert [line.text for line in lines] == [NOTE, *TEXT]
    assert [line.preface for line in lines] == [True, False, False, False]


READING = (2.0, 2.5, 2.0)


def test_before_a_persons_reading_a_voice_says_it(hard: Stop) -> None:
    upload(hard, as_flac(read_aloud(*READING)))
    narration.make(script(hard))
    (bare,) = narration.find([script(hard)])
    assert isinstance(bare, narration.Heard)
    alone = [tuple(cue) for cue in bare.track.cues]
    made = narration.make(asked())
    assert (made.synthesised, made.encoded) == (1, 1)
    stop, sound = heard()
    assert sound.recorded
    assert not sound.stand_in
    assert sound.preface
    begins = sound.cues[0][0] - alone[0][0]
    assert sound.preface[1] < begins
    assert [(start - begins, end - begins) for start, end in sound.cues] == alone
    assert [line for line in cues.webvtt(stop, sound).splitlines() if line and "-->" not in line][1] == NOTE
    assert narration.lacking([asked()]) == []


def test_the_note_and_the_reading_are_equally_loud(hard: Stop) -> None:
    upload(hard, as_flac(Samples(read_aloud(*READING).data * np.float32(0.05), 16_000)))
    narration.make(asked())
    _, sound = heard()
    assert sound.preface
    whole = decoded(Path(settings.MEDIA_ROOT) / sound.opus.path)
    spans = sound.preface, (sound.cues[0][0], sound.cues[-1][1])
    note, reading = (
        loudness.measure(Samples(whole.data[begins * whole.rate // 1000 : ends * whole.rate // 1000], whole.rate)).lufs
        for begins, ends in spans
    )
    assert abs(note - reading) < 2


def test_while_no_voice_has_said_it_the_reading_is_heard_alone(hard: Stop) -> None:
    upload(hard, as_flac(read_aloud(*READING)))
    for name in ("net", "home"):
        voice(name).failing[NOTE] = VoiceError("Out of order.")
    assert narration.make(asked()).failed == 2
    _, sound = heard()
    assert sound.recorded
    assert sound.preface is None
    assert len(sound.cues) == 3
    assert narration.lacking([asked()]) == []


def test_another_note_leaves_the_reading_as_it_is(hard: Stop) -> None:
    upload(hard, as_flac(read_aloud(*READING)))
    narration.make(asked())
    Stop.objects.update(content_notes=["war"])
    assert narration.make(asked()).synthesised == 1
    _, sound = heard()
    assert sound.recorded
    assert sound.preface
