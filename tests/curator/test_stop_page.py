from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests.curator.forms import loaded, stored
from tour.models import Claim, Picture, SpokenForm, Stop, TranslationRecord

pytestmark = pytest.mark.usefixtures("told")


def address(stop: Stop, language: str = "") -> str:
    return f"/admin/tour/stop/{stop.pk}/change/" + (f"?language={language}" if language else "")


def save(desk: Client, stop: Stop, language: str = "", **typed: Any) -> Any:
    url = address(stop, language)
    return desk.post(url, loaded(desk, url) | typed | {"_continue": "Save"})


def state(desk: Client, stop: Stop) -> str:
    return str(desk.get(address(stop, "th")).context["cell"].words)


@pytest.fixture
def stale(ferry: Stop) -> Stop:
    Stop.objects.update(text_en="It crossed here until 1998.\n\nPeople waited.")
    return ferry


def test_the_source_stands_read_only_beside_the_words(desk: Client, ferry: Stop) -> None:
    page = desk.get(address(ferry, "th")).content.decode()
    assert '<p><span class="sentence">It crossed here.</span>' in page
    assert 'name="text_en"' not in page
    assert 'name="number"' not in page


def test_changed_words_follow_the_source_from_then_on(desk: Client, stale: Stop, curator: User) -> None:
    assert state(desk, stale) == "stale"
    save(desk, stale, "th", text_th="เรือข้ามที่นี่จนถึงปี 1998")
    assert state(desk, stale) == "draft"
    assert TranslationRecord.objects.get().changed_by == curator


def test_a_stale_translation_stays_stale_while_nobody_says_otherwise(desk: Client, stale: Stop) -> None:
    save(desk, stale, "th")
    assert state(desk, stale) == "stale"
    save(desk, stale, "th", place_th="ริมน้ำ", state="stale")
    assert state(desk, stale) == "stale"


def test_a_reviewer_says_so_without_changing_a_word(desk: Client, stale: Stop) -> None:
    save(desk, stale, "th", state="reviewed")
    assert state(desk, stale) == "reviewed"


def test_a_change_that_alters_nothing_here_leaves_a_reviewed_text_reviewed(desk: Client, stale: Stop) -> None:
    record = TranslationRecord.objects.get()
    save(desk, stale, "th", state="as-before")
    assert state(desk, stale) == "reviewed"
    after = TranslationRecord.objects.get()
    assert (after.changed_at, after.changed_by) == (record.changed_at, record.changed_by)


def test_a_draft_to_which_nothing_changed_stays_a_draft(desk: Client, stale: Stop) -> None:
    TranslationRecord.objects.update(state="draft")
    save(desk, stale, "th", state="as-before")
    assert state(desk, stale) == "draft"


def test_who_changes_words_cannot_say_that_nothing_changed(desk: Client, stale: Stop) -> None:
    answer = save(desk, stale, "th", text_th="เรือข้ามที่นี่จนถึงปี 1998", state="as-before")
    assert "You have changed words." in answer.content.decode()
    assert state(desk, stale) == "stale"
    assert stored(Stop, "text_th") == ("เรือข้ามที่นี่\n\nผู้คนรอ",)


def test_of_words_that_are_not_stale_nobody_says_that_nothing_changed(desk: Client, ferry: Stop) -> None:
    assert 'value="as-before"' not in desk.get(address(ferry, "th")).content.decode()


def test_changed_words_are_a_draft_though_those_before_were_reviewed(desk: Client, ferry: Stop, curator: User) -> None:
    TranslationRecord.objects.update(reviewed_by=curator)
    save(desk, ferry, "th", title_th="ท่า")
    assert state(desk, ferry) == "draft"
    assert TranslationRecord.objects.get().reviewed_by is None


