"""What phones never send: refused with a plain reason, never an error of ours, never half-done."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feedback.conftest import KEY, Send, listened, report
from tour.feedback.bodies import LARGEST_BYTES
from tour.feedback.limits import Limit
from tour.models import Heard, Mistake, Stop


def batch(**changes: object) -> bytes:
    return json.dumps({"heard": [listened(), listened(**changes)]}).encode()


def told(**changes: object) -> bytes:
    return json.dumps(report(**changes), ensure_ascii=False).encode()


def without(name: str, of: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in of.items() if key != name}


NOT_JSON = [
    b"", b" ", b"{", b"[]", b"null", b"true", b"0", b'"heard"', b"{}", b"\xff\xfe{}", b"\x00", b"a=1&b=2", b"NaN",
    b'{"heard":}', b"[" * 5000, b'{"a":' * 1500, b'{"heard":null}', b'{"heard":{}}', b'{"heard":[]}', b'{"heard":[1]}',
    b'{"heard":[null]}', b'{"heard":[[]]}', b'{"heard":"x"}', b'{"note":1}', b"<html></html>", b'{"heard":[{}]}',
]  # fmt: skip
HEARD = [
    {"plays": -1}, {"plays": 1001}, {"plays": 1.5}, {"plays": "1"}, {"plays": None}, {"plays": True}, {"plays": []},
    {"plays": 10**30}, {"plays": 1e400}, {"ends": -1}, {"ends": 1001}, {"ends": {}}, {"left": []}, {"left": None},
    {"left": {"x": 1}}, {"left": {"-1": 1}}, {"left": {"1000": 1}}, {"left": {"1.5": 1}}, {"left": {"1": -1}},
    {"left": {"1": 1001}}, {"left": {"1": "1"}}, {"left": {"": 1}}, {"left": {str(n): 1 for n in range(201)}},
    {"day": ""}, {"day": "today"}, {"day": "2026-13-01"}, {"day": "2026-02-30"}, {"day": 20260101}, {"day": None},
    {"day": "2026-11-25T10:00:00Z"}, {"tour": ""}, {"tour": "a b"}, {"tour": "../x"}, {"tour": "x" * 51}, {"tour": 1},
    {"tour": "River"}, {"tour": "river\n"}, {"tour": "រ"}, {"stop": None}, {"stop": "'; drop table"}, {"stop": []},
    {"language": "e"}, {"language": "en" * 7}, {"language": "EN"}, {"language": 5}, {"who": "me"}, {"lat": 12.8},
    {"uuid": "c0ffee"}, {"tour": "river\x00"},
]  # fmt: skip
REPORTS = [
    {"note": ""}, {"note": "   \n"}, {"note": "x" * 1001}, {"note": None}, {"note": 5}, {"note": ["x"]},
    {"note": "x\x00"}, {"words": "x" * 1001, "sentence": 1}, {"words": None}, {"words": 3}, {"sentence": 1},
    {"words": "Words."}, {"sentence": 1, "words": "  "}, {"sentence": -1, "words": "x"},
    {"sentence": 1000, "words": "x"}, {"sentence": "1", "words": "x"}, {"sentence": 1.5, "words": "x"},
    {"sentence": 1, "words": "a\x00b"}, {"key": ""}, {"key": "x" * 64}, {"key": KEY.upper()}, {"key": KEY + "a"},
    {"key": None}, {"stop": ""}, {"tour": 7}, {"language": None}, {"email": "me@example.org"}, {"state": "declined"},
    {"at": "2026-01-01"}, {"stop_id": 1},
]  # fmt: skip


def nothing_kept() -> bool:
    return not Heard.objects.exists() and not Mistake.objects.exists()


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies are what is looked at here."""
    monkeypatch.setattr(Limit, "wait_s", lambda self, address: 0)


@pytest.mark.parametrize("body", NOT_JSON, ids=lambda body: repr(body[:20]))
@pytest.mark.parametrize("to", ["heard", "mistake"])
def test_what_is_no_message_of_ours_is_refused(send: Send, ferry: Stop, to: str, body: bytes) -> None:
    answer = send(to, body)
    assert answer.status_code == 400
    assert 0 < len(answer.content) <= 300
    assert nothing_kept()


