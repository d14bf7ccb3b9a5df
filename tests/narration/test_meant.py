"""Which word of a sentence is meant: one case a line."""

from typing import Any

import pytest

from tour.models import Stop, Tour
from tour.narration import Meant, meant

CASES = [
    # sentence, word, the word as it is written there
    ("The gate of Battambang.", "gate", "gate"),
    ("The gate of Battambang.", "Gate", "gate"),
    ("The gate of Battambang.", "gat", None),
    ("The gate of Battambang.", "", None),
    ("The gate of Battambang.", "  ", None),
    ("The gate of Battambang.", "(", None),
    ("A ferry-man’s tam.", "ferry-man's", "ferry-man’s"),
    ("A ferry\u2011man.", "ferry-man", "ferry\u2011man"),
    ("Battambang and tam.", "tam", "tam"),
    ("May came in may.", "may", "may"),
]
KHMER = "\u1794\u17b6\u178f\u17cb\u178a\u17c6\u1794\u1784"


@pytest.fixture
def stop(db: None) -> Stop:
    tour = Tour.objects.create(slug="river", languages=["en", "km"])
    names: dict[str, Any] = {"form_en": "Battambang", "say_en": "bat-tam-bong"}
    names |= {"form_km": KHMER, "say_km": "\u1794-\u178f"}
    tour.lexicon.create(slug="b", **names)
    return Stop.objects.create(tour=tour, slug="gate", number=1)


@pytest.mark.parametrize(("sentence", "word", "written"), CASES)
def test_a_word_that_stands_there_is_meant_before_one_that_is_said_so(
    stop: Stop, sentence: str, word: str, written: str | None
) -> None:
    assert meant(stop, "en", sentence, word) == (written and Meant(written=written))


def test_a_word_of_a_script_without_spaces(stop: Stop) -> None:
    found = Meant(written=KHMER, spoken="\u1794-\u178f")
    sentence = f"\u1791\u17c5{KHMER}\u17d4"
    assert meant(stop, "km", sentence, KHMER) == found
    assert meant(stop, "km", sentence, "\u1794-\u178f") == found
    # It ends inside a cluster, so it is no word of its own, but a part of one.
    assert meant(stop, "km", sentence, "\u178f\u17cb\u178a") == found


def test_a_spoken_form_whose_word_is_not_in_the_sentence_means_nothing(stop: Stop) -> None:
    assert meant(stop, "en", "The gate.", "bat-tam-bong") is None
