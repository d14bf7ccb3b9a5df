import brotli
import pytest

from tests.serving.conftest import Visitor
from tests.serving.made import POLICY, TRACK, TRACK_URL, publish
from tour.publishing import Manifest, read, store

PAGE = "/en/walk/pailin-gate/"


def manifest(sha256: str) -> Manifest:
    return read(store(), sha256)


def test_a_page_is_answered_with_few_headers(ask: Visitor) -> None:
    reply = ask(PAGE)
    assert reply.status == 200
    assert b"en/walk/pailin-gate/" in reply.body
    assert reply.headers["Content-Length"] == str(len(reply.body))
    assert reply.headers["Cache-Control"] == "no-cache"
    assert reply.headers["Content-Security-Policy"] == POLICY
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in reply.headers
    assert sum(len(name) + len(value) + 4 for name, value in reply.headers.items()) < 400


def test_a_page_is_sent_in_the_coding_the_phone_knows(ask: Visitor) -> None:
    whole = ask(PAGE).body
    reply = ask(PAGE, accept_encoding="gzip, deflate, br")
    assert reply.headers["Content-Encoding"] == "br"
    assert reply.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(reply.body) == whole
    assert ask(PAGE, accept_encoding="gzip").headers["Content-Encoding"] == "gzip"


def test_every_coding_has_its_own_tag_and_a_known_tag_is_answered_304(ask: Visitor) -> None:
    tags = {}
    for coding in ("br", "gzip", "identity"):
        tags[coding] = ask(PAGE, accept_encoding=coding).headers["ETag"]
        again = ask(PAGE, accept_encoding=coding, if_none_match=f"W/{tags[coding]}")
        assert (again.status, again.body) == (304, b"")
        assert {"ETag", "Cache-Control", "Vary"} == set(again.headers)
    assert len(set(tags.values())) == 3
    assert ask(PAGE, accept_encoding="br", if_none_match=tags["gzip"]).status == 200


def test_a_date_asked_for_is_not_looked_at(ask: Visitor) -> None:
    assert ask(PAGE, if_modified_since="Tue, 24 Nov 2099 00:00:00 GMT").status == 200


def test_head_is_get_without_the_body(ask: Visitor) -> None:
    for path in (PAGE, "/" + TRACK_URL, "/nowhere", "/", "/healthz", "/walk/1"):
        got, head = ask(path), ask(path, "HEAD")
        assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_done_to_a_file_but_reading_it(ask: Visitor, method: str) -> None:
    reply = ask(PAGE, method)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")
    assert ask.to_django == []


def test_a_track_is_sent_whole_and_for_ever(ask: Visitor) -> None:
    reply = ask("/" + TRACK_URL, accept_encoding="br")
    assert (reply.status, reply.body) == (200, TRACK)
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply.headers["Accept-Ranges"] == "bytes"
    assert reply.headers["Content-Type"] == "audio/webm"
    assert "Vary" not in reply.headers


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(
    ("header", "first", "end"),
    [("bytes=100-199", 100, 200), ("bytes=10000-", 10000, 10240), ("bytes=-10", 10230, 10240)],
)
def test_a_part_of_a_track_is_answered_206(ask: Visitor, header: str, first: int, end: int, warm: bool) -> None:
    if warm:
        ask("/" + TRACK_URL)
    reply = ask("/" + TRACK_URL, range=header)
    assert (reply.status, reply.body) == (206, TRACK[first:end])
    assert reply.headers["Content-Range"] == f"bytes {first}-{end - 1}/10240"
    assert reply.headers["Content-Length"] == str(end - first)


def test_a_part_beyond_the_end_is_answered_416(ask: Visitor) -> None:
    reply = ask("/" + TRACK_URL, range="bytes=10240-")
    assert (reply.status, reply.headers["Content-Range"]) == (416, "bytes */10240")


def test_several_parts_or_a_stale_if_range_give_the_whole(ask: Visitor) -> None:
    tag = ask("/" + TRACK_URL).headers["ETag"]
    assert ask("/" + TRACK_URL, range="bytes=0-1,5-6").status == 200
    assert ask("/" + TRACK_URL, range="bytes=0-1", if_range='"other"').body == TRACK
    assert ask("/" + TRACK_URL, range="bytes=0-1", if_range=tag).status == 206
    assert ask(PAGE, range="bytes=0-1", accept_encoding="br").status == 200


def test_every_file_of_a_release_has_its_content_address(ask: Visitor, released: str) -> None:
    entry = manifest(released).files["en/walk/pailin-gate/"]
    reply = ask(f"/files/{entry.sha256[:32]}.html")
    assert (reply.status, reply.body) == (200, ask(PAGE).body)
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Content-Security-Policy"] == POLICY


def test_only_the_own_extension_opens_a_file(ask: Visitor, released: str) -> None:
    name = manifest(released).files[TRACK_URL].sha256[:32]
    assert ask(f"/files/{name}.html").status == 404
    assert ask(f"/files/{name}").status == 404


def test_what_the_store_keeps_beside_visitors_files_is_not_served(ask: Visitor, released: str) -> None:
    assert store().path(released).exists()
    assert ask(f"/files/{released[:32]}.json").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../current.json",
        "/files/../current.json",
        "/files/../../secret",
        "//en/",
        "/en//walk/",
        "/en/walk/../walk/",
        "/files/%2e%2e/current.json",
        "/en/\x00",
        "/files/",
        "/current.json",
        "/store/made/",
    ],
)
def test_no_path_leads_out_of_the_releases(ask: Visitor, path: str) -> None:
    assert ask(path).status == 404


def test_a_switch_is_followed_at_the_next_request(ask: Visitor) -> None:
    before = ask(PAGE)
    publish("new words")
    after = ask(PAGE)
    assert b"new words" not in before.body
    assert b"new words" in after.body
    assert ask(PAGE, if_none_match=before.headers["ETag"]).status == 200


def test_a_download_that_began_before_a_switch_ends_whole(ask: Visitor, released: str) -> None:
    entry = manifest(released).files["en/walk/pailin-gate/"]
    body = ask(PAGE).body
    publish("new words")
    assert ask(f"/files/{entry.sha256[:32]}.html").body == body


def test_an_unreadable_pointer_changes_nothing(ask: Visitor, settings: object) -> None:
    from tour.publishing import pointer_path

    pointer_path().write_text("{")
    assert ask(PAGE).status == 200
    pointer_path().unlink()
    assert ask(PAGE).status == 200


def test_one_damaged_release_does_not_take_the_others_down(ask: Visitor, released: str) -> None:
    store().path(released).write_text("{")
    fresh = Visitor()
    assert fresh(PAGE).status == 404
    assert fresh("/en/").status == 200
    assert '"status": "no tours yet"' in fresh("/healthz").body.decode()
