"""An order of rows that people change: one row moved, or all at once; and how two people's orders meet.

Nothing here knows what the rows are: an order is their keys, first to last.
"""

import re
from collections.abc import Sequence

Order = tuple[int, ...]

_KEYS = re.compile(r"\d{1,18}(?:,\d{1,18})*", re.ASCII)
_MOVE = re.compile(r"(\d{1,18}):(first|earlier|later|last)", re.ASCII)


def read(text: str) -> Order:
    """The order that a page sent; empty where it is none, or names a row twice."""
    keys = tuple(int(key) for key in text.split(",")) if _KEYS.fullmatch(text) else ()
    return keys if len(set(keys)) == len(keys) else ()


def written(order: Sequence[int]) -> str:
    """The order as a page carries it."""
    return ",".join(map(str, order))


def move(text: str) -> tuple[int, str] | None:
    """The row and the way that a button names (`12:earlier`); None for anything else."""
    found = _MOVE.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def moved(order: Order, row: int, way: str) -> Order:
    """The order with one row moved; as it was where the row is not in it."""
    if row not in order:
        return order
    rest = [key for key in order if key != row]
    at = order.index(row)
    # Past the end is at the end.
    rest.insert({"first": 0, "earlier": max(0, at - 1), "later": at + 1, "last": len(rest)}[way], row)
    return tuple(rest)


def pressed_next(order: Order, row: int, way: str) -> str:
    """The button to be in focus after a move: the same one again, or its opposite where that leads no further."""
    if row == order[0] and way in ("first", "earlier"):
        way = "later"
    elif row == order[-1] and way in ("later", "last"):
        way = "earlier"
    return f"{row}:{way}"


def joined(wanted: Order, now: Order) -> Order:
    """What is wanted, of the rows there are now: those gone left out, each new one after the row it follows now."""
    there = set(now)
    order = [key for key in wanted if key in there]
    for at, key in enumerate(now):
        if key not in order:
            order.insert(order.index(now[at - 1]) + 1 if at else 0, key)
    return tuple(order)
