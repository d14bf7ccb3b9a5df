from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests.narration.conftest import wanted
from tests.narration.fake_voice import FakeVoice
from tour import narration
from tour.models import Segment, Stop, Track, VoiceChoice
from tour.narration import Heard, Silence, VoiceError, Wanted, files

pytestmark = pytest.mark.usefixtures("stop", "fakes")
SCRIPT = wanted(("First words.", "Second words."), ("Third words.",))


def voice(name: str) -> FakeVoice:
    return cast("FakeVoice", narration.voices()[name])


def only(one: Wanted) -> Heard:
    (found,) = narration.find([one])
    assert isinstance(found, Heard)
    return found


def test_a_script_is_spoken_joined_and_found() -> None:
    made = narration.make(SCRIPT)
    assert (made.synthesised, made.encoded, made.failures) == (3, 1, ())
    found = only(SCRIPT)
    assert (found.track.voice, found.recorded, found.stand_in) == ("net", False, False)
    assert len(found.track.cues) == 3
    assert files.media(narration.opus_path(found.track.key)).stat().st_size == found.track.opus_bytes
    assert files.media(narration.mp3_path(found.track.key)).stat().st_size == found.track.mp3_bytes


def test_made_again_nothing_happens() -> None:
    narration.make(SCRIPT)
    assert narration.make(SCRIPT) == narration.Made()
    assert narration.lacking([SCRIPT]) == []


def test_one_changed_sentence_is_one_synthesis() -> None:
    narration.make(SCRIPT)
    changed = wanted(("First words.", "Other words."), ("Third words.",))
    assert narration.lacking([SCRIPT, changed]) == [changed]
    made = narration.make(changed)
    assert (made.synthesised, made.encoded) == (1, 1)
    assert isinstance(only(SCRIPT), Heard)


def test_the_same_words_twice_are_spoken_once() -> None:
    assert narration.make(wanted(("Again.", "Again."), ("Again.",))).synthesised == 1
    assert narration.make(wanted(("Again.", "New."))).synthesised == 1


def test_other_settings_of_a_voice_are_another_sound(settings: Settings) -> None:
    narration.make(SCRIPT)
    settings.NARRATION = settings.NARRATION | {"net": settings.NARRATION["net"] | {"SETTINGS_KEY": "slow"}}
    assert narration.make(SCRIPT).synthesised == 3


def test_a_mark_with_nothing_to_say_is_a_pause() -> None:
    script = wanted(("First words.", "* * *"))
    assert narration.make(script).synthesised == 1
    start, end = only(script).track.cues[1]
    assert start == end


def test_the_next_voice_stands_in_until_the_better_one_speaks() -> None:
    voice("net").failing["Second words."] = VoiceError("The line is down.")
    made = narration.make(SCRIPT)
    assert made.encoded == 1
    assert made.failures == ("net: The voice gave this reason: “The line is down.”",)
    assert (only(SCRIPT).track.voice, only(SCRIPT).stand_in) == ("home", True)
    assert narration.reasons(SCRIPT) == "net: The voice gave this reason: “The line is down.”"
    assert narration.lacking([SCRIPT]) == []
    voice("net").failing.clear()
    Segment.objects.filter(status="failed").update(retry_at=timezone.now())
    assert narration.lacking([SCRIPT]) == [SCRIPT]
    assert narration.make(SCRIPT).synthesised == 2
    assert (only(SCRIPT).track.voice, only(SCRIPT).stand_in) == ("net", False)


def test_a_failed_sentence_is_not_asked_for_before_its_time() -> None:
    voice("net").failing["First words."] = VoiceError("The line is down.")
    narration.make(SCRIPT, voices=["net"])
    voice("net").failing.clear()
    assert narration.make(SCRIPT, voices=["net"]) == narration.Made()
    assert voice("net").spoken == []


def test_each_failure_waits_longer_and_never_less_than_asked() -> None:
    voice("net").failing["First words."] = VoiceError("Busy.", retry_after_s=7200)
    waits = []
    for _ in range(3):
        narration.make(SCRIPT, voices=["net"])
        row = Segment.objects.get(text="First words.")
        waits.append(row.retry_at - timezone.now() if row.retry_at else timedelta())
        Segment.objects.update(retry_at=timezone.now())
    assert row.attempts == 3
    assert all(wait > timedelta(seconds=7100) for wait in waits)


def test_failed_for_ever_is_said_only_when_every_voice_has() -> None:
    script = wanted(("First words.",))
    for name in ("net", "home"):
        assert narration.find([script]) == [Silence.WAITING]
        voice(name).failing["First words."] = VoiceError("It cannot be said.", retry=False)
        narration.make(script, voices=[name])
    assert narration.find([script]) == [Silence.FAILED]
    assert narration.lacking([script]) == []


