"""Which towns of a locator get their name, and on which side of their dot."""

from collections.abc import Iterable, Iterator

WIDTH, HEIGHT = 640, 440

Point = tuple[float, float]
# Left, top, right, bottom, in pixels.
Box = tuple[float, float, float, float]

_GAP_PX, _LETTER_PX, _HALF_PX, _DOT_PX = 13, 14, 15, 9
# A name nearer to the edge than this looks cut off.
_EDGE_PX = 8


def town_labels(towns: Iterable[tuple[Point, str]], plate: Box) -> Iterator[dict[str, object]]:
    """Dots and names for the template, first come first served.

    `anchor` is `start` or `end` (the side of the dot), "" where the name would meet the plate,
    another name or the edge. A town whose dot lies on another's name is left out.
    """
    taken = [plate]
    for (x, y), name in towns:
        dot = (x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX)
        if any(_meet(dot, box) for box in taken[1:]):
            continue
        width = _LETTER_PX * len(name)
        sides = {
            "start": (x + _GAP_PX, y - _HALF_PX, x + _GAP_PX + width, y + _HALF_PX),
            "end": (x - _GAP_PX - width, y - _HALF_PX, x - _GAP_PX, y + _HALF_PX),
        }
        anchor = next((side for side, box in sides.items() if _free(box, taken)), "")
        taken += [dot, sides[anchor]] if anchor else [dot]
        yield {
            "x": round(x),
            "y": round(y),
            "name": name,
            "label_x": round(x - _GAP_PX if anchor == "end" else x + _GAP_PX),
            "label_y": round(y) + 9,
            "anchor": anchor,
        }


def _free(box: Box, taken: list[Box]) -> bool:
    """Whether a name there is inside the picture and meets nothing."""
    return box[0] >= _EDGE_PX and box[2] <= WIDTH - _EDGE_PX and not any(_meet(box, other) for other in taken)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
