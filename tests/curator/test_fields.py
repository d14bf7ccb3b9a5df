"""Rights on fields: what a forged form tries to save besides is not saved."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.curator.forms import loaded, stored
from tour.curator.access import may, within
from tour.curator.words import one_language
from tour.models import Claim, SpokenForm, Stop, Tour, TranslationRecord, give

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def sok(tour: Tour) -> User:
    """A translator of this tour's Thai."""
    user = User.objects.create(username="sok")
    give(user, "translator", tours=[tour], languages=["th"])
    return user


@pytest.fixture
def thai(sok: User) -> Client:
    client = Client()
    client.force_login(sok)
    return client


def page(stop: Stop, language: str = "") -> str:
    return f"/admin/tour/stop/{stop.pk}/change/" + (f"?language={language}" if language else "")


def test_a_translator_saves_the_words_of_their_language(thai: Client, ferry: Stop, sok: User) -> None:
    url = page(ferry, "th")
    assert thai.post(url, loaded(thai, url) | {"title_th": "ท่า", "_continue": "1"}).status_code == 302
    assert stored(Stop, "title_th") == ("ท่า",)
    assert TranslationRecord.objects.get().changed_by == sok


def test_what_a_forged_form_adds_is_not_saved(thai: Client, ferry: Stop) -> None:
    before = stored(Stop, "lat", "number", "trigger", "access", "retired", "title_en", "text_en", "title_km")
    url = page(ferry, "th")
    forged = {"lat": "12.8", "lng": "102.6", "number": "99", "access": "closed", "retired": "on", "title_en": "x",
              "text_en": "x", "title_km": "x", "trigger": "on", "slug": "x", "tour": "1"}  # fmt: skip
    assert thai.post(url, loaded(thai, url) | forged | {"title_th": "ท่า", "_continue": "1"}).status_code == 302
    assert stored(Stop, "title_th") == ("ท่า",)
    assert stored(Stop, "lat", "number", "trigger", "access", "retired", "title_en", "text_en", "title_km") == before


@pytest.mark.parametrize("language", ["", "en", "km", "fr"])
def test_the_form_of_another_language_is_refused(thai: Client, ferry: Stop, language: str) -> None:
    fields = loaded(thai, page(ferry, "th")) | {"title_en": "x", "title_km": "x", "lat": "1", "lng": "1"}
    assert thai.post(page(ferry, language), fields).status_code == 403
    assert stored(Stop, "title_en", "title_km", "lat") == ("The ferry", None, None)


def test_the_source_is_shown_to_a_translator_and_has_nothing_to_fill_in(thai: Client, ferry: Stop) -> None:
    body = thai.get(page(ferry)).content.decode()
    assert "<p>It crossed here.</p>" in body
    assert loaded(thai, page(ferry)).keys() <= {"csrfmiddlewaretoken"} | {
        name for name in loaded(thai, page(ferry)) if name.endswith("_FORMS")
    }
    assert "Upload a person" not in body


def test_a_translator_chooses_among_their_languages_alone(thai: Client, ferry: Stop) -> None:
    assert thai.get(page(ferry, "th")).context["beside"].codes == ("en", "th")
    assert thai.get(page(ferry, "km")).context["beside"].language == "en"


