"""What a translation leaves out is something to do, and its visitors are told which words are not theirs."""

from typing import Any

import pytest

from tour import edition, readiness
from tour.models import Claim, Route, Stop, Tour, TranslationRecord, source_hash

pytestmark = pytest.mark.usefixtures("answers")
ABSENT = "Visitors read in the source, because it is not translated: {}."


def cell(language: str = "th") -> readiness.Cell:
    (stop,) = readiness.of("river").stops
    return next(cell for cell in stop.cells if cell.language == language)


def follow(stop: Stop) -> None:
    """The Thai says that it follows the source as it is now."""
    now = source_hash(Stop.objects.get(pk=stop.pk), "en")
    TranslationRecord.objects.update(source_hash=now)


def own() -> set[tuple[str, str, str]]:
    return {(one.route, one.language, one.state) for one in readiness.of("river").own}


@pytest.mark.parametrize(("field", "named"), [("safety", "safety"), ("place", "place")])
def test_a_reviewed_translation_without_the_safety_words_or_the_place_is_one_in_part(
    stop: Stop, thai: TranslationRecord, field: str, named: str
) -> None:
    Stop.objects.update(**{f"{field}_en": "Keep to the path."})
    follow(stop)
    assert cell().words == "partial"
    assert cell().why_words == f"A person has read these words against the source. {ABSENT.format(named)}"
    Stop.objects.update(**{f"{field}_th": "อยู่บนทางเดิน"})
    assert cell().words == "reviewed"


def test_a_claim_added_after_the_review_is_to_be_translated(stop: Stop, thai: TranslationRecord) -> None:
    for key in ("end", "toll"):
        Claim.objects.create(stop=stop, key=key, status="context", text_en="It ran.")  # type: ignore[misc]
    assert (cell().words, cell("en").words) == ("partial", "source")
    assert cell().why_words.endswith(ABSENT.format("claim “end”, claim “toll”"))


def test_of_a_stale_translation_it_is_said_besides_and_of_one_that_is_not_there_it_is_not(
    stop: Stop, thai: TranslationRecord
) -> None:
    Stop.objects.update(safety_en="Keep to the path.")
    assert cell().words == "stale"
    assert cell().why_words == f"The source has changed since this was translated. {ABSENT.format('safety')}"
    assert (cell("km").words, ABSENT[:20] in cell("km").why_words) == ("missing", False)


def test_the_tours_and_its_routes_words_that_are_not_there_are_named_with_their_language(tour: Tour) -> None:
    words: dict[str, Any] = {"title_en": "Short", "summary_en": "On paths."}
    route = Route.objects.create(tour=tour, slug="short", **words)
    assert own() == {
        ("", "km", "missing"),
        ("", "th", "missing"),
        ("short", "km", "missing"),
        ("short", "th", "missing"),
    }
    Tour.objects.update(title_th="แม่น้ำ", title_km="ទន្លេ", advisory_en="Mind the mines.", advisory_km="ប្រយ័ត្នមីន")
    Route.objects.update(title_th="สั้น", title_km="ខ្លី", summary_km="លើផ្លូវ")
    assert own() == {("", "th", "partial"), ("short", "th", "partial")}
    Route.objects.update(made_from={"th": "0" * 16})
    assert own() == {("", "th", "partial"), ("short", "th", "stale")}
    assert source_hash(route, "en")


def test_an_edition_names_the_words_that_it_has_from_the_source(stop: Stop) -> None:
    Stop.objects.update(safety_en="Keep to the path.", place_en="River bank", place_th="ริมน้ำ", place_km="មាត់ទន្លេ")
    Tour.objects.update(title_th="แม่น้ำ", advisory_en="Mind the mines.")
    Route.objects.create(tour=stop.tour, slug="short", title_en="Short")  # type: ignore[misc]
    thai, khmer, english = (edition.pin_language("river", code) for code in ("th", "km", "en"))
    assert (thai.in_source, thai.stops[0].in_source, thai.routes[0].in_source) == (
        ("advisory",),
        ("safety",),
        ("title",),
    )
    assert (khmer.in_source, khmer.stops[0].in_source) == (("title", "advisory"), ("safety",))
    assert (english.in_source, english.stops[0].in_source, english.routes[0].in_source) == ((), (), ())
    assert edition.site([(thai, english)]).tours[0].in_source == ()
    assert edition.site([(khmer, english)]).tours[0].in_source == (("km", "title"),)
