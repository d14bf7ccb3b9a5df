"""A translator's file says which texts are stale; a stop is up to date again only when all of them were put right."""

from dataclasses import replace

import pytest

from tests.content.exchange.test_exchange import TITLE, fates, sent, stored, translated
from tour.content import exchange
from tour.content.exchange import Unit
from tour.models import Claim, Stop, TextVersion, Tour, TranslationRecord, keep_made_from, left_behind, source_hash
from tour.readiness import words_state

BOTH = pytest.mark.parametrize("kind", ["po", "xliff"])
STALE = "stop/ferry/text/2"


def unmarked(units: tuple[Unit, ...], *names: str) -> tuple[Unit, ...]:
    """The file after its translator took the mark off these texts."""
    return tuple(replace(unit, fuzzy=unit.fuzzy and unit.name not in names) for unit in units)


def take_in(tour: Tour, units: tuple[Unit, ...]) -> dict[str, str]:
    return fates(exchange.take_in(tour, "th", units, by=None, write=True))


def state() -> str:
    return words_state(Stop.objects.get(), "th", "en")


@BOTH
def test_what_is_stale_goes_out_marked(kind: str, tour: Tour, stale: Stop) -> None:
    assert [unit.name for unit in sent(kind, tour) if unit.fuzzy] == [STALE]


def test_the_file_has_the_words_that_a_stale_text_was_made_from(tour: Tour, stale: Stop) -> None:
    po, xliff = (
        exchange.write_file(kind, exchange.units(tour, "th"), tour="river", source="en", target="th").decode()
        for kind in ("po", "xliff")
    )
    assert '#, fuzzy\n#| msgid "People waited."\nmsgctxt "stop/ferry/text/2"' in po
    assert '<target state="needs-review-translation">ผู้คนรอ</target>' in xliff
    assert '<target state="translated">เรือข้ามที่นี่</target>' in xliff


@BOTH
def test_without_a_history_all_of_a_stale_stop_is_marked(kind: str, tour: Tour, stale: Stop) -> None:
    TextVersion.objects.all().delete()
    assert [unit.name for unit in sent(kind, tour) if unit.fuzzy] == [TITLE, "stop/ferry/text/1", STALE]


@BOTH
@pytest.mark.parametrize("known", [True, False], ids=["history", "none"])
def test_another_text_changed_leaves_the_stop_stale(kind: str, known: bool, tour: Tour, stale: Stop) -> None:
    if not known:
        TextVersion.objects.all().delete()
    found = take_in(tour, translated(sent(kind, tour), stop__ferry__title="ท่า"))
    assert (found[TITLE], found[STALE]) == ("taken", "still-stale")
    assert state() == "stale"


@BOTH
def test_a_mark_taken_off_puts_right_words_that_stay(kind: str, tour: Tour, stale: Stop) -> None:
    file = unmarked(sent(kind, tour), STALE)
    assert take_in(tour, file)[STALE] == "put-right"
    assert state() == "draft"
    assert stored(stale, "text_th") == ("เรือข้ามที่นี่\n\nผู้คนรอ",)
    assert take_in(tour, file)[STALE] == "same"


@pytest.mark.parametrize("marked", [True, False])
def test_changed_words_are_put_right_even_where_the_mark_was_left(marked: bool, tour: Tour, stale: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__text__2="ผู้คนรอนาน")
    assert take_in(tour, file if marked else unmarked(file, STALE))[STALE] == "taken"
    assert state() == "draft"


def test_a_stop_is_up_to_date_only_when_all_of_its_stale_texts_were_put_right(tour: Tour, stale: Stop) -> None:
    TextVersion.objects.all().delete()
    file = translated(sent("po", tour), stop__ferry__text__2="ผู้คนรอนาน")
    found = take_in(tour, unmarked(file, TITLE))
    assert (found[TITLE], found["stop/ferry/text/1"], found[STALE]) == ("still-stale", "still-stale", "taken")
    assert state() == "stale"
    found = take_in(tour, unmarked(file, TITLE, "stop/ferry/text/1"))
    assert set(found.values()) >= {"put-right"}
    assert state() == "draft"


def test_looking_puts_nothing_right(tour: Tour, stale: Stop) -> None:
    file = unmarked(sent("po", tour), STALE)
    assert fates(exchange.take_in(tour, "th", file, by=None, write=False))[STALE] == "put-right"
    assert state() == "stale"


def test_a_file_from_before_the_sources_change_puts_nothing_right(tour: Tour, ferry: Stop) -> None:
    file = translated(sent("po", tour), stop__ferry__title="ท่า")
    Stop.objects.update(text_en="It crossed here.\n\nPeople waited for hours.")
    take_in(tour, file)
    assert state() == "stale"


def test_what_the_source_says_no_more_is_for_the_desk_to_put_right(tour: Tour, stale: Stop) -> None:
    Stop.objects.update(text_en="It crossed here.")
    file = sent("po", tour)
    take_in(tour, unmarked(file, *(unit.name for unit in file)))
    assert state() == "stale"