def test_a_save_that_changes_nothing_leaves_the_review_with_its_reviewer(desk: Client, ferry: Stop) -> None:
    other = User.objects.create(username="sokha")
    TranslationRecord.objects.update(reviewed_by=other)
    before = TranslationRecord.objects.get()
    save(desk, ferry, "th")
    after = TranslationRecord.objects.get()
    assert (after.state, after.reviewed_by, after.changed_at) == ("reviewed", other, before.changed_at)


def test_who_reviews_in_the_very_save_is_named_with_the_day(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, "th", title_th="ท่า", state="reviewed")
    page = desk.get(address(ferry, "th")).content.decode()
    assert f"Reviewed by dara, {date_format(timezone.localdate())}." in page
    assert "second person" not in page


def test_of_a_review_that_came_with_a_folder_nobody_is_named(desk: Client, ferry: Stop) -> None:
    page = desk.get(address(ferry, "th")).content.decode()
    assert "A person has read these words" in page
    assert "Reviewed by dara" not in page


def test_words_changed_while_stale_are_no_longer_reviewed_when_the_stop_is_as_before(
    desk: Client, stale: Stop
) -> None:
    save(desk, stale, "th", title_th="ท่า", state="stale")
    save(desk, stale, "th", state="as-before")
    assert state(desk, stale) == "draft"


def test_a_minor_edit_of_the_source_makes_nothing_stale_that_was_not(desk: Client, ferry: Stop) -> None:
    save(desk, ferry, text_en="It crossed here!\n\nPeople waited.", minor="on")
    assert state(desk, ferry) == "reviewed"
    # Control: the same edit without saying so.
    save(desk, ferry, text_en="It crossed here?\n\nPeople waited.")
    assert state(desk, ferry) == "stale"
    # And what is stale already is not called up to date by the next small one.
    save(desk, ferry, text_en="It crossed here.  \n\nPeople waited.", minor="on")
    save(desk, ferry, text_en="It crossed there.\n\nPeople waited.", minor="on")
    assert state(desk, ferry) == "stale"


def test_a_picture_s_words_may_change_beside_a_minor_edit(desk: Client, ferry: Stop) -> None:
    said: dict[str, Any] = {"alt_en": "The ferry"}
    Picture.objects.create(stop=ferry, name="a.jpg", file="x", width=1, height=1, credit="c", licence="l", **said)
    typed = {"text_en": "It crossed here!\n\nPeople waited.", "pictures-0-alt_en": "The old ferry"}
    save(desk, ferry, minor="on", **typed)
    assert stored(Picture, "alt_en") == ("The old ferry",)
    assert state(desk, ferry) == "reviewed"


def test_a_source_that_changes_under_the_translator_shows_as_stale(desk: Client, ferry: Stop) -> None:
    fields = loaded(desk, address(ferry, "th"))
    Stop.objects.update(text_en="It crossed here until 1998.\n\nPeople waited.")
    desk.post(address(ferry, "th"), fields | {"text_th": "ใหม่", "_continue": "Save"})
    assert state(desk, ferry) == "stale"


def test_half_a_translation_is_kept_but_is_no_draft_yet(desk: Client, market: Stop) -> None:
    save(desk, market, "th", title_th="ตลาด")
    assert stored(Stop, "title_th") == ("ตลาด",)
    assert not TranslationRecord.objects.exists()


def test_saving_writes_no_column_that_was_not_changed(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(title="base", title_fr="Le bac")
    save(desk, ferry, "th", title_th="ท่า")
    assert Stop.objects.raw("SELECT * FROM tour_stop")[0].__dict__["title_fr"] == "Le bac"


def test_an_unknown_language_falls_back_to_the_source(desk: Client, ferry: Stop) -> None:
    assert desk.get(address(ferry, "tlh")).context["beside"].language == "en"
    assert desk.get(address(ferry, "fr")).context["beside"].language == "en"


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "٣"])
def test_a_stop_that_is_not_there_leads_home(desk: Client, ferry: Stop, pk: str) -> None:
    assert desk.get(f"/admin/tour/stop/{pk}/change/").status_code == 302


