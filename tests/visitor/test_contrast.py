"""The palettes of ground.css: every pair of text and ground that may meet, in light and in dark."""

import re
from pathlib import Path

import pytest

from tour import client, visitor

STATIC = Path(visitor.__file__).parent / "static" / "visitor"
GROUND = Path(client.__file__).parent / "static" / "client" / "ground.css"
GROUNDS = ("paper", "card", "spoken")
# (ink, the grounds it stands on)
TEXT = {
    "ink": GROUNDS,
    "second": ("paper", "card"),
    "ruby": ("paper", "card"),
    "sapphire": ("paper", "card"),
    "warn": ("paper", "card"),
    "paper": ("ruby", "ink"),
}
LEAST, LEAST_MARK = 7.0, 3.0


def _palettes() -> dict[str, dict[str, str]]:
    """Colours by name, in light and dark."""
    light, dark = re.findall(r":root \{(.*?)\}", GROUND.read_text(), re.DOTALL)
    found = {}
    for scheme, text in (("light", light), ("dark", dark)):
        found[scheme] = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", text))
    return found


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_seven_times(scheme: str) -> None:
    colours = _palettes()[scheme]
    pairs = {(ink, ground): _contrast(colours[ink], colours[ground]) for ink, on in TEXT.items() for ground in on}
    assert {pair: ratio for pair, ratio in pairs.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_beside_the_spoken_sentence_is_seen(scheme: str) -> None:
    colours = _palettes()[scheme]
    assert _contrast(colours["ruby"], colours["paper"]) >= LEAST_MARK
    assert _contrast(colours["ruby"], colours["spoken"]) >= LEAST_MARK


def test_both_palettes_name_the_same_colours_and_no_other_sheet_brings_one() -> None:
    palettes = _palettes()
    assert palettes["light"].keys() == palettes["dark"].keys()
    for sheet in STATIC.glob("*.css"):
        text = re.sub(r":root \{.*?\}|url\(.*?\)", "", sheet.read_text(), flags=re.DOTALL)
        assert re.findall(r"#[0-9a-f]{3,8}\b(?![\w-]*[ {,:])", text) == [], sheet.name


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    assert round(_contrast("#000000", "#ffffff"), 2) == 21
    assert round(_contrast("#777777", "#ffffff"), 2) == 4.48
