"""How a voice is told to say a name is nothing to a person who has read it: the recording stays the words' own."""

from typing import Any

import pytest

from tests.operations.test_unpublished_work import ferry, key, published, read_aloud, voice  # noqa: F401  the fixture
from tour import narration, operations, publishing, readiness
from tour.models import LexiconEntry, Recording, SpokenForm, Stop

pytestmark = pytest.mark.django_db(transaction=True)


def say_pailin(stop: Stop) -> None:
    said: dict[str, Any] = {"form_en": "Pailin", "say_en": "Pie-lin"}
    LexiconEntry.objects.create(tour=stop.tour, slug="pailin", **said)


def spell_waited(stop: Stop) -> None:
    SpokenForm.objects.create(stop=stop, language="en", written="waited", spoken="wait-ed")


@pytest.mark.parametrize("tell", [say_pailin, spell_waited])
def test_a_recording_is_not_stale_for_what_voices_are_told(ferry: Stop, tell: Any) -> None:  # noqa: F811
    read_aloud(ferry)
    before = published(ferry)
    tell(ferry)
    assert readiness.of_stop(ferry.pk, "en").sound == "recorded"
    assert publishing.publish("river").changed
    assert (voice(), key()) == ("recording", before)
    # Nothing is left to make: not even the track of the same reading anew.
    assert operations.reconcile().encoded == 0


def test_a_recording_read_while_a_voice_was_told_outlasts_that(ferry: Stop) -> None:  # noqa: F811
    say_pailin(ferry)
    read_aloud(ferry)
    before = published(ferry)
    LexiconEntry.objects.all().delete()
    assert readiness.of_stop(ferry.pk, "en").sound == "recorded"
    publishing.publish("river")
    assert key() == before


def test_a_recording_known_by_what_a_voice_would_say_is_the_words_own_still(ferry: Stop) -> None:  # noqa: F811
    say_pailin(ferry)
    read_aloud(ferry)
    said = readiness.of_stop(ferry.pk, "en").asked.paragraphs
    Recording.objects.update(script_hash=narration.script_hash(said))
    published(ferry)
    assert (readiness.of_stop(ferry.pk, "en").sound, voice()) == ("recorded", "recording")


def test_other_words_make_it_stale_as_before(ferry: Stop) -> None:  # noqa: F811
    read_aloud(ferry)
    said: dict[str, Any] = {"text_en": "It crossed at Pailin. Nobody waited."}
    Stop.objects.update(**said)
    assert readiness.of_stop(ferry.pk, "en").sound == "recording-stale"
