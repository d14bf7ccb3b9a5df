"""What a translator may have overlooked is named; what is right in another script's way is not."""

from typing import Any

from tour.models import LexiconEntry, Tour
from tour.readiness import hints, terms_of

PAILIN = [("Pailin", "ប៉ៃលិន", False), ("Route 10", "ផ្លូវលេខ ១០", True)]


def test_a_number_in_khmer_digits_is_the_same_number() -> None:
    assert hints("Some 60,000 people fled in 1994.", "មនុស្ស ៦០.០០០ នាក់ភៀសខ្លួននៅឆ្នាំ ១៩៩៤។", []).numbers == ()
    assert hints("Some 60,000 people fled in 1994.", "មនុស្ស ៦.០០០ នាក់ភៀសខ្លួននៅឆ្នាំ ១៩៩៤។", []).numbers == ("60,000",)


def test_a_translation_that_is_not_there_lacks_no_number() -> None:
    assert hints("In 1994.", "", []).numbers == ()


def test_agreed_names_of_the_source_are_looked_for_in_the_translation() -> None:
    found = hints("Pailin lies on Route 10.", "ប៉ៃលិន", PAILIN).terms
    assert [(term.source, term.used, term.unverified) for term in found] == [
        ("Pailin", True, False),
        ("Route 10", False, True),
    ]


def test_a_name_inside_another_word_is_not_that_name() -> None:
    assert hints("A pailing fence.", "", PAILIN).terms == ()


def test_the_longest_name_comes_first_and_unverified_forms_are_marked(tour: Tour) -> None:
    for slug, form, agreed in (("t", "Treng", "ត្រែង"), ("n", "Preah Vihear", "ព្រះវិហារ")):
        words: dict[str, Any] = {"form_en": form, "form_km": agreed}
        LexiconEntry.objects.create(tour=tour, slug=slug, unverified=["km"] if slug == "t" else [], **words)
    assert terms_of(tour, "km") == [("Preah Vihear", "ព្រះវិហារ", False), ("Treng", "ត្រែង", True)]
