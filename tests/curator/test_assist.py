"""Beside a translation stands what has changed in its source, and what was overlooked."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from tests.curator.conftest import FERRY
from tests.curator.forms import loaded
from tour.curator.words.as_typed import LONGEST_LETTERS
from tour.models import Claim, Kiosk, LexiconEntry, Route, Segment, Stop, Tour, TranslationRecord, source_hash

pytestmark = pytest.mark.usefixtures("told")


def page(desk: Client, stop: Stop, language: str) -> str:
    return str(desk.get(f"/admin/tour/stop/{stop.pk}/change/?language={language}").content.decode())


def edit_source(desk: Client, stop: Stop, **typed: str) -> None:
    url = f"/admin/tour/stop/{stop.pk}/change/?language=en"
    assert desk.post(url, loaded(desk, url) | typed | {"_continue": "Save"}).status_code == 302


def test_the_sources_change_since_the_translation_is_marked(desk: Client, ferry: Stop) -> None:
    assert "What has changed in the source" not in page(desk, ferry, "th")
    edit_source(desk, ferry, text_en="It crossed here until 1998.\n\nPeople waited.")
    edit_source(desk, ferry, text_en="It crossed here until 1999.\n\nPeople waited.")
    shown = page(desk, ferry, "th")
    assert "What has changed in the source since this was translated" in shown
    before, _, after = shown.partition("<del>here.</del><ins>here until 1999.</ins>")
    # Met before the words that it concerns.
    assert 'name="text_th"' in after
    assert "1998" not in before + after.partition("</section>")[0]
    assert "does not have in digits:" in shown


def test_what_was_put_right_shows_no_change_any_more(desk: Client, ferry: Stop) -> None:
    edit_source(desk, ferry, text_en="It crossed here once.\n\nPeople waited.")
    url = f"/admin/tour/stop/{ferry.pk}/change/?language=th"
    desk.post(url, loaded(desk, url) | {"state": "reviewed", "_continue": "Save"})
    assert "What has changed in the source" not in page(desk, ferry, "th")


def test_a_source_that_changed_under_the_translator_shows_its_change(desk: Client, ferry: Stop) -> None:
    url = f"/admin/tour/stop/{ferry.pk}/change/?language=th"
    opened = loaded(desk, url)
    edit_source(desk, ferry, text_en="It crossed here until 1998.\n\nPeople waited.")
    desk.post(url, opened | {"title_th": "ท่า", "_continue": "Save"})
    assert "<del>here.</del><ins>here until 1998.</ins>" in page(desk, ferry, "th")


def test_the_change_is_found_where_a_folder_brought_the_words_between_two_saves(desk: Client, ferry: Stop) -> None:
    edit_source(desk, ferry, title_en="The crossing")
    Stop.objects.update(title_en="The old ferry", text_en="It crossed.\n\nPeople waited.")
    TranslationRecord.objects.update(source_hash=source_hash(Stop.objects.get(), "en"))
    edit_source(desk, ferry, text_en="It sank.\n\nPeople waited.", title_en="The new ferry")
    shown = page(desk, ferry, "th")
    assert "<del>old</del><ins>new</ins>" in shown
    assert "<del>crossed.</del><ins>sank.</ins>" in shown


def test_agreed_names_and_speaking_time_stand_beside_the_words(desk: Client, ferry: Stop) -> None:
    words: dict[str, Any] = {"form_en": "People", "form_th": "ผู้คน"}
    LexiconEntry.objects.create(tour=ferry.tour, slug="people", **words)
    Segment.objects.create(
        key="a" * 64, language="th", voice="x", voice_version="1", text="x" * 10, status="made", duration_ms=1000
    )
    shown = page(desk, ferry, "th")
    assert "ผู้คน</strong>" in shown
    assert "Read aloud in about 0:02." in shown


def test_paragraphs_that_do_not_correspond_are_named(desk: Client, ferry: Stop) -> None:
    assert "should correspond" not in page(desk, ferry, "th")
    Stop.objects.update(text_th="เรือข้ามที่นี่")
    assert "The translation has 1 paragraphs, the source 2." in page(desk, ferry, "th")


def test_the_sources_own_page_has_nothing_beside_it(desk: Client, ferry: Stop) -> None:
    assert "assist-heading" not in page(desk, ferry, "en")


def typed(desk: Client, stop: Stop, **words: str) -> str:
    answer = desk.post(f"/admin/tour/stop/{stop.pk}/as-typed/?language=th", words)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_words_that_are_typed_are_looked_at_and_nothing_is_kept(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_en="It crossed for 40 years.\n\nPeople waited.")
    assert "does not have in digits:</" not in typed(desk, ferry, text_th="เรือข้ามมา 40 ปี\n\nผู้คนรอ")
    shown = typed(desk, ferry, text_th="เรือข้าม")
    assert "does not have in digits: 40" in " ".join(shown.split())
    assert "The translation has 1 paragraphs, the source 2." in shown
    row: Any = Stop.objects.get()
    assert row.text_th == FERRY["text_th"]


def test_words_longer_than_any_stop_are_not_looked_at(desk: Client, ferry: Stop) -> None:
    address = f"/admin/tour/stop/{ferry.pk}/as-typed/?language=th"
    assert desk.post(address, {"text_th": "x" * (LONGEST_LETTERS + 1)}).status_code == 413


def test_a_name_is_marked_in_the_source_with_its_agreed_form_offered_once(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(text_en="People waited. Townspeople left.\n\nThen people came back.")
    words: dict[str, Any] = {"form_en": "people", "form_th": "ผู้คน"}
    LexiconEntry.objects.create(tour=ferry.tour, slug="people", **words)
    shown = page(desk, ferry, "th")
    assert '<span class="sentence"><span class="name">People</span> <button' in shown
    assert '<span class="sentence">Townspeople left.</span>' in shown
    assert '<span class="name">people</span> came back.' in shown
    assert shown.count('class="agreed"') == 1


@pytest.mark.parametrize("table", ["tour", "route", "claim", "stop", "lexiconentry", "kiosk"])
def test_agreed_names_are_marked_in_all_that_a_tour_says(desk: Client, ferry: Stop, table: str) -> None:
    words: dict[str, Any] = {"form_en": "Pailin", "form_th": "ไพลิน"}
    entry = LexiconEntry.objects.create(tour=ferry.tour, slug="pailin", **words)
    said: dict[str, Any] = {"title_en": "To Pailin"}
    Tour.objects.update(**said)
    route = Route.objects.create(tour=ferry.tour, slug="walk", **said)
    claim = Claim.objects.create(stop=ferry, key="end", status="context", text_en="Pailin fell.")  # type: ignore[misc]
    kiosk = Kiosk.objects.create(slug="gate", languages=["en", "th"], attract_en="See Pailin.")  # type: ignore[misc]
    rows: dict[str, Model] = {
        "tour": ferry.tour, "route": route, "claim": claim, "stop": ferry, "lexiconentry": entry, "kiosk": kiosk,
    }  # fmt: skip
    answer = desk.get(f"/admin/tour/{table}/{rows[table].pk}/change/?language=th")
    assert answer.status_code == 200
    # A kiosk stands in no tour, and where a name is agreed on nothing is agreed yet.
    offered = table not in ("lexiconentry", "kiosk")
    assert ('<span class="name">Pailin</span>' in answer.content.decode()) is offered
    assert desk.get(f"/admin/tour/{table}/{rows[table].pk}/change/?language=en").status_code == 200
