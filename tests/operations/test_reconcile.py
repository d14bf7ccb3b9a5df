"""Reconcile gives visitors sound that comes late, for the words they have and never newer ones."""

from pathlib import Path

import pytest

from tour import content, edition, operations, publishing
from tour.models import Segment, Stop, set_words, words

TINY = Path(__file__).parents[1] / "tours" / "tiny"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published() -> str:
    """The tiny tour, published before anything was spoken."""
    content.load(TINY)
    publishing.publish("old-mill")
    return "old-mill"


def _heard(slug: str, language: str) -> list[bool]:
    """Which stops of the present release sound, by its own pages."""
    [made] = [one for one in publishing.published_editions(slug) if one.language == language]
    return [stop.sound is not None for stop in edition.with_sound(made).stops]


def test_sound_joins_the_words_that_were_published(published: str) -> None:
    done = operations.reconcile()
    assert done.synthesised > 0
    assert done.releases
    assert _heard(published, "en") == [True, True, True]


def test_nothing_is_spoken_twice(published: str) -> None:
    operations.reconcile()
    again = operations.reconcile()
    assert (again.synthesised, again.encoded, again.releases) == (0, 0, [])


def test_one_changed_sentence_costs_one_synthesis(published: str) -> None:
    operations.reconcile()
    stop = Stop.objects.get(number=1)
    first, *rest = words(stop, "text", "en").split(". ")
    set_words(stop, "text", "en", ". ".join([first + " today", *rest]))
    stop.save()
    done = operations.narrate(published, language="en")
    assert (done.synthesised, done.encoded) == (1, 1)


def test_an_unpublished_edit_never_slips_out_with_late_sound(published: str) -> None:
    stop = Stop.objects.get(number=1)
    set_words(stop, "text", "en", "A secret that is not ready.")
    stop.save()
    operations.reconcile()
    [made] = [one for one in publishing.published_editions(published) if one.language == "en"]
    assert "secret" not in str(made)
    assert Segment.objects.filter(text__contains="secret").exists()


def test_a_tour_rolled_back_stays_rolled_back_when_sound_comes(published: str) -> None:
    stop = Stop.objects.get(number=1)
    set_words(stop, "title", "en", "A new name")
    stop.save()
    publishing.publish(published)
    publishing.rollback(published)
    operations.reconcile()
    [made] = [one for one in publishing.published_editions(published) if one.language == "en"]
    assert made.stops[0].title != "A new name"
    assert all(_heard(published, "en"))