def test_a_trigger_without_a_survey_is_refused_with_what_it_lacks(desk: Client, ferry: Stop) -> None:
    refused = save(desk, ferry, trigger="on", radius_m="20", precision_m="30")
    errors = refused.context["adminform"].form.errors
    assert set(errors) == {"trigger", "lat", "surveyed_on", "radius_m"}
    assert not Stop.objects.get().trigger


def test_a_surveyed_trigger_is_saved_with_its_facts(desk: Client, ferry: Stop) -> None:
    facts = {"trigger": "on", "lat": "12.8", "lng": "102.6", "surveyed_on": "2026-01-05", "precision_m": "5"}
    answer = save(desk, ferry, radius_m="20", content_notes=["war", "landmines"], **facts)
    assert answer.status_code == 302
    stop = Stop.objects.get()
    assert (stop.trigger, sorted(stop.content_notes)) == (True, ["landmines", "war"])


def test_the_words_of_a_claim_are_written_beside_their_source(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran until 1998."}
    Claim.objects.create(stop=ferry, key="end", status="context", **text)
    save(desk, ferry, "th", **{"claims-0-text_th": "วิ่งจนถึงปี 1998"})
    assert stored(Claim, "text_en", "text_th") == ("It ran until 1998.", "วิ่งจนถึงปี 1998")


def test_spoken_forms_belong_to_the_language_of_the_page(desk: Client, ferry: Stop) -> None:
    SpokenForm.objects.create(stop=ferry, language="en", written="Pailin", spoken="Pie-lin")
    save(desk, ferry, "th", **{"spoken_forms-0-written": "ไพลิน", "spoken_forms-0-spoken": "ไพ ลิน"})
    assert set(SpokenForm.objects.values_list("language", "written")) == {("en", "Pailin"), ("th", "ไพลิน")}


def test_the_same_spoken_form_twice_is_refused_in_words(desk: Client, ferry: Stop) -> None:
    SpokenForm.objects.create(stop=ferry, language="th", written="ไพลิน", spoken="ไพ ลิน")
    refused = save(desk, ferry, "th", **{"spoken_forms-1-written": "ไพลิน", "spoken_forms-1-spoken": "อื่น"})
    assert "stands here twice" in refused.content.decode()


def test_save_then_the_next_stop_stays_in_the_language(desk: Client, ferry: Stop, market: Stop) -> None:
    url = address(ferry, "th")
    answer = desk.post(url, loaded(desk, url) | {"_next": "1"})
    assert answer.headers["Location"] == address(market, "th")


def test_a_new_stop_is_named_first_and_then_written(desk: Client, ferry: Stop) -> None:
    url = "/admin/tour/stop/add/"
    named = {"tour": str(ferry.tour_id), "slug": "temple", "number": "9", "position": "4"}
    answer = desk.post(url, loaded(desk, url) | named)
    assert answer.headers["Location"] == address(Stop.objects.get(slug="temple"))


def test_nobody_deletes_a_stop_because_its_number_stands_on_a_sign(desk: Client, ferry: Stop) -> None:
    assert desk.post(f"/admin/tour/stop/{ferry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_retired_stop_can_still_be_opened(desk: Client, ferry: Stop) -> None:
    Stop.objects.update(retired=True)
    assert desk.get(address(ferry)).status_code == 200


def test_retiring_a_stop_tells_beforehand_what_it_does_and_can_be_undone(desk: Client, ferry: Stop) -> None:
    page = f"/admin/tour/stop/{ferry.pk}/change/?language=en"
    assert "Nothing is deleted" in desk.get(page).content.decode()
    desk.post(page, loaded(desk, page) | {"retired": "on", "_continue": "Save"})
    assert Stop.objects.get().retired
    back = loaded(desk, page)
    assert back.pop("retired") == ["on"]
    desk.post(page, back | {"_continue": "Save"})
    row: Any = Stop.objects.get()
    assert (row.retired, row.title_en) == (False, "The ferry")
