"""Whatever the desk keeps of a tour can be loaded again from its folder; what a folder refuses, the desk refuses."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.curator.forms import loaded, stored
from tour import content, readiness
from tour.curator import work
from tour.models import Claim, Route, Source, Stop, Tour, TranslationRecord, column, source_hash, words

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "speak_soon", lambda: None)


def page(stop: Stop, language: str = "en") -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language={language}"


def sent(desk: Client, url: str, **typed: str) -> Any:
    return desk.post(url, loaded(desk, url) | {"_continue": "1"} | typed)


def faults(folder: Path) -> list[str]:
    content.dump("river", folder)
    return [str(fault) for fault in content.check(folder)]


# Everyday doings, none of which makes a fault: the language of the page, and what is typed there.
EVERYDAY: list[tuple[str, dict[str, str]]] = [
    ("en", {"text_en": "It crossed here.\r\n\r\nPeople waited.\r\n\r\nIt sank."}),
    ("en", {"text_en": "It crossed here."}),
    ("en", {"text_en": ""}),
    ("en", {"title_en": ""}),
    ("en", {"text_en": "It crossed\u2028here.\x0bPeople waited."}),
    ("en", {"text_en": "+++\r\n\r\nIt crossed.", "title_en": ""}),
    ("en", {"text_en": "1 < 2 and 3 > 2; a <3; number #1\r\n\r\n+ \\ \" ''' \"\"\" [x]"}),
    ("en", {"title_en": "#1, the ferry", "place_en": "# \\ \"bank\"", "safety_en": "# Keep\r\n\r\n# off"}),
    ("en", {"coordinate_note": "GPS\r\n20 minutes", "lat": "12.5", "lng": "102.5", "precision_m": "100000"}),
    ("en", {"date_from": "1979-01", "date_to": "1979", "number": "9999", "radius_m": "100000"}),
    ("en", {"claims-0-text_en": "It sank.", "claims-0-status": "context"}),
    ("en", {"minor": "on", "text_en": "It crossed there.\r\n\r\nPeople waited."}),
    ("th", {"text_th": "เรือ", "state": "draft"}),
    ("th", {"text_th": "เรือ\r\n\r\nคน", "state": "reviewed"}),
    ("th", {"text_th": "", "title_th": ""}),
    ("th", {"spoken_forms-0-written": "[a] = \"b\" # c", "spoken_forms-0-spoken": "\\d"}),
    ("km", {"title_km": "ទូក"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "typed"), EVERYDAY, ids=[repr(one[1])[:40] for one in EVERYDAY])
def test_what_the_desk_takes_can_be_loaded_again(
    desk: Client, ferry: Stop, tmp_path: Path, language: str, typed: dict[str, str]
) -> None:
    assert sent(desk, page(ferry, language), **typed).status_code == 302
    assert faults(tmp_path / "river") == []
    before = {code: words(Stop.objects.get(), "title", code) for code in ("en", "th", "km")}
    content.load(tmp_path / "river")
    assert {code: words(Stop.objects.get(), "title", code) for code in ("en", "th", "km")} == before
    assert content.difference(tmp_path / "river").nothing


# What a folder would refuse: the language of the page, the field, what is typed there, words of the refusal.
REFUSED = [
    ("en", "text_en", "It <b>crossed</b> here.", "holds the tag &lt;b&gt;"),
    ("en", "text_en", "It crossed.\r\n\r\n#1 was here.", "cannot begin with “#”"),
    ("en", "text_en", "It\x07 crossed.", "U+0007"),
    ("en", "title_en", "The <i>ferry", "holds the tag &lt;i&gt;"),
    ("en", "place_en", "River\nbank", "must stand on one line"),
    ("en", "safety_en", "Keep <i>out</i>", "holds the tag &lt;i&gt;"),
    ("en", "coordinate_note", '<a href="x">map</a>', "holds the tag"),
    ("en", "date_from", "spring", "“spring” is not a date"),
    ("en", "date_to", "1978-13", "“1978-13” is not a date"),
    ("en", "radius_m", "200000", "too far"),
    ("en", "precision_m", "100001", "too far"),
    ("en", "number", "10000", "from 1 to 9999"),
    ("en", "claims-0-text_en", "It <b>sank", "holds the tag &lt;b&gt;"),
    ("th", "text_th", "# เรือ", "cannot begin with “#”"),
    ("th", "spoken_forms-0-written", "a<b>", "holds the tag &lt;b&gt;"),
    ("th", "spoken_forms-0-spoken", "<!--", "holds the tag"),
]


@pytest.mark.parametrize(("language", "field", "typed", "said"), REFUSED)
def test_what_a_folder_would_refuse_is_refused_at_its_field_and_kept_there(
    desk: Client, ferry: Stop, language: str, field: str, typed: str, said: str
) -> None:
    beside = {"claims-0-status": "context"} if field.startswith("claims") else {}
    beside |= {"spoken_forms-0-written": "a", "spoken_forms-0-spoken": "b"} if field.startswith("spoken") else {}
    before = stored(Stop, *(one.name for one in Stop._meta.concrete_fields))
    answer = sent(desk, page(ferry, language), **(beside | {field: typed}))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert stored(Stop, *(one.name for one in Stop._meta.concrete_fields)) == before
    found = next(one for one in forms_of(answer) if field in {one.add_prefix(name) for name in one.fields})
    assert [one for one in found.errors if found.add_prefix(one) == field]
    assert found[field.rpartition("-")[2]].value() == typed


def forms_of(answer: Any) -> list[Any]:
    below = [form for one in answer.context["inline_admin_formsets"] for form in one.formset.forms]
    return [answer.context["adminform"].form, *below]


def test_the_end_of_a_story_before_its_beginning_is_refused(desk: Client, ferry: Stop) -> None:
    answer = sent(desk, page(ferry), date_from="1979", date_to="1978-12")
    assert "before the beginning" in answer.content.decode()


@pytest.mark.parametrize("state", ["reviewed", "as-before"])
def test_a_review_needs_as_many_paragraphs_as_its_source(desk: Client, ferry: Stop, state: str) -> None:
    Stop.objects.filter(pk=ferry.pk).update(**{column("text", "en"): "One.\n\nTwo.\n\nThree."})
    answer = sent(desk, page(ferry, "th"), state=state)
    assert "This has 2 paragraphs, English has 3" in answer.content.decode()
    assert TranslationRecord.objects.get().source_hash != source_hash(Stop.objects.get(), "en")


def test_a_paragraph_more_is_no_minor_edit(desk: Client, ferry: Stop) -> None:
    answer = sent(desk, page(ferry), minor="on", text_en="It crossed here.\n\nPeople waited.\n\nIt sank.")
    assert "There are more paragraphs than before" in answer.content.decode()


def test_a_new_stop_without_words_is_loaded_and_cannot_be_published(desk: Client, ferry: Stop, tmp_path: Path) -> None:
    named = {"tour": str(ferry.tour_id), "slug": "new-one", "number": "77", "position": "9", "_save": "1"}
    assert desk.post("/admin/tour/stop/add/", named).status_code == 302
    assert faults(tmp_path / "river") == []
    Tour.objects.all().delete()
    content.load(tmp_path / "river")
    assert Stop.objects.get(slug="new-one").number == 77
    assert any("Stop 77 lacks its title or its text" in one for one in readiness.of("river").in_the_way)


def test_a_new_tour_without_words_can_be_loaded_again(desk: Client, tmp_path: Path) -> None:
    named = {"slug": "river", "source_language": "en", "languages": ["en", "km"], "_save": "1"}
    assert desk.post("/admin/tour/tour/add/", named).status_code == 302
    assert faults(tmp_path / "river") == []


def test_a_tour_is_offered_in_the_language_in_which_it_is_told(desk: Client, tour: Tour) -> None:
    url = f"/admin/tour/tour/{tour.pk}/change/?language=en"
    answer = desk.post(url, loaded(desk, url) | {"languages": ["km"], "_continue": "1"})
    assert "must be among the languages" in answer.content.decode()
    assert stored(Tour, "languages") == (["en", "km", "th"],)


def test_the_small_tables_refuse_html_too(desk: Client, ferry: Stop) -> None:
    route = Route.objects.create(tour=ferry.tour, slug="walk")
    claim = Claim.objects.create(stop=ferry, key="end", status="context")
    for url, field in (
        (f"/admin/tour/tour/{ferry.tour_id}/change/?language=en", "advisory_en"),
        (f"/admin/tour/route/{route.pk}/change/?language=en", "summary_en"),
        (f"/admin/tour/claim/{claim.pk}/change/?language=en", "attribution"),
    ):
        assert "holds the tag" in sent(desk, url, **{field: "<p>x"}).content.decode()


def test_a_source_is_a_page_on_the_web(desk: Client, tour: Tour) -> None:
    typed = {"tour": str(tour.pk), "key": "s", "title": "T", "url": "ftp://example.org/", "_save": "1"}
    assert "must be a web address" in desk.post("/admin/tour/source/add/", typed).content.decode()
    assert not Source.objects.exists()


def test_a_translators_file_with_html_is_refused_whole(desk: Client, ferry: Stop) -> None:
    url = "/admin/tour/river/translation/th/"
    file = desk.get("/admin/tour/river/translation/th.po").content.decode()
    for typed, said in (("เรือ <b>ข้าม</b>", "holds the tag"), ("#1 เรือ", "cannot begin with")):
        body = file.replace("เรือข้ามที่นี่", typed).encode()
        answer = desk.post(url, {"file": SimpleUploadedFile("river.th.po", body)})
        assert said in answer.content.decode()


def test_points_with_html_are_refused(desk: Client, ferry: Stop) -> None:
    body = b"number,title,lat,lng,note\n3,,12.85,102.6,<b>x\n10000,Hill,1,2,\n"
    answer = desk.post("/admin/tour/river/points/", {"file": SimpleUploadedFile("p.csv", body)}).content.decode()
    assert "row 2: “note” holds the tag &lt;b&gt;" in answer
    assert "row 3: “number” must be from 1 to 9999." in answer