def test_a_resting_voice_is_not_asked_and_leaves_no_failure() -> None:
    voice("net").rest = VoiceError("It rests.", retry_after_s=60)
    assert narration.make(SCRIPT).failures == ()
    assert only(SCRIPT).track.voice == "home"
    assert not Segment.objects.filter(status="failed").exists()
    assert narration.reasons(SCRIPT) == "net: The voice gave this reason: “It rests.”"
    assert narration.lacking([SCRIPT]) == []


def test_offline_only_leaves_the_network_alone() -> None:
    assert narration.lacking([SCRIPT], offline_only=True) == [SCRIPT]
    narration.make(SCRIPT, offline_only=True)
    assert voice("net").spoken == []
    assert only(SCRIPT).track.voice == "home"
    assert narration.lacking([SCRIPT], offline_only=True) == []
    assert narration.lacking([SCRIPT]) == [SCRIPT]


def test_offline_only_makes_no_stand_in_for_what_the_better_voice_has_said() -> None:
    narration.make(SCRIPT)
    assert narration.lacking([SCRIPT], offline_only=True) == []
    assert narration.make(SCRIPT, offline_only=True) == narration.Made()


def test_no_voice_speaks_a_language_it_cannot() -> None:
    lao = wanted(("ສະບາຍດີ",), language="lo")
    assert narration.find([lao]) == [Silence.NO_VOICE]
    assert narration.make(lao) == narration.Made()
    assert narration.order("walk", "km") == ["net"]


def test_no_words_are_no_wait() -> None:
    assert narration.find([wanted()]) == [Silence.NO_WORDS]


def test_a_tour_s_own_order_goes_before_the_site_s(stop: Stop) -> None:
    for position, name in enumerate(("home", "gone", "net")):
        VoiceChoice.objects.create(tour=stop.tour, language="en", position=position, voice=name)
    assert narration.order("walk", "en") == ["home", "net"]
    assert narration.order("walk", "km") == ["net"]
    narration.make(SCRIPT)
    assert only(SCRIPT).track.voice == "home"


def test_a_disabled_voice_is_not_asked(settings: Settings) -> None:
    settings.NARRATION = settings.NARRATION | {"net": settings.NARRATION["net"] | {"ENABLED": False}}
    assert narration.order("walk", "en") == ["home"]


def test_a_row_without_its_file_is_made_again() -> None:
    narration.make(SCRIPT)
    track = only(SCRIPT).track
    files.media(narration.mp3_path(track.key)).unlink()
    lost = Segment.objects.get(text="Third words.")
    files.media(files.segment_path(lost.key)).unlink()
    assert narration.lacking([SCRIPT]) == [SCRIPT]
    made = narration.make(SCRIPT)
    assert (made.synthesised, made.encoded) == (1, 1)
    assert only(SCRIPT).track.opus_sha256 == track.opus_sha256


def test_a_file_without_its_row_is_not_spoken_again() -> None:
    narration.make(SCRIPT)
    Segment.objects.all().delete()
    Track.objects.all().delete()
    made = narration.make(SCRIPT)
    assert (made.synthesised, made.encoded) == (0, 1)
    assert Segment.objects.filter(status="made", duration_ms__gt=0).count() == 3


def test_a_damaged_segment_is_spoken_again() -> None:
    narration.make(SCRIPT)
    Track.objects.all().delete()
    damaged = files.media(files.segment_path(Segment.objects.get(text="Third words.").key))
    damaged.write_bytes(b"fLaC" + bytes(500))
    assert "damaged" in narration.make(SCRIPT, voices=["net"]).failures[0]
    assert narration.make(SCRIPT, voices=["net"]).synthesised == 1


def test_a_full_disk_is_a_reason_and_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    def full(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tour.narration.audio.flac.put", full)
    made = narration.make(SCRIPT, voices=["home"])
    assert "No space left on device" in made.failures[0]
    assert narration.find([SCRIPT]) == [Silence.WAITING]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    narration.make(SCRIPT, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_thousand_are_found_with_as_many_queries_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    narration.make(SCRIPT)
    many = [SCRIPT] + [wanted((f"Words {number}.",)) for number in range(1000)]
    for asked in (many[:2], many):
        # recordings, orders, tracks of each of the two voices, failures
        with django_assert_num_queries(6):
            narration.find(asked)


def test_a_voice_switched_off_speaks_no_more_but_what_it_spoke_is_still_heard(settings: Settings) -> None:
    narration.make(SCRIPT)
    khmer = wanted(("ពាក្យ។",), language="km")
    narration.make(khmer)
    settings.NARRATION = settings.NARRATION | {"net": settings.NARRATION["net"] | {"ENABLED": False}}
    assert (only(SCRIPT).track.voice, only(SCRIPT).stand_in) == ("net", False)
    assert only(khmer).track.voice == "net"
    unsaid = wanted(("ថ្មី។",), language="km")
    assert narration.find([unsaid]) == [Silence.NO_VOICE]
    assert narration.lacking([unsaid]) == []
    assert narration.make(unsaid) == narration.Made()
    assert narration.make(wanted(("New words.",))).encoded == 1
    assert only(wanted(("New words.",))).track.voice == "home"
