from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.curator.forms import loaded, stored, theirs
from tour.models import Claim, EditDraft, Stop, Tour, give
from tour.operations import scheduling

pytestmark = pytest.mark.usefixtures("told")
OFFER = "Show it"


def thai(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def aside(stop: Stop, language: str = "th") -> str:
    return f"/admin/draft/stop/{stop.pk}/?language={language}"


def client_of(name: str, tour: Tour, **role: Any) -> Client:
    user = User.objects.create(username=name, is_staff=True)
    give(user, **role, tours=[tour])
    client = Client()
    client.force_login(user)
    return client


def test_what_was_typed_and_not_saved_is_offered_and_shown_again(desk: Client, ferry: Stop) -> None:
    fields = loaded(desk, thai(ferry))
    assert desk.post(aside(ferry), fields | {"title_th": "ท่าเรือใหม่"}).status_code == 204
    assert OFFER in desk.get(thai(ferry)).content.decode()
    assert loaded(desk, thai(ferry))["title_th"] == "ท่าเรือ"
    assert loaded(desk, thai(ferry) + "&draft=show")["title_th"] == "ท่าเรือใหม่"
    assert stored(Stop, "title_th") == ("ท่าเรือ",)


def test_saving_drops_the_draft(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)) | {"title_th": "ท่าเรือใหม่"})
    shown = loaded(desk, thai(ferry) + "&draft=show")
    assert desk.post(thai(ferry) + "&draft=show", shown | {"_continue": "Save"}).status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)
    assert not EditDraft.objects.exists()
    assert OFFER not in desk.get(thai(ferry)).content.decode()


def test_a_draft_that_nobody_looked_at_outlives_a_save(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)) | {"text_th": "งานหนึ่งชั่วโมง"})
    overlooked = loaded(desk, thai(ferry))
    assert desk.post(thai(ferry), overlooked | {"place_th": "ริมน้ำ", "_continue": "Save"}).status_code == 302
    assert OFFER in desk.get(thai(ferry)).content.decode()
    shown = loaded(desk, thai(ferry) + "&draft=show")
    assert shown["text_th"] == "งานหนึ่งชั่วโมง"


def test_a_page_that_was_refused_does_not_write_over_a_draft_that_nobody_looked_at(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)) | {"text_th": "งานหนึ่งชั่วโมง"})
    overlooked = loaded(desk, thai(ferry)) | {"title_th": "x" * 201, "_continue": "Save"}
    refused = desk.post(thai(ferry), overlooked).content.decode()
    assert OFFER in refused
    assert "curator/aside" not in refused


def test_the_page_that_kept_a_draft_drops_it_when_it_is_saved_at_last(desk: Client, ferry: Stop) -> None:
    fields = loaded(desk, thai(ferry))
    assert fields["of_draft"] == ""
    # As the page's script does.
    fields |= {"of_draft": "1", "title_th": "x" * 201}
    desk.post(aside(ferry), fields)
    refused = desk.post(thai(ferry), fields | {"_continue": "Save"})
    assert '<input type="hidden" name="of_draft" id="draft-mark" value="1">' in refused.content.decode()
    assert EditDraft.objects.exists()
    assert desk.post(thai(ferry), fields | {"title_th": "ท่า", "_continue": "Save"}).status_code == 302
    assert not EditDraft.objects.exists()


def test_letting_go_drops_the_draft_and_leads_back(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)))
    answer = desk.post(aside(ferry), {"let_go": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, thai(ferry))
    assert not EditDraft.objects.exists()


def test_a_text_that_another_saved_meanwhile_is_not_overwritten_by_a_draft(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)) | {"title_th": "ท่าเรือใหม่"})
    Stop.objects.update(title_th="ท่าเรือเก่า", place_th="ริมน้ำ")
    shown = loaded(desk, thai(ferry) + "&draft=show")
    refused = desk.post(thai(ferry), shown | {"_continue": "Save"})
    assert refused.status_code == 200
    assert theirs(refused.content.decode()) == ["ท่าเรือเก่า"]
    Stop.objects.update(title_th="ท่าเรือ")
    assert desk.post(thai(ferry), shown | {"_continue": "Save"}).status_code == 302
    assert stored(Stop, "title_th", "place_th") == ("ท่าเรือใหม่", "ริมน้ำ")


