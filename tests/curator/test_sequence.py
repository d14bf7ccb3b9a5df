"""Orders as keys: one moved, and two people's joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour.curator.stops.sequence import joined, move, moved, read, written

ORDERS = st.lists(st.integers(1, 30), unique=True, max_size=12).map(tuple)


@pytest.mark.parametrize(
    ("way", "wanted"),
    [("first", (3, 1, 2, 4)), ("earlier", (1, 3, 2, 4)), ("later", (1, 2, 4, 3)), ("last", (1, 2, 4, 3))],
)
def test_a_row_goes_where_its_button_says(way: str, wanted: tuple[int, ...]) -> None:
    assert moved((1, 2, 3, 4), 3, way) == wanted


@given(ORDERS, st.integers(1, 30), st.sampled_from(["first", "earlier", "later", "last"]))
def test_moving_loses_and_doubles_nothing(order: tuple[int, ...], row: int, way: str) -> None:
    assert sorted(moved(order, row, way)) == sorted(order)


@given(ORDERS, ORDERS)
def test_joining_keeps_the_rows_of_now_and_the_wanted_order(wanted: tuple[int, ...], now: tuple[int, ...]) -> None:
    got = joined(wanted, now)
    assert sorted(got) == sorted(now)
    assert [key for key in got if key in wanted] == [key for key in wanted if key in now]


def test_a_row_that_came_meanwhile_follows_the_one_it_follows_now() -> None:
    assert joined((3, 2, 1), (1, 9, 2, 3)) == (3, 2, 1, 9)
    assert joined((3, 2, 1), (9, 1, 2)) == (9, 2, 1)


@pytest.mark.parametrize("text", ["", "a", "1,", ",1", "1,,2", "1,1", "1;2", "-1", "1 2", "١", "9" * 19, "1,2\n"])
def test_what_is_no_order_is_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["", "1", "1:", "1:up", ":first", "1:first ", "a:first", "1:earlier:later"])
def test_what_is_no_move_is_none(text: str) -> None:
    assert move(text) is None


@given(ORDERS)
def test_what_is_written_is_read(order: tuple[int, ...]) -> None:
    assert read(written(order)) == order