def test_control_without_the_question_at_saving_a_wider_form_would_save_more(
    thai: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is one wall, the question at saving another: with a form too wide it refuses."""
    monkeypatch.setattr(one_language.OneLanguageAdmin, "has_change_permission", lambda *_a, **_k: True)
    fields = loaded(thai, page(ferry)) | {"lat": "1", "lng": "1", "_continue": "1"}
    assert thai.post(page(ferry), fields).status_code == 403
    assert stored(Stop, "lat") == (None,)
    monkeypatch.setattr(one_language, "demand", lambda *_a, **_k: None)
    assert thai.post(page(ferry), fields).status_code == 302
    assert stored(Stop, "lat") == (1.0,)


def test_rows_below_a_stop_follow_its_page(thai: Client, ferry: Stop) -> None:
    text: dict[str, Any] = {"text_en": "It ran.", "text_km": "ខ្មែរ"}
    Claim.objects.create(stop=ferry, key="end", status="context", **text)
    url = page(ferry, "th")
    typed = {"claims-0-text_th": "วิ่ง", "claims-0-text_en": "x", "claims-0-status": "disputed",
             "spoken_forms-0-written": "ไพลิน", "spoken_forms-0-spoken": "ไพ ลิน",
             "spoken_forms-0-language": "km"}  # fmt: skip
    thai.post(url, loaded(thai, url) | typed | {"_continue": "1"})
    assert stored(Claim, "text_th", "text_en", "text_km", "status") == ("วิ่ง", "It ran.", "ខ្មែរ", "context")
    assert SpokenForm.objects.get().language == "th"


def test_lists_show_ones_own_tours(thai: Client, ferry: Stop) -> None:
    hill = Tour.objects.create(slug="hill", languages=["en", "th"])
    Stop.objects.create(tour=hill, slug="chapel", number=1)
    body = thai.get("/admin/tour/stop/").content.decode()
    assert "ferry" in body or "The ferry" in body
    assert "chapel" not in body
    assert "hill" not in body
    assert "hill" not in thai.get("/admin/").content.decode()
    assert "tour=hill" not in body


def test_the_first_page_shows_ones_own_languages(thai: Client, ferry: Stop) -> None:
    body = thai.get("/admin/").content.decode()
    assert "?language=th" in body
    assert "?language=km" not in body
    assert "/publish/" not in body


def test_a_curator_adds_stops_to_their_own_tours_alone(tour: Tour) -> None:
    hill = Tour.objects.create(slug="hill", languages=["en"])
    user = User.objects.create(username="c")
    give(user, "curator", tours=[tour])
    client = Client()
    client.force_login(user)
    named = {"slug": "x", "number": "9", "position": "1", "_save": "1"}
    assert client.post("/admin/tour/stop/add/", named | {"tour": str(hill.pk)}).status_code == 200
    assert not Stop.objects.exists()
    assert client.post("/admin/tour/stop/add/", named | {"tour": str(tour.pk)}).status_code == 302
    foreign = Stop.objects.create(tour=hill, slug="chapel", number=1)
    claim = {"stop": str(foreign.pk), "key": "k", "status": "context"}
    assert client.post("/admin/tour/claim/add/", claim).status_code == 200
    assert not Claim.objects.exists()


def test_who_reviews_without_a_change_is_kept_beside_who_wrote(
    thai: Client, sok: User, ferry: Stop, desk: Client, curator: User
) -> None:
    url = page(ferry, "th")
    thai.post(url, loaded(thai, url) | {"title_th": "ท่า", "state": "draft", "_continue": "1"})
    desk.post(url, loaded(desk, url) | {"state": "reviewed", "_continue": "1"})
    record = TranslationRecord.objects.get()
    assert (record.changed_by, record.reviewed_by) == (sok, curator)


def test_the_function_answers_by_field(sok: User, tour: Tour) -> None:
    assert may(sok, "write", tour=tour, field="title_th")
    for field in ("title_en", "title_km", "lat", "languages", "nonsense"):
        assert not may(sok, "write", tour=tour, field=field)
    assert may(sok, "translate") and may(sok, "see", tour=tour) and may(sok, "see", tour=tour, language="en")  # noqa: PT018
    assert not may(sok, "translate", tour=tour, language="en")
    assert not may(sok, "publish")
    assert not may(User(username="new"), "see")


def test_without_tours_only_an_administrator_has_all(tour: Tour) -> None:
    for role in ("translator", "curator", "publisher"):
        user = User.objects.create(username=role)
        give(user, role, languages=["th"])
        assert not may(user, "see")
        assert not within(user, Tour.objects.all(), "pk").exists()
    user = User.objects.create(username="a")
    give(user, "administrator")
    assert may(user, "people")
    assert within(user, Tour.objects.all(), "pk").exists()
    user.is_active = False
    assert not may(user, "see")