@pytest.mark.parametrize("wrong", HEARD, ids=lambda wrong: repr(wrong)[:30])
def test_one_wrong_count_refuses_the_whole_batch(send: Send, ferry: Stop, wrong: dict[str, object]) -> None:
    assert send("heard", batch(**wrong)).status_code == 400
    assert nothing_kept()


@pytest.mark.parametrize("wrong", REPORTS, ids=lambda wrong: repr(wrong)[:30])
def test_a_wrong_report_is_refused(send: Send, ferry: Stop, wrong: dict[str, object]) -> None:
    assert send("mistake", told(**wrong)).status_code == 400
    assert nothing_kept()


@pytest.mark.parametrize("name", ["tour", "stop", "language", "day"])
def test_a_count_without_a_part_is_refused(send: Send, ferry: Stop, name: str) -> None:
    assert send("heard", {"heard": [without(name, listened())]}).status_code == 400


@pytest.mark.parametrize("name", ["tour", "stop", "language", "key", "note"])
def test_a_report_without_a_part_is_refused(send: Send, ferry: Stop, name: str) -> None:
    assert send("mistake", without(name, report())).status_code == 400


def test_a_lone_half_of_a_character_is_refused(send: Send, ferry: Stop) -> None:
    assert send("mistake", told(note="@").replace(b"@", b"\\ud800")).status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_only_json_is_read_so_that_another_site_cannot_post_here(send: Send, ferry: Stop, kind: str) -> None:
    assert send("mistake", told(), content_type=kind).status_code == 400
    assert nothing_kept()


def test_sixty_one_rows_are_too_many(send: Send, ferry: Stop) -> None:
    assert send("heard", {"heard": [listened()] * 61}).status_code in {400, 413}


@pytest.mark.parametrize("size", [LARGEST_BYTES + 1, 99_999, 1_000_000])
def test_what_is_too_long_is_not_read(send: Send, ferry: Stop, size: int) -> None:
    answer = send("mistake", told().ljust(size))
    assert (answer.status_code, nothing_kept()) == (413, True)


def test_the_longest_that_may_be_is_read(send: Send, ferry: Stop) -> None:
    assert send("mistake", told(note="រ" * 1000, sentence=2, words="រ" * 1000)).status_code == 204
    assert send("mistake", told().ljust(LARGEST_BYTES)).status_code == 204


def test_a_body_cut_short_is_refused(ferry: Stop) -> None:
    body = told()
    short: dict[str, Any] = {"CONTENT_LENGTH": len(body) + 10, "wsgi.input": io.BytesIO(body)}
    answer = Client().post("/feedback/mistake", body, content_type="application/json", **short)
    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_nothing_but_post_is_answered(ferry: Stop, method: str) -> None:
    for to in ("heard", "mistake"):
        assert getattr(Client(), method)(f"/feedback/{to}").status_code == 405


def test_no_answer_sets_a_cookie_or_depends_on_one(send: Send, ferry: Stop) -> None:
    for answer in (send("heard", batch()), send("mistake", told()), send("mistake", b"{")):
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_without_a_session_no_session_is_looked_for(send: Send, ferry: Stop, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        send("mistake", told(), headers={"Cookie": "sessionid=abc"})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
counts = st.fixed_dictionaries(
    {},
    optional={
        name: anything | st.sampled_from(["river", "ferry", "en", "2026-11-25", 1])
        for name in ("tour", "stop", "language", "day", "plays", "ends", "left", "note", "key", "words", "sentence")
    },
)
bodies = st.binary(max_size=400) | st.builds(
    lambda value: json.dumps(value).encode(),
    anything
    | counts
    | counts.map(lambda one: report() | one)
    | st.lists(counts.map(lambda one: listened() | one), max_size=3).map(lambda many: {"heard": many}),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies, to=st.sampled_from(["heard", "mistake"]))
def test_whatever_comes_is_kept_or_refused_and_never_an_error(send: Send, ferry: Stop, body: bytes, to: str) -> None:
    table = Heard if to == "heard" else Mistake
    before = list(table.objects.order_by("pk").values())
    answer = send(to, body)
    assert answer.status_code in {204, 400}
    if answer.status_code == 400:
        assert list(table.objects.order_by("pk").values()) == before
