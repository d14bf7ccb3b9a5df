"""A recording in a folder goes to narration once, and comes back out with its rights."""

import hashlib
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings

from tests.content.conftest import tree
from tour import content, narration
from tour.models import Recording, Stop

pytestmark = pytest.mark.django_db

BODY = b"the sound of a person reading"
Calls = list[tuple[str, str]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Narration's answer without its codecs: a recording is stored under its hash."""
    calls: Calls = []

    def accept(stop: Stop, language: str, uploaded: IO[bytes], **rights: Any) -> Recording:
        uploaded.seek(0)
        body = uploaded.read()
        if body == b"noise":
            raise narration.RecordingRefused("This is no sound file.")
        calls.append((stop.slug, language))
        sha256 = hashlib.sha256(body).hexdigest()
        folder = Path(settings.MEDIA_ROOT) / "recordings"
        folder.mkdir(exist_ok=True)
        (folder / f"{sha256}.mp3").write_bytes(body)
        made = {"file": f"{sha256}.mp3", "sha256": sha256, "script_hash": "0" * 64}
        return Recording.objects.update_or_create(stop=stop, language=language, defaults=made | rights)[0]

    monkeypatch.setattr(narration, "accept_recording", accept)
    return calls


@pytest.fixture
def recorded(tiny: Path) -> Path:
    (tiny / "stops/the-mill/ar.recording.mp3").write_bytes(BODY)
    (tiny / "stops/the-mill/ar.recording.toml").write_text(
        'speaker = "ليلى"\nlicence = "CC-BY-4.0"\nspoken_on = 2026-11-02\n'
    )
    return tiny


def test_a_recording_is_given_to_narration_with_its_rights(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    row = Recording.objects.get()
    assert taken == [("the-mill", "ar")]
    assert (row.speaker, row.licence, str(row.spoken_on)) == ("ليلى", "CC-BY-4.0", "2026-11-02")


def test_the_same_recording_is_not_given_twice(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    again = content.load(recorded)
    assert (again.created, again.changed, len(taken)) == (0, 0, 1)


def test_a_new_recording_takes_the_place_of_the_old(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    (recorded / "stops/the-mill/ar.recording.mp3").write_bytes(BODY + b" again")
    assert content.load(recorded).changed == 1
    assert Recording.objects.get().sha256 == hashlib.sha256(BODY + b" again").hexdigest()


def test_a_recording_of_other_bytes_is_named_before_it_is_loaded(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    assert content.difference(recorded).nothing
    (recorded / "stops/the-mill/ar.recording.mp3").write_bytes(BODY + b" again")
    [change] = content.difference(recorded).changed
    assert (change.slug, change.facts, change.files) == ("the-mill", (), ("ar.recording.mp3",))
    content.load(recorded)
    assert content.difference(recorded).nothing


def test_new_rights_alone_do_not_send_the_sound_again(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    (recorded / "stops/the-mill/ar.recording.toml").write_text('licence = "CC0-1.0"\n')
    assert content.load(recorded).changed == 1
    assert (Recording.objects.get().licence, len(taken)) == ("CC0-1.0", 1)


def test_a_recording_gone_from_the_folder_leaves_the_tables(recorded: Path, taken: Calls) -> None:
    content.load(recorded)
    for path in recorded.glob("stops/*/*.recording.*"):
        path.unlink()
    assert content.load(recorded).changed == 1
    assert not Recording.objects.exists()


def test_a_file_that_is_no_sound_is_named_and_the_words_are_loaded(recorded: Path, taken: Calls) -> None:
    (recorded / "stops/the-mill/ar.recording.mp3").write_bytes(b"noise")
    loaded = content.load(recorded)
    assert [str(fault) for fault in loaded.refused] == ["stops/the-mill/ar.recording.mp3:1: This is no sound file."]
    assert Stop.objects.count() == 3
    assert not Recording.objects.exists()


def test_a_recording_goes_round_byte_for_byte(recorded: Path, taken: Calls, tmp_path: Path) -> None:
    content.load(recorded)
    content.dump("old-mill", tmp_path / "dumped")
    assert tree(tmp_path / "dumped") == tree(recorded)


def test_the_real_narration_refuses_what_is_no_sound(recorded: Path) -> None:
    loaded = content.load(recorded)
    assert [fault.file for fault in loaded.refused] == ["stops/the-mill/ar.recording.mp3"]
