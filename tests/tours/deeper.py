"""The tiny tour with a deeper piece: what the wheel was made of, told with the mill."""

from pathlib import Path

TOML = """\
number = 4
deeper_of = "the-mill"
kind = "on-site"
access = "open"

[place]
ar = "داخل المطحنة"
en = "Inside the mill"
"""
WORDS = {
    "ar": "# خشب العجلة\n\nصُنعت العجلة من خشب التوت.\n",
    "en": '+++\nstate = "draft"\n+++\n\n# The wood of the wheel\n\nThe wheel was made of mulberry wood.\n',
}


def add_piece(folder: Path) -> Path:
    """Give a copy of the tiny tour stop 4, `the-wheel`, a deeper piece of `the-mill`; the folder."""
    below = folder / "stops" / "the-wheel"
    below.mkdir()
    (below / "stop.toml").write_text(TOML)
    for code, words in WORDS.items():
        (below / f"{code}.md").write_text(words)
    toml = folder / "tour.toml"
    order = '["the-mill", "the-garden", "the-sound-of-water"]'
    toml.write_text(toml.read_text().replace(order, order.replace('"the-garden"', '"the-wheel", "the-garden"')))
    return folder