def test_a_guess_of_the_translators_program_is_no_translation(tour: Tour, ferry: Stop) -> None:
    file = tuple(replace(unit, target="ทาย", fuzzy=True) if not unit.target else unit for unit in sent("po", tour))
    assert set(take_in(tour, file).values()) == {"same", "untranslated"}


def test_what_a_file_changed_nobody_has_reviewed(tour: Tour, stale: Stop, admin_user: object) -> None:
    TranslationRecord.objects.update(reviewed_by=admin_user)
    take_in(tour, unmarked(sent("po", tour), STALE))
    record = TranslationRecord.objects.get()
    assert (record.state, record.reviewed_by) == ("draft", None)


def test_a_stop_that_is_translated_file_by_file_is_not_stale(tour: Tour, ferry: Stop) -> None:
    TranslationRecord.objects.all().delete()
    Stop.objects.update(title_th="", text_th="", place_en="River bank")
    take_in(tour, translated(sent("po", tour), stop__ferry__title="ท่า"))
    both = {"stop__ferry__text__1": "เรือข้าม", "stop__ferry__text__2": "ผู้คนรอ"}
    take_in(tour, translated(sent("po", tour), **both))
    assert state() == "draft"


CLAIM = "stop/ferry/claim/end/text"


@pytest.fixture
def left(tour: Tour, ferry: Stop) -> tuple[Tour, Claim]:
    """The tour's own words and a claim in Thai, whose English was changed at the desk since."""
    claim = Claim.objects.get()
    rows: list[tuple[Tour | Claim, dict[str, str], str, str]] = [
        (tour, {"title_th": "แม่น้ำ", "about_th": "หนึ่ง\n\nสอง"}, "about", "One.\n\nTwo and a half."),
        (claim, {"text_th": "ถึงปี 1998"}, "text", "It ran until 1999."),
    ]
    for row, words, field, now in rows:
        keep_made_from(row, {"th": source_hash(row, "en")})
        kept = {"table": row._meta.model_name, "row": row.pk, "field": field, "language": "en"}
        TextVersion.objects.create(text=getattr(row, f"{field}_en"), **kept)
        TextVersion.objects.create(text=now, **kept)
        for name, text in {f"{field}_en": now, **words}.items():
            setattr(row, name, text)
        row.save()
    return tour, claim


def behind(row: Tour | Claim) -> bool:
    return left_behind(type(row)._default_manager.get(pk=row.pk), "th", "en")


@BOTH
def test_stale_claims_and_own_words_go_out_marked(kind: str, left: tuple[Tour, Claim]) -> None:
    assert [unit.name for unit in sent(kind, left[0]) if unit.fuzzy] == ["tour/about/2", CLAIM]
    assert [unit.before for unit in exchange.units(left[0], "th") if unit.fuzzy] == ["Two.", "It ran until 1998."]


@BOTH
def test_they_are_put_right_by_new_words_or_a_mark_taken_off(kind: str, left: tuple[Tour, Claim]) -> None:
    tour, claim = left
    file = translated(sent(kind, tour), stop__ferry__claim__end__text="ถึงปี 1999")
    assert take_in(tour, file)[CLAIM] == "taken"
    assert (behind(tour), behind(claim)) == (True, False)
    tour = Tour.objects.get()
    assert take_in(tour, unmarked(sent(kind, tour), "tour/about/2"))["tour/about/2"] == "put-right"
    assert not behind(tour)


def test_another_of_the_tours_words_leaves_them_stale(left: tuple[Tour, Claim]) -> None:
    tour, _claim = left
    assert take_in(tour, translated(sent("po", tour), tour__title="แม่น้ำใหญ่"))["tour/title"] == "taken"
    assert behind(tour)


def test_a_file_of_an_older_source_puts_right_neither(tour: Tour, ferry: Stop) -> None:
    claim = Claim.objects.get()
    for row, words in ((tour, {"title_th": "แม่น้ำ"}), (claim, {"text_th": "ถึงปี 1998"})):
        type(row)._default_manager.filter(pk=row.pk).update(made_from={"th": source_hash(row, "en")}, **words)
    tour.refresh_from_db()
    file = translated(sent("po", tour), tour__title="จากไฟล์", stop__ferry__claim__end__text="จากไฟล์")
    Tour.objects.update(title_en="The long river")
    Claim.objects.update(text_en="It ran until 1999.")
    tour.refresh_from_db()
    found = take_in(tour, file)
    assert (found["tour/title"], found[CLAIM]) == ("old-source", "old-source")
    assert (behind(tour), behind(claim)) == (True, True)


def test_a_first_translation_is_held_against_its_source_from_then_on(tour: Tour, ferry: Stop) -> None:
    take_in(tour, translated(sent("po", tour), stop__ferry__claim__end__text="ถึงปี 1998"))
    claim = Claim.objects.get()
    assert claim.made_from == {"th": source_hash(claim, "en")}
