"""Reconcile gives visitors sound that comes late, for the words they have and never newer ones."""

import sys
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.narration.fake_voice import FAKE, FakeVoice
from tour import content, edition, operations, publishing
from tour.models import Segment, Stop, Tour, set_words, words
from tour.narration.voices import known_voices
from tour.operations import tasks

TINY = Path(__file__).parents[1] / "tours" / "tiny"

# The room's door has a function of the module's own name.
reconcile_module = sys.modules["tour.operations.reconcile"]

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


def test_a_damaged_release_of_one_tour_does_not_keep_the_others_silent(published: str) -> None:
    Tour.objects.create(slug="a-damaged-one", languages=["en"])
    pointer = publishing.current()
    publishing.pointer_path().write_bytes(
        msgspec.json.encode(msgspec.structs.replace(pointer, tours={**pointer.tours, "a-damaged-one": "0" * 64}))
    )
    done = operations.reconcile()
    assert any(failure.startswith("a-damaged-one: ") for failure in done.failures)
    assert done.synthesised > 0


def test_a_tour_taken_out_meanwhile_is_left_alone(published: str, monkeypatch: pytest.MonkeyPatch) -> None:
    speak = reconcile_module._speak

    def deleting(*args: Any, **options: Any) -> None:
        Tour.objects.all().delete()
        speak(*args, **options)

    monkeypatch.setattr(reconcile_module, "_speak", deleting)
    operations.reconcile()


def test_a_language_that_is_none_is_refused_in_words(published: str) -> None:
    with pytest.raises(CommandError, match="xx"):
        call_command("narrate", published, "--language", "xx")


@pytest.fixture
def net(settings: Settings) -> FakeVoice:
    """The one voice, by the network, of a tour whose long first reading in Khmer comes before all English."""
    settings.NARRATION = {"net": {"BACKEND": FAKE, "SPEAKS": "en km", "NETWORK": True}}
    settings.DEFAULT_VOICES = ("net",)
    voice = cast("FakeVoice", known_voices()["net"])
    tour = Tour.objects.create(slug="river", languages=["km", "en"])
    for number, slug in enumerate(("ferry", "market"), 1):
        long = " ".join(f"{slug} {sentence}។" for sentence in range(few() + 2))
        names: dict[str, Any] = {
            "title_km": slug,
            "title_en": slug,
            "text_km": long,
            "text_en": f"The {slug} is here.",
        }
        Stop.objects.create(tour=tour, slug=slug, number=number, **names)
    return voice


def few() -> int:
    """Up to how many sentences count as a small change."""
    return int(reconcile_module.FEW)


def test_a_changed_sentence_does_not_wait_for_the_first_reading_of_another_language(net: FakeVoice) -> None:
    operations.reconcile()
    assert net.spoken[0] == "The ferry is here."
    assert net.spoken.index("The market is here.") < net.spoken.index("ferry 0។")


def test_without_counting_it_would_wait(net: FakeVoice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(reconcile_module, "_PARTS", reconcile_module._PARTS[-1:])
    operations.reconcile()
    assert net.spoken[0] == "ferry 0។"


def test_a_run_that_is_asked_for_anew_leaves_off_after_the_narration_it_is_at(net: FakeVoice) -> None:
    done = operations.reconcile(asked_anew=lambda: True)
    assert (done.encoded, done.left_off) == (1, True)
    again = operations.reconcile()
    assert (again.encoded, again.left_off) == (3, False)
    assert len(net.spoken) == len(set(net.spoken))


def test_the_worker_leaves_off_for_a_request_that_waits(net: FakeVoice) -> None:
    tasks.reconcile_soon()
    tasks.reconcile_task.func()
    assert net.spoken == ["The ferry is here."]
    tasks.requests("reconcile_task").delete()
    tasks.reconcile_task.func()
    assert len(net.spoken) == 2 + 2 * (few() + 2)
