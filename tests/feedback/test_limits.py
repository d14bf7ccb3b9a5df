import pytest

from tests.feedback.conftest import Send, listened, narrow, report
from tour.feedback import limits
from tour.feedback.limits import HEARD, MISTAKE, Limit, Rate
from tour.models import Mistake, Stop


def limit(clock: list[float], *, burst: int = 2, every_s: float = 60, site: int = 1000) -> Limit:
    return Limit(address=Rate(burst=burst, every_s=every_s), site=Rate(burst=site, every_s=60), clock=lambda: clock[0])


def test_a_bucket_lets_a_burst_through_and_then_one_at_a_time() -> None:
    clock = [1000.0]
    one = limit(clock)
    assert [one.wait_s("a") for _ in range(3)] == [0, 0, 60]
    clock[0] += 59.5
    assert one.wait_s("a") == 1
    clock[0] += 0.5
    assert [one.wait_s("a"), one.wait_s("a")] == [0, 60]


def test_one_address_does_not_empty_the_bucket_of_another() -> None:
    one = limit([0.0], burst=1)
    assert [one.wait_s("a"), one.wait_s("a"), one.wait_s("b")] == [0, 60, 0]


def test_the_whole_site_has_a_bucket_too() -> None:
    one = limit([0.0], site=3)
    assert [one.wait_s(str(n)) > 0 for n in range(4)] == [False, False, False, True]


def test_a_refused_one_costs_nothing() -> None:
    clock = [0.0]
    one = limit(clock, burst=1)
    for _ in range(50):
        one.wait_s("a")
    clock[0] += 60
    assert one.wait_s("a") == 0


def test_no_address_is_kept_and_the_salt_lives_a_day() -> None:
    clock = [0.0]
    one = limit(clock)
    one.wait_s("8.8.4.4")
    [first] = one._full_at
    assert b"8.8.4.4" not in first
    clock[0] += 86_400
    one.wait_s("8.8.4.4")
    [second] = one._full_at
    assert second != first


def test_memory_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_ADDRESSES", 50)
    one = limit([0.0], site=10_000)
    for n in range(500):
        one.wait_s(str(n))
    assert len(one._full_at) <= 50


def test_too_many_reports_are_told_when_to_come_again(
    send: Send, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch, MISTAKE, 2)
    answers = [send("mistake", report(note=str(n))) for n in range(3)]
    assert [answer.status_code for answer in answers] == [204, 204, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert Mistake.objects.count() == 2
    other = send("mistake", report(note="mine"), headers={"X-Forwarded-For": "198.51.100.9"})
    assert other.status_code == 204


def test_control_without_the_forwarded_address_everyone_behind_the_proxy_is_lumped_together(
    send: Send, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch, HEARD, 1)
    monkeypatch.setattr("tour.feedback.answers.client_address", lambda remote, *_: remote)
    bodies = {"heard": [listened()]}
    got = [send("heard", bodies, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in (1, 2)]
    assert got == [204, 429]
