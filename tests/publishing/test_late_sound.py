"""Late sound makes what visitors hear better, or as good in another way; it never takes any away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.publishing.fakes import FakeVisitor, make_tour, sounding
from tour import edition
from tour.edition import Edition, Sound
from tour.models import Release, Stop
from tour.publishing import add_sound, current, prune, publish, read, rollback, store, verify, words_to_speak
from tour.publishing.sounding import pinned_sound

pytestmark = pytest.mark.django_db

SLUG = "river-walk"
PERSON: dict[str, Any] = {"voice": "recording", "recorded": True}
VOICE: dict[str, Any] = {"voice": "net"}
STAND_IN: dict[str, Any] = {"voice": "home", "stand_in": True}
NOTE: dict[str, Any] = {"preface": (0, 500)}
Hear = Callable[[dict[str, Any] | None], None]


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Hear:
    """From the call on the tables give this sound for every stop; None: silence."""

    def now(about: dict[str, Any] | None) -> None:
        def with_sound(words: Edition) -> Edition:
            if about is None:
                stops = tuple(replace(stop, sound=None, silence="waiting") for stop in words.stops)
            else:
                stops = tuple(_said(stop, about) for stop in sounding(words).stops)
            return replace(words, stops=stops)

        monkeypatch.setattr(edition, "with_sound", with_sound)

    return now


def _said(stop: Any, about: dict[str, Any]) -> Any:
    """The stop with a track of its own for each way of sounding."""
    return replace(stop, sound=replace(stop.sound, key=f"{stop.slug}{sorted(about.items())}", **about))


def heard() -> Sound | None:
    """What the first stop sounds by in the present release."""
    return pinned_sound(store(), read(store(), current().tours[SLUG]))[0][0]


def voice() -> str:
    now = heard()
    return now.voice if now else ""


@pytest.mark.parametrize(
    ("had", "found"),
    [
        (PERSON, VOICE),
        (PERSON, STAND_IN),
        (PERSON, None),
        (VOICE, STAND_IN),
        (VOICE, None),
        (STAND_IN, None),
        (PERSON | NOTE, PERSON | {"voice": "without the note"}),
    ],
)
def test_what_visitors_hear_is_kept_where_the_tables_know_only_worse(
    visitor: FakeVisitor, hear: Hear, had: dict[str, Any], found: dict[str, Any] | None
) -> None:
    make_tour()
    hear(had)
    made = publish(SLUG, faces=visitor.faces())
    hear(found)
    assert add_sound(SLUG, faces=visitor.faces()) is None
    assert current().tours[SLUG] == made.release.manifest
    assert voice() == had["voice"]


@pytest.mark.parametrize(
    ("had", "found"),
    [
        (None, STAND_IN),
        (STAND_IN, VOICE),
        (VOICE, PERSON),
        (VOICE, {"voice": "another that was asked for"}),
        (PERSON, {"voice": "read anew", "recorded": True}),
        (PERSON, PERSON | NOTE),
    ],
)
def test_what_is_no_worse_reaches_visitors(
    visitor: FakeVisitor, hear: Hear, had: dict[str, Any] | None, found: dict[str, Any]
) -> None:
    make_tour()
    hear(had)
    publish(SLUG, faces=visitor.faces())
    hear(found)
    made = add_sound(SLUG, faces=visitor.faces())
    assert made
    assert made.release.kind == Release.Kind.SOUND
    assert voice() == found["voice"]


def test_publishing_itself_takes_the_tables_at_their_word(visitor: FakeVisitor, hear: Hear) -> None:
    make_tour()
    hear(PERSON)
    publish(SLUG, faces=visitor.faces())
    hear(STAND_IN)
    assert publish(SLUG, faces=visitor.faces()).changed
    assert voice() == "home"


def test_what_is_no_longer_on_the_disk_is_not_kept(visitor: FakeVisitor, hear: Hear) -> None:
    make_tour()
    hear(PERSON)
    publish(SLUG, faces=visitor.faces())
    had = heard()
    assert had
    (Path(settings.MEDIA_ROOT) / had.mp3.path).unlink()
    hear(None)
    add_sound(SLUG, faces=visitor.faces())
    assert heard() is None


def test_a_release_gone_back_to_has_its_own_sound_again(visitor: FakeVisitor, hear: Hear) -> None:
    tour = make_tour()
    hear(PERSON)
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(tour=tour, number=1).update(title_en="Renamed")
    hear(STAND_IN)
    publish(SLUG, faces=visitor.faces())
    rollback(SLUG, faces=visitor.faces())
    assert add_sound(SLUG, faces=visitor.faces()) is None
    assert voice() == "recording"


def test_the_pinned_sound_is_kept_with_its_release_and_missed_where_it_is_lost(
    visitor: FakeVisitor, hear: Hear
) -> None:
    make_tour()
    hear(PERSON)
    publish(SLUG, faces=visitor.faces())
    prune()
    assert verify(SLUG) == []
    pinned = read(store(), current().tours[SLUG]).sound
    store().path(pinned).unlink()
    assert verify(SLUG) == [f"release part {pinned[:12]} is missing."]


def test_a_renamed_stop_is_looked_up_by_its_new_slug(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=1).update(slug="bridge")
    assert [stop.slug for stop in words_to_speak(SLUG)[0].stops] == ["bridge", "stop-2", "stop-3"]


def test_a_number_given_to_another_stop_of_the_release_makes_it_no_other_stop(visitor: FakeVisitor) -> None:
    make_tour()
    publish(SLUG, faces=visitor.faces())
    Stop.objects.filter(number=1).update(slug="bridge", number=9)
    Stop.objects.filter(number=2).update(number=1)
    assert [stop.slug for stop in words_to_speak(SLUG)[0].stops] == ["stop-1", "stop-2", "stop-3"]
