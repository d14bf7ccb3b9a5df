from typing import Any

import pytest
from django.test import Client

from tests.curator.forms import loaded, stored, theirs
from tour.curator.saving.guard import GuardedForm
from tour.models import Stop

pytestmark = pytest.mark.usefixtures("told")


def thai(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=th"


def save(desk: Client, stop: Stop, fields: dict[str, Any], **typed: str) -> Any:
    return desk.post(thai(stop), fields | typed | {"_continue": "Save"})


def test_the_second_of_two_writers_is_shown_both_texts_and_overwrites_nothing(desk: Client, ferry: Stop) -> None:
    first, second = loaded(desk, thai(ferry)), loaded(desk, thai(ferry))
    assert save(desk, ferry, first, title_th="ท่าเรือเก่า").status_code == 302
    refused = save(desk, ferry, second, title_th="ท่าเรือใหม่")
    assert refused.status_code == 200
    assert stored(Stop, "title_th") == ("ท่าเรือเก่า",)
    page = refused.content.decode()
    assert 'value="ท่าเรือใหม่"' in page
    assert theirs(page) == ["ท่าเรือเก่า"]


def test_who_has_seen_both_texts_may_save(desk: Client, ferry: Stop) -> None:
    first, second = loaded(desk, thai(ferry)), loaded(desk, thai(ferry))
    save(desk, ferry, first, title_th="ท่าเรือเก่า")
    refused = save(desk, ferry, second, title_th="ท่าเรือใหม่")
    again = second | {"loaded": refused.context["adminform"].form["loaded"].value()}
    assert save(desk, ferry, again, title_th="ท่าเรือใหม่").status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)


def test_edits_of_two_fields_are_both_kept(desk: Client, ferry: Stop) -> None:
    first, second = loaded(desk, thai(ferry)), loaded(desk, thai(ferry))
    save(desk, ferry, first, title_th="ท่าเรือเก่า")
    assert save(desk, ferry, second, place_th="ริมน้ำ").status_code == 302
    assert stored(Stop, "title_th", "place_th") == ("ท่าเรือเก่า", "ริมน้ำ")


def test_two_languages_of_one_stop_do_not_meet(desk: Client, ferry: Stop) -> None:
    khmer = f"/admin/tour/stop/{ferry.pk}/change/?language=km"
    first, second = loaded(desk, thai(ferry)), loaded(desk, khmer)
    save(desk, ferry, first, title_th="ท่าเรือเก่า")
    assert desk.post(khmer, second | {"title_km": "កំពង់", "_continue": "Save"}).status_code == 302
    assert stored(Stop, "title_th", "title_km") == ("ท่าเรือเก่า", "កំពង់")


def test_without_its_hashes_a_form_counts_every_difference(desk: Client, ferry: Stop) -> None:
    fields = loaded(desk, thai(ferry)) | {"loaded": "not json"}
    assert save(desk, ferry, fields, title_th="ท่าเรือใหม่").status_code == 200


def test_control_without_the_guard_the_first_edit_is_lost(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GuardedForm, "_stored", lambda self: {})
    first, second = loaded(desk, thai(ferry)), loaded(desk, thai(ferry))
    save(desk, ferry, first, title_th="ท่าเรือเก่า")
    assert save(desk, ferry, second, title_th="ท่าเรือใหม่").status_code == 302
    assert stored(Stop, "title_th") == ("ท่าเรือใหม่",)