def test_the_facts_and_the_rows_below_are_kept_too(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran."}
    Claim.objects.create(stop=ferry, key="end", status="context", **text)
    page = f"/admin/tour/stop/{ferry.pk}/change/?language=en"
    typed = {"claims-0-text_en": "It ran until 1998.", "headphones_only": "on", "lat": "12.8"}
    fields = loaded(desk, page)
    desk.post(aside(ferry, "en"), fields | typed)
    shown = loaded(desk, page + "&draft=show")
    assert shown["claims-0-text_en"] == "It ran until 1998."
    assert (shown["headphones_only"], shown["lat"]) == (["on"], "12.8")


def test_a_row_below_that_is_another_by_now_is_not_filled(desk: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran."}
    claim = Claim.objects.create(stop=ferry, key="end", status="context", **text)
    page = f"/admin/tour/stop/{ferry.pk}/change/?language=en"
    desk.post(aside(ferry, "en"), loaded(desk, page) | {"claims-0-text_en": "It ran until 1998."})
    claim.delete()
    Claim.objects.create(stop=ferry, key="other", status="context", **text)
    assert loaded(desk, page + "&draft=show")["claims-0-text_en"] == "It ran."


def test_a_draft_is_its_writer_s_alone(desk: Client, ferry: Stop) -> None:
    desk.post(aside(ferry), loaded(desk, thai(ferry)) | {"title_th": "ท่าเรือใหม่"})
    other = client_of("somchai", ferry.tour, role="translator", languages=["th"])
    page = other.get(thai(ferry) + "&draft=show").content.decode()
    assert OFFER not in page
    assert "ท่าเรือใหม่" not in page
    other.post(aside(ferry), {"let_go": "1"})
    assert EditDraft.objects.count() == 1


def test_only_fields_that_one_may_write_are_kept(ferry: Stop) -> None:
    translator = client_of("somchai", ferry.tour, role="translator", languages=["th"])
    sent = loaded(translator, thai(ferry)) | {"title_th": "x", "title_en": "y", "lat": "1", "claims-0-status": "z"}
    assert translator.post(aside(ferry), sent).status_code == 204
    kept = EditDraft.objects.get().fields
    assert kept["title_th"] == ["x"]
    assert not {"title_en", "lat", "claims-0-status", "csrfmiddlewaretoken"} & kept.keys()
    for language in ("km", "en"):
        assert translator.post(aside(ferry, language), sent).status_code == 403


@pytest.mark.parametrize("table", ["source", "user", "nothing"])
def test_other_tables_have_no_drafts(desk: Client, ferry: Stop, table: str) -> None:
    assert desk.post(f"/admin/draft/{table}/1/", {"loaded": "{}"}).status_code == 404


def test_what_is_no_form_of_the_desk_is_refused(desk: Client, ferry: Stop) -> None:
    assert desk.post(aside(ferry), {"title_th": "x"}).status_code == 400
    assert desk.post(aside(ferry), {"loaded": "{}", "title_th": "x" * 600_000}).status_code == 413
    assert desk.post("/admin/draft/stop/999/", {"loaded": "{}"}).status_code == 404
    assert not EditDraft.objects.exists()


def test_the_scheduler_clears_drafts_of_thirty_days(desk: Client, ferry: Stop) -> None:
    for language, days in (("th", 29), ("km", 31)):
        desk.post(aside(ferry, language), {"loaded": "{}"})
        EditDraft.objects.filter(language=language).update(at=timezone.now() - timedelta(days=days))
    scheduling.tick()
    assert [draft.language for draft in EditDraft.objects.all()] == ["th"]


def test_who_may_only_read_a_page_has_nothing_kept(ferry: Stop) -> None:
    reader = client_of("vanna", ferry.tour, role="publisher")
    assert "/admin/draft/" not in reader.get(thai(ferry)).content.decode()
    assert reader.post(aside(ferry), {"loaded": "{}"}).status_code == 403
