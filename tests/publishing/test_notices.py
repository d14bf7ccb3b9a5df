"""The live notices: what the tables say reaches one small file at once, whole or not at all, and heals."""

import errno
import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.publishing.fakes import FakeVisitor
from tour import publishing
from tour.models import Notice, Stop, Tour
from tour.operations import scheduling
from tour.publishing import notices as notices_file

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mill() -> Stop:
    tour = Tour.objects.create(slug="river", languages=["en", "km", "th"])
    return Stop.objects.create(tour=tour, slug="the-mill", number=4)


def close(stop: Stop, **words: Any) -> Notice:
    return Notice.objects.create(tour=stop.tour, stop=stop, closes=True, **words)


def warn(tour: Tour, **words: Any) -> Notice:
    return Notice.objects.create(tour=tour, **words)


def told() -> dict[str, Any]:
    return dict(json.loads(publishing.notices_path().read_bytes()))


def test_a_closing_is_told_with_all_its_words(mill: Stop) -> None:
    close(mill, text_en="A bridge is down.", text_th="สะพานพัง", text_fr="Pas une langue de ce parcours.")
    warn(mill.tour, text_en="Storm tonight.")
    assert publishing.renew_notices()
    assert told()["schema"] == 1
    assert told()["made"].endswith("Z")
    assert told()["tours"]["river"]["source"] == "en"
    closing, warning = told()["tours"]["river"]["notices"]
    assert (closing["stop"], closing["closes"]) == ("the-mill", True)
    assert closing["words"] == {"en": "A bridge is down.", "th": "สะพานพัง"}
    assert (warning["stop"], warning["closes"], warning["words"]) == ("", False, {"en": "Storm tonight."})


def test_what_has_ended_is_told_no_more_and_kept_in_the_table(mill: Stop) -> None:
    close(mill)
    publishing.renew_notices()
    Notice.objects.update(ended_at=timezone.now())
    assert publishing.renew_notices()
    assert told()["tours"] == {}
    assert Notice.objects.count() == 1


def test_the_same_word_is_not_written_twice(mill: Stop) -> None:
    close(mill)
    publishing.renew_notices()
    before = publishing.notices_path().stat().st_ino
    assert not publishing.renew_notices()
    assert publishing.notices_path().stat().st_ino == before


def test_a_site_without_notices_has_its_file_after_the_first_look(db: None) -> None:
    assert publishing.renew_notices()
    assert told()["tours"] == {}


def test_a_writer_killed_before_the_rename_leaves_the_old_word_and_the_scheduler_mends_it(mill: Stop) -> None:
    publishing.renew_notices()
    before = publishing.notices_path().read_bytes()
    close(mill)

    class Killed(BaseException):
        """As SIGKILL, nothing after it runs but this process's own cleaning."""

    def kill(*_: Any) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", kill)
        with pytest.raises(Killed):
            publishing.renew_notices()
    # The control: without the scheduler's look the phones go on hearing that all is open.
    assert publishing.notices_path().read_bytes() == before
    scheduling.tick()
    assert told()["tours"]["river"]["notices"][0]["closes"]


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_takes_nothing_is_said_and_leaves_the_old_word(
    mill: Stop, fault: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing.renew_notices()
    before = publishing.notices_path().read_bytes()
    close(mill)

    def full(_: int) -> None:
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(publishing.NoticesUnwritten):
            publishing.renew_notices()
        scheduling.tick()  # says so in the log, and goes on with its other work
    assert publishing.notices_path().read_bytes() == before
    assert [path.name for path in publishing.notices_path().parent.glob("notices*")] == ["notices.json"]
    assert publishing.renew_notices()


def test_what_was_not_written_as_meant_never_takes_its_place(mill: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing.renew_notices()
    before = publishing.notices_path().read_bytes()
    close(mill)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path)[:-1] if path.suffix == ".tmp" else read(path))
    with pytest.raises(publishing.NoticesUnwritten):
        publishing.renew_notices()
    assert read(publishing.notices_path()) == before


@pytest.mark.parametrize("damage", [b"", b"{", b'{"schema": 1}', b"<html>", b'{"made": "", "tours": {"river": 3}}'])
def test_a_damaged_or_lost_file_is_mended(mill: Stop, damage: bytes) -> None:
    close(mill)
    publishing.renew_notices()
    whole = told()["tours"]
    publishing.notices_path().write_bytes(damage)
    scheduling.tick()
    assert told()["tours"] == whole
    publishing.notices_path().unlink()
    scheduling.tick()
    assert told()["tours"] == whole


def test_of_two_writers_the_later_tells_both_changes(mill: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Stop.objects.create(tour=mill.tour, slug="the-weir", number=5)
    writing, go_on = threading.Event(), threading.Event()
    write = notices_file.write_notices

    def slowly(notices: notices_file.Notices) -> None:
        writing.set()
        assert go_on.wait(10)
        write(notices)

    close(mill)
    monkeypatch.setattr("tour.publishing.noticing.write_notices", slowly)

    def first() -> None:
        publishing.renew_notices()
        connection.close()

    def second() -> None:
        publishing.renew_notices()
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert writing.wait(10)
    # Committed while the first holds the lock with what it had read before.
    close(other)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert {one["stop"] for one in told()["tours"]["river"]["notices"]} == {"the-mill", "the-weir"}


def stops_told() -> list[str]:
    return [one["stop"] for one in told()["tours"]["river"]["notices"]]


def test_a_closed_stop_is_told_by_every_name_that_its_pages_have(mill: Stop, visitor: FakeVisitor) -> None:
    Tour.objects.update(title_en="River", languages=["en"])
    Stop.objects.update(title_en="Mill", text_en="Here.")
    for slug in ("the-mill", "the-old-mill", "the-ruin"):
        Stop.objects.update(slug=slug)
        publishing.publish("river", faces=visitor.faces())
    # Renamed once more, and that is not published.
    Stop.objects.update(slug="the-stones")
    closing = close(Stop.objects.get(), text_en="A wall is down.")
    publishing.renew_notices()
    assert stops_told() == ["the-stones", "the-ruin", "the-mill", "the-old-mill"]
    assert {json.dumps(one["words"]) for one in told()["tours"]["river"]["notices"]} == {'{"en": "A wall is down."}'}
    closing.ended_at = timezone.now()
    closing.save()
    publishing.renew_notices()
    assert told()["tours"] == {}


def test_a_damaged_release_keeps_no_closing_back(mill: Stop) -> None:
    publishing.pointer_path().write_text('{"tours": {"river": "' + "0" * 64 + '"}}')
    close(mill)
    publishing.renew_notices()
    assert stops_told() == ["the-mill"]
    publishing.pointer_path().write_text("{")
    publishing.renew_notices()
    assert stops_told() == ["the-mill"]


def test_the_tables_refuse_what_makes_no_sense(mill: Stop) -> None:
    close(mill)
    for wrong in (
        {"stop": mill, "closes": True},
        {"stop": None, "closes": True},
        {"stop": mill, "ended_by": User.objects.create_user("dara")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.create(tour=mill.tour, **wrong)
