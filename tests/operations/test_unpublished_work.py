"""Work at the desk that is not published takes no sound from visitors, by the worker's own round."""

import io
import wave
from typing import Any

import numpy as np
import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from tests.narration.fake_voice import FAKE, hum
from tour import narration, operations, publishing
from tour.edition import Sound
from tour.models import Recording, Release, Stop, StopVoice, Tour
from tour.publishing.sounding import pinned_sound

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ferry(settings: Settings) -> Stop:
    """A stop of a tour whose voices have spoken and which is not published yet."""
    settings.NARRATION = {"home": {"BACKEND": FAKE, "SPEAKS": "en"}, "other": {"BACKEND": FAKE, "SPEAKS": "en"}}
    settings.DEFAULT_VOICES = ("home",)
    said: dict[str, Any] = {"title_en": "Ferry", "text_en": "It crossed at Pailin. People waited."}
    tour_said: dict[str, Any] = {"title_en": "River"}
    tour = Tour.objects.create(slug="river", languages=["en"], **tour_said)
    return Stop.objects.create(tour=tour, slug="ferry", number=1, **said)


def read_aloud(stop: Stop, pitch_hz: float = 220.0) -> Recording:
    """A person hums the stop's present words for four seconds."""
    body = io.BytesIO()
    sound = hum(4.0, pitch_hz)
    with wave.open(body, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes((sound.data * 32767).astype(np.dtype("<i2")).tobytes())
    return narration.accept_recording(stop, "en", body.getvalue(), speaker="Sokha", licence="CC0")


def published(stop: Stop) -> str:
    """Publish with all the sound there is; the key of what visitors hear."""
    operations.reconcile()
    publishing.publish("river")
    operations.reconcile()
    return key()


def heard() -> Sound:
    """What visitors hear of the stop."""
    manifest = publishing.read(publishing.store(), publishing.current().tours["river"])
    [[sound]] = pinned_sound(publishing.store(), manifest)
    assert sound
    return sound


def key() -> str:
    return heard().key


def voice() -> str:
    return heard().voice


def rename(stop: Stop) -> None:
    Stop.objects.update(slug="old-ferry")


def take_away(stop: Stop) -> None:
    narration.take_away(Recording.objects.get(), User.objects.create_user("dara").pk)


def read_other_words(stop: Stop) -> None:
    said: dict[str, Any] = {"text_en": "It crossed at Pailin. Nobody waited."}
    Stop.objects.update(**said)
    read_aloud(Stop.objects.get(), 330.0)


@pytest.mark.parametrize("work", [rename, take_away, read_other_words])
def test_unpublished_work_leaves_visitors_the_person_they_hear(ferry: Stop, work: Any) -> None:
    read_aloud(ferry)
    before = published(ferry)
    assert voice() == "recording"
    work(ferry)
    assert operations.reconcile().releases == []
    assert key() == before
    assert Release.objects.filter(kind=Release.Kind.SOUND).count() == 0


def test_taken_away_and_published_it_is_heard_no_more(ferry: Stop) -> None:
    read_aloud(ferry)
    published(ferry)
    take_away(ferry)
    operations.reconcile()
    publishing.publish("river")
    assert voice() == "home"


def test_a_renamed_stop_keeps_the_voice_that_it_asks_for(ferry: Stop) -> None:
    StopVoice.objects.create(stop=ferry, language="en", voice="other")
    before = published(ferry)
    assert voice() == "other"
    rename(ferry)
    assert operations.reconcile().releases == []
    assert key() == before


def test_a_renamed_stop_is_read_anew_for_the_words_that_visitors_have(ferry: Stop) -> None:
    published(ferry)
    rename(ferry)
    read_aloud(Stop.objects.get())
    assert operations.reconcile().releases == ["river"]
    assert voice() == "recording"


def test_a_recording_that_replaces_one_of_the_same_words_reaches_visitors(ferry: Stop) -> None:
    read_aloud(ferry)
    before = published(ferry)
    read_aloud(ferry, 330.0)
    assert operations.reconcile().releases == ["river"]
    assert voice() == "recording"
    assert key() != before


def test_a_take_spoken_again_on_purpose_reaches_visitors(ferry: Stop) -> None:
    before = published(ferry)
    narration.ask_again("home", "en", "It crossed at Pailin.")
    assert operations.reconcile().releases == ["river"]
    assert key() != before
