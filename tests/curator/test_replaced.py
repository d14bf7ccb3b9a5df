"""A recording that another replaces is seen by who replaces it, kept, and put back; so are times set by hand."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.curator.test_recordings import GOOD, READ, WORDS, after, again, page_of, seen, send, text, times
from tests.narration.formats import saved
from tour import narration
from tour.curator import work
from tour.models import Recording, Stop
from tour.narration import aligning

BY_HAND = [[100, 2100], [2500, 5125], [5500, 7600]]
ALIGN = "tour.narration.taking_in.align"
OTHER = "This is how it stands now."
MEANWHILE = "What they saved stands"


@pytest.fixture
def stop(ferry: Stop, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Stop:
    settings.NARRATION = {}
    monkeypatch.setattr(work, "speak_soon", lambda: None)
    Stop.objects.update(text_en=WORDS)
    ferry.refresh_from_db()
    return ferry


@pytest.fixture
def row(desk: Client, stop: Stop) -> Recording:
    """Dara's recording, its times set by hand."""
    after(desk, send(desk, stop, saved(READ, "FLAC"), speaker="Dara"))
    after(desk, times(desk, stop, *GOOD))
    return Recording.objects.get()


def put_back(desk: Client, stop: Stop, **more: str) -> str:
    """Press the first button that puts a recording back; the page that follows."""
    page = text(desk.get(page_of(stop)))
    entry = page.partition('name="entry" value="')[2].partition('"')[0]
    sent = {"do": "back", "entry": entry, "seen": seen(desk, stop)} | more
    return text(desk.post(page_of(stop), sent, follow=True))


def now() -> tuple[str, Any, str]:
    found = Recording.objects.get()
    return found.speaker, found.cues, found.aligned


def test_an_upload_from_a_page_that_showed_none_replaces_nothing(desk: Client, stop: Stop, row: Recording) -> None:
    page = text(send(desk, stop, saved(READ, "FLAC"), speaker="Sok", seen=""))
    assert OTHER in page
    assert "Upload another recording" in page
    # Who speaks need not be typed again.
    assert 'value="Sok"' in page
    assert now() == ("Dara", BY_HAND, "hand")


def test_an_upload_from_a_page_of_before_the_times_were_set_replaces_nothing(
    desk: Client, stop: Stop, row: Recording
) -> None:
    old = seen(desk, stop)
    after(desk, times(desk, stop, ("0.2", "2.1"), *GOOD[1:]))
    assert OTHER in text(send(desk, stop, saved(READ, "FLAC"), seen=old))


def test_of_two_uploads_under_way_the_second_does_not_replace_the_first(desk: Client, stop: Stop) -> None:
    first = send(desk, stop, saved(READ, "FLAC"), speaker="Dara")
    second = send(desk, stop, saved(READ, "FLAC"), speaker="Sok")
    assert "Ready." in after(desk, first)
    page = after(desk, second)
    assert MEANWHILE in page
    assert now()[0] == "Dara"


def test_a_recording_that_comes_while_another_is_listened_to_stays(
    desk: Client, stop: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def align(*given: Any) -> Any:
        if not Recording.objects.exists():
            narration.accept_recording(stop, "en", saved(READ, "FLAC"), speaker="Dara", licence="CC0")
        return aligning.align(*given)

    monkeypatch.setattr(ALIGN, align)
    assert MEANWHILE in after(desk, send(desk, stop, saved(READ, "FLAC"), speaker="Sok"))
    assert now()[0] == "Dara"


def test_a_recording_that_is_replaced_is_offered_beside_the_new_one_and_put_back(
    desk: Client, stop: Stop, row: Recording
) -> None:
    page = after(desk, send(desk, stop, saved(READ, "WAV, 16 bit"), speaker="Sok"))
    assert "The reading by “Dara” was replaced by another on" in page
    assert now()[0] == "Sok"
    assert "The recording stands again." in put_back(desk, stop)
    assert now() == ("Dara", BY_HAND, "hand")
    # And the other in its turn.
    put_back(desk, stop)
    assert now()[0] == "Sok"


def test_nothing_is_put_back_over_what_the_page_did_not_show(desk: Client, stop: Stop, row: Recording) -> None:
    old = seen(desk, stop)
    after(desk, send(desk, stop, saved(READ, "FLAC"), speaker="Sok"))
    assert OTHER in put_back(desk, stop, seen=old)
    assert now()[0] == "Sok"


def test_the_machine_does_not_take_back_times_that_the_page_did_not_show(
    desk: Client, stop: Stop, row: Recording
) -> None:
    old = seen(desk, stop)
    moved = [[200, 2100], *BY_HAND[1:]]
    after(desk, times(desk, stop, ("0.2", "2.1"), *GOOD[1:]))
    assert OTHER in text(desk.post(page_of(stop), {"do": "again", "seen": old}, follow=True))
    assert now() == ("Dara", moved, "hand")


@pytest.mark.parametrize("when", ["before", "during"])
def test_times_that_are_set_while_the_machine_is_asked_stay(
    desk: Client, stop: Stop, row: Recording, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_them() -> None:
        Recording.objects.update(cues=[[300, 2100], *BY_HAND[1:]])

    def align(*given: Any) -> Any:
        set_them()
        return aligning.align(*given)

    answer = again(desk, stop)
    if when == "before":
        set_them()
    else:
        monkeypatch.setattr(ALIGN, align)
    assert MEANWHILE in after(desk, answer)
    assert now()[1][0] == [300, 2100]


def test_times_that_were_set_by_hand_are_put_back_after_the_machine(desk: Client, stop: Stop, row: Recording) -> None:
    page = after(desk, again(desk, stop))
    assert now()[2] == "pauses"
    assert "dara had the reading by “Dara” aligned anew by machine on" in page
    put_back(desk, stop)
    assert now() == ("Dara", BY_HAND, "hand")


def test_times_that_the_machine_set_are_not_kept(desk: Client, stop: Stop) -> None:
    after(desk, send(desk, stop, saved(READ, "FLAC")))
    assert "Earlier recordings" not in after(desk, again(desk, stop))
