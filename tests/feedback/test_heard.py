import datetime
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.feedback.conftest import Send, listened
from tour.feedback.heard import OLDEST_DAYS
from tour.models import Heard, Stop


def rows() -> list[tuple[Any, ...]]:
    return list(Heard.objects.order_by("language", "day").values_list("language", "plays", "ends", "left"))


def test_listening_is_summed_by_stop_language_and_day(send: Send, ferry: Stop) -> None:
    first = send("heard", {"heard": [listened(plays=2, ends=1, left={"1": 1}), listened(language="km")]})
    second = send("heard", {"heard": [listened(plays=3, left={"1": 2, "0": 1})]})
    assert (first.status_code, second.status_code) == (204, 204)
    assert rows() == [("en", 5, 1, {"1": 3, "0": 1}), ("km", 1, 0, {})]


def test_one_batch_may_name_a_row_twice(send: Send, ferry: Stop) -> None:
    send("heard", {"heard": [listened(), listened(ends=1)]})
    assert rows() == [("en", 2, 1, {})]


@pytest.mark.parametrize(
    "unknown",
    [
        {"tour": "elsewhere"},
        {"stop": "bridge"},
        {"language": "th"},
        {"day": "1999-12-31"},
        {"day": "2999-01-01"},
        {"plays": 0},
    ],
    ids=str,
)
def test_what_is_not_ours_is_dropped_quietly_and_the_rest_is_kept(
    send: Send, ferry: Stop, unknown: dict[str, object]
) -> None:
    assert send("heard", {"heard": [listened(**unknown), listened(language="km")]}).status_code == 204
    assert rows() == [("km", 1, 0, {})]


def test_a_phone_that_comes_home_weeks_later_is_counted_on_its_day(send: Send, ferry: Stop) -> None:
    day = timezone.localdate() - datetime.timedelta(days=OLDEST_DAYS)
    send("heard", {"heard": [listened(day=str(day))]})
    assert Heard.objects.get().day == day


def test_a_batch_is_kept_whole_or_not_at_all(send: Send, ferry: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    from tour.feedback import heard

    add, calls = heard._add, []

    def breaks(stop_id: int, item: Any) -> None:
        calls.append(item)
        if len(calls) == 2:
            raise IntegrityError
        add(stop_id, item)

    monkeypatch.setattr(heard, "_add", breaks)
    with pytest.raises(IntegrityError):
        send("heard", {"heard": [listened(), listened(language="km")]})
    assert rows() == []


def test_a_batch_of_sixty_costs_one_look_for_stops(
    send: Send, ferry: Stop, django_assert_max_num_queries: Any
) -> None:
    days = [str(timezone.localdate() - datetime.timedelta(days=n)) for n in range(20)]
    batch = [listened(day=day, language=code) for day in days for code in ("en", "km", "zh-hans")]
    # Each row: look, (savepoint, insert, release), add.
    with django_assert_max_num_queries(4 + 5 * 60):
        assert send("heard", {"heard": batch}).status_code == 204
    assert Heard.objects.count() == 60
