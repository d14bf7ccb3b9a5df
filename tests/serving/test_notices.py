"""`/notices.json` as phones ask for it: without Django, without a database, never from a stale copy."""

import json
from pathlib import Path

from pytest_django.fixtures import Settings

from tests.serving.conftest import Visitor
from tests.serving.server import granian
from tour.publishing import notices_path
from tour.publishing.notices import Notices, Told, TourNotices, write_notices

CLOSED = Told(stop="pailin-gate", closes=True, since="2026-11-24T07:05:00Z", words={"en": "Shut."})


def write() -> None:
    tours = {"walk": TourNotices(source="en", notices=(CLOSED,))}
    write_notices(Notices(made="2026-11-24T07:05:00Z", tours=tours))


def test_before_the_first_notice_an_empty_one_is_answered(ask: Visitor) -> None:
    reply = ask("/notices.json")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/json")
    assert json.loads(reply.body) == {"schema": 1, "made": "", "tours": {}}
    assert ask.to_django == []


def test_a_change_is_answered_at_the_next_request_and_only_then(ask: Visitor) -> None:
    before = ask("/notices.json")
    assert ask("/notices.json", if_none_match=before.headers["ETag"]).status == 304
    write()
    after = ask("/notices.json", if_none_match=before.headers["ETag"])
    assert after.status == 200
    assert json.loads(after.body)["tours"]["walk"]["notices"][0]["closes"] is True
    assert after.headers["Cache-Control"] == "no-cache"


def test_head_tells_the_same_without_the_body(ask: Visitor) -> None:
    write()
    whole, head = ask("/notices.json"), ask("/notices.json", "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)


def test_a_file_that_cannot_be_read_is_never_taken_for_all_is_open(ask: Visitor) -> None:
    notices_path().mkdir()
    assert ask("/notices.json").status == 503


def test_it_is_served_with_the_database_gone(released: str, settings: Settings, tmp_path: Path) -> None:
    write()
    with granian(Path(settings.MEDIA_ROOT), DATABASE_URL=f"sqlite:///{tmp_path / 'gone.sqlite3'}") as server:
        response, body = server.get("/notices.json")
        assert (response.status, b"pailin-gate" in body) == (200, True)
        # The control: what needs the database does not work.
        assert server.get("/admin/login/", method="POST")[0].status != 200
