"""Which towns of a locator get their name, and on which side of their dot."""

from collections.abc import Iterable, Iterator

WIDTH, HEIGHT = 640, 440

Point = tuple[float, float]
# Left, top, right, bottom, in pixels.
Box = tuple[float, float, float, float]

_GAP_PX, _LETTER_PX, _HALF_PX, _DOT_PX = 13, 15, 15, 9
# A name nearer to the edge than this looks cut off.
_EDGE_PX = 8
_NOWHERE: tuple[str, Point, Box] = ("", (0, 0), (0, 0, 0, 0))


def town_labels(towns: Iterable[tuple[Point, str]], plate: Box) -> Iterator[dict[str, object]]:
    """Dots and names for the template, first come first served.

    `anchor` is `start` or `end` (beside the dot) or `middle` (above or below it), "" where the name would
    meet the plate, another name or the edge everywhere. A town whose dot lies on another's name is left out.
    """
    taken = [plate]
    for (x, y), name in towns:
        dot = (x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX)
        if any(_meet(dot, box) for box in taken[1:]):
            continue
        anchor, label, box = next((found for found in _places(x, y, len(name)) if _free(found[2], taken)), _NOWHERE)
        taken += [dot, box] if anchor else [dot]
        yield {
            "x": round(x),
            "y": round(y),
            "name": name,
            "label_x": round(label[0]),
            "label_y": round(label[1]) + 9,
            "anchor": anchor,
        }


def _places(x: float, y: float, letters: int) -> Iterator[tuple[str, Point, Box]]:
    """Where a name may stand, best first: anchor, the point it hangs on at half its height, the pixels it takes."""
    width, step = _LETTER_PX * letters, _GAP_PX + _HALF_PX
    for anchor, at, left in (
        ("start", (x + _GAP_PX, y), x + _GAP_PX),
        ("end", (x - _GAP_PX, y), x - _GAP_PX - width),
        ("middle", (x, y - step), x - width / 2),
        ("middle", (x, y + step), x - width / 2),
    ):
        yield anchor, at, (left, at[1] - _HALF_PX, left + width, at[1] + _HALF_PX)


def _free(box: Box, taken: list[Box]) -> bool:
    """Whether a name there is inside the picture and meets nothing."""
    return box[0] >= _EDGE_PX and box[2] <= WIDTH - _EDGE_PX and not any(_meet(box, other) for other in taken)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
