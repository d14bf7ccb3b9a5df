import hashlib
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from tour.edition import File, Job
from tour.publishing.compression import expanded
from tour.publishing.making import BadFile, Made, Tally, index, make
from tour.publishing.store import store

KEY = "ab" * 32
TEXT = b"The same words again. " * 100


def made(*files: File, key: str = KEY) -> list[Made]:
    return make(store(), [Job(key=key, make=lambda: files)], Tally())


def page(body: bytes = TEXT, **more: str) -> File:
    return File(url="en/", type="text/html; charset=utf-8", body=body, **more)  # type: ignore[arg-type]


def test_text_gets_both_compressed_forms_which_hold_the_same_bytes() -> None:
    (one,) = made(page())
    assert expanded(store().read(one.br), "br") == expanded(store().read(one.gzip), "gzip") == TEXT
    assert one.br_bytes < one.bytes
    assert one.gzip_bytes < one.bytes


def test_a_form_that_saves_nothing_is_not_kept() -> None:
    (one,) = made(page(b"x"))
    assert (one.br, one.gzip) == ("", "")


def test_sound_is_left_as_it_is() -> None:
    (one,) = made(File(url="x.mp3", type="audio/mpeg", body=bytes(5000)))
    assert (one.br, one.gzip) == ("", "")


def test_a_brotli_form_made_by_the_face_is_used() -> None:
    form = brotli.compress(TEXT, quality=1)
    (one,) = made(File(url="en/", type="text/html", body=TEXT, brotli=form))
    assert store().read(one.br) == form


def test_a_brotli_form_of_another_body_is_refused() -> None:
    with pytest.raises(BadFile, match="not of this body"):
        made(File(url="en/", type="text/html", body=TEXT, brotli=brotli.compress(b"something else")))


def test_the_same_job_is_not_done_again() -> None:
    tally = Tally()
    calls: list[int] = []

    def work() -> tuple[File, ...]:
        calls.append(1)
        return (page(),)

    first = make(store(), [Job(key=KEY, make=work)], tally)
    assert make(store(), [Job(key=KEY, make=work)], tally) == first
    assert (len(calls), tally.jobs, tally.written) == (1, 1, 1)


def test_a_job_is_done_again_when_a_compressed_form_has_vanished() -> None:
    (one,) = made(page())
    store().path(one.br).unlink()
    made(page())
    assert store().holds(one.br, one.br_bytes)


def test_a_damaged_note_is_as_good_as_none() -> None:
    made(page())
    (index() / f"{KEY}.json").write_text("{")
    assert len(made(page())) == 1


def test_a_key_that_is_no_hash_never_becomes_a_path() -> None:
    with pytest.raises(BadFile, match="hex digits"):
        made(page(), key="../../outside")


def test_an_address_that_names_other_bytes_is_refused() -> None:
    with pytest.raises(BadFile, match="does not hold the bytes"):
        made(File(url=f"files/{'0' * 32}.css", type="text/css", body=TEXT))


def test_a_track_is_taken_from_the_media_folder() -> None:
    track = Path(settings.MEDIA_ROOT) / "tracks" / "a.webm"
    track.parent.mkdir()
    track.write_bytes(b"sound")
    name = hashlib.sha256(b"sound").hexdigest()
    (one,) = made(File(url=f"files/{name[:32]}.webm", type="audio/webm", path="tracks/a.webm", pack="opus"))
    assert (one.sha256, one.bytes, one.pack) == (name, 5, "opus")


def test_a_track_that_was_changed_behind_its_name_is_refused() -> None:
    track = Path(settings.MEDIA_ROOT) / "a.webm"
    track.write_bytes(b"another sound")
    name = hashlib.sha256(b"sound").hexdigest()
    with pytest.raises(BadFile, match="does not hold the bytes"):
        made(File(url=f"files/{name[:32]}.webm", type="audio/webm", path="a.webm"))


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "missing.webm"])
def test_a_path_outside_the_media_folder_or_to_nothing_is_refused(path: str) -> None:
    with pytest.raises(BadFile):
        made(File(url="x.webm", type="audio/webm", path=path))


def test_many_files_are_all_made() -> None:
    jobs = [
        Job(key=f"{n:016x}", make=lambda n=n: (File(url=f"{n}/", type="text/html", body=b"%d" % n * 99),))  # type: ignore[misc]
        for n in range(200)
    ]
    tally = Tally()
    assert {one.url for one in make(store(), jobs, tally)} == {f"{n}/" for n in range(200)}
    assert tally.written == 200
