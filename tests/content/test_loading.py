"""A folder becomes rows: all of them or none, and a second time none."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from tests.content.conftest import TINY, Edit, everything, tree
from tour import content
from tour.models import Claim, Picture, Route, SpokenForm, Stop, Tour, TranslationRecord, VoiceChoice, words

pytestmark = pytest.mark.django_db


def test_a_tour_comes_whole_into_the_tables() -> None:
    loaded = content.load(TINY)
    tour = Tour.objects.get(slug="old-mill")
    assert (loaded.tour, loaded.changed, loaded.refused) == ("old-mill", 0, ())
    assert tour.languages == ["ar", "en"]
    assert words(tour, "title", "ar") == "المطحنة القديمة"
    assert words(tour, "about", "en").split("\n\n")[1] == "Today people visit it to hear the water."
    assert [(stop.slug, stop.number) for stop in tour.stops.all()] == [
        ("the-mill", 1),
        ("the-garden", 2),
        ("the-sound-of-water", 3),
    ]


def test_a_stop_has_its_facts_its_words_and_its_claims() -> None:
    content.load(TINY)
    mill = Stop.objects.get(slug="the-mill")
    assert (mill.lat, mill.precision_m, mill.radius_m, mill.trigger) == (35.1305, 5, 40, True)
    assert str(mill.surveyed_on) == "2026-03-14"
    assert words(mill, "text", "en").count("\n\n") == 2
    assert words(mill, "place", "ar") == "ضفة النهر"
    assert [(claim.key, sorted(s.key for s in claim.sources.all())) for claim in mill.claims.all()] == [
        ("wheel", ["ledger", "survey"]),
        ("last-flour", ["ledger"]),
    ]
    assert [(form.language, form.written, form.spoken) for form in mill.spoken_forms.all()] == [
        ("en", "wheat", "wheet")
    ]


def test_a_stop_without_a_place_has_none() -> None:
    content.load(TINY)
    assert Stop.objects.get(slug="the-sound-of-water").lat is None


def test_only_a_translation_has_a_record() -> None:
    content.load(TINY)
    records = TranslationRecord.objects.filter(stop__slug="the-mill")
    assert [(record.language, record.state) for record in records] == [("en", "reviewed")]
    assert records.get().changed_at is not None


def test_the_order_of_voices_and_of_a_route_is_kept() -> None:
    content.load(TINY)
    assert list(VoiceChoice.objects.filter(language="en").values_list("voice", flat=True)) == ["gtts", "espeak"]
    steps = Route.objects.get(slug="walk").route_stops.all()
    assert [step.stop.slug for step in steps] == ["the-garden", "the-mill"]


def test_a_picture_lies_in_the_media_folder_under_its_content() -> None:
    content.load(TINY)
    picture = Picture.objects.get()
    stored = Path(settings.MEDIA_ROOT) / "pictures" / picture.file
    assert stored.read_bytes() == (TINY / "stops/the-garden/gate.png").read_bytes()
    assert (picture.width, picture.height) == (24, 16)


def test_loading_twice_changes_nothing() -> None:
    content.load(TINY)
    before = everything()
    again = content.load(TINY)
    assert (again.created, again.changed) == (0, 0)
    assert everything() == before


def test_one_changed_word_changes_one_row(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    edit("stops/the-mill/en.md", "long time", "very long time")
    again = content.load(tiny)
    assert (again.created, again.changed) == (0, 1)
    assert "very long time" in words(Stop.objects.get(slug="the-mill"), "text", "en")


def test_words_taken_out_of_the_folder_leave_the_tables(tiny: Path) -> None:
    content.load(tiny)
    (tiny / "stops/the-mill/en.md").unlink()
    content.load(tiny)
    mill = Stop.objects.get(slug="the-mill")
    assert (words(mill, "title", "en"), words(mill, "text", "en")) == ("", "")
    assert not TranslationRecord.objects.filter(stop=mill).exists()
    assert not SpokenForm.objects.filter(stop=mill).exists()


def test_a_claim_taken_out_leaves_the_tables_and_others_keep_their_rows(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    kept = Claim.objects.get(key="last-flour").pk
    path = tiny / "stops/the-mill/stop.toml"
    text = path.read_text()
    start, end = text.index("[[claims]]"), text.rindex("[[claims]]")
    path.write_text(text[:start] + text[end:])
    content.load(tiny)
    assert Claim.objects.get(stop__slug="the-mill").pk == kept


def test_a_changed_translation_state_is_dated(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    before = TranslationRecord.objects.get(stop__slug="the-mill").changed_at
    edit("stops/the-mill/en.md", '"reviewed"', '"draft"')
    content.load(tiny)
    assert TranslationRecord.objects.get(stop__slug="the-mill").changed_at > before


def _without_the_garden(tiny: Path, edit: Edit) -> None:
    shutil.rmtree(tiny / "stops/the-garden")
    edit("tour.toml", '"the-mill", "the-garden", "the-sound', '"the-mill", "the-sound')
    edit("tour.toml", '["the-garden", "the-mill"]', '["the-mill"]')


def test_a_stop_gone_from_the_folder_is_retired(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    _without_the_garden(tiny, edit)
    content.load(tiny)
    garden = Stop.objects.get(slug="the-garden")
    assert (garden.retired, garden.number) == (True, 2)


def test_the_number_of_a_retired_stop_stays_taken(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    _without_the_garden(tiny, edit)
    content.load(tiny)
    before = everything()
    (tiny / "stops/the-sound-of-water").rename(tiny / "stops/the-weir")
    edit("tour.toml", "the-sound-of-water", "the-weir")
    edit("stops/the-weir/stop.toml", "number = 3", "number = 2")
    with pytest.raises(content.FolderRefused) as refused:
        content.load(tiny)
    fault = refused.value.faults[0]
    assert (fault.file, fault.line) == ("stops/the-weir/stop.toml", 1)
    assert "the-garden" in fault.message
    assert everything() == before


def test_a_retired_stop_comes_back_with_its_number(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    before = tree(tiny)
    _without_the_garden(tiny, edit)
    content.load(tiny)
    for name, body in before.items():
        (tiny / name).parent.mkdir(exist_ok=True)
        (tiny / name).write_bytes(body)
    content.load(tiny)
    assert Stop.objects.get(slug="the-garden").retired is False


def test_a_stop_keeps_the_number_on_its_sign(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    edit("stops/the-mill/stop.toml", "number = 1", "number = 9")
    with pytest.raises(content.FolderRefused, match="cannot become 9"):
        content.load(tiny)


def test_a_new_order_keeps_every_number(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    edit("tour.toml", '"the-mill", "the-garden"', '"the-garden", "the-mill"')
    content.load(tiny)
    assert list(Stop.objects.values_list("slug", "number"))[:2] == [("the-garden", 2), ("the-mill", 1)]


def test_a_failure_halfway_leaves_nothing(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    before = everything()
    monkeypatch.setattr("tour.content.loading.load_routes", broken)
    with pytest.raises(RuntimeError):
        content.load(tiny)
    assert everything() == before


def test_windows_line_ends_are_taken(tiny: Path) -> None:
    content.load(tiny)
    for path in tiny.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    again = content.load(tiny)
    assert (again.created, again.changed) == (0, 0)


def test_two_tours_do_not_touch_one_another(tiny: Path, edit: Edit) -> None:
    content.load(tiny)
    first = everything()["Stop"]
    edit("tour.toml", '"old-mill"', '"new-mill"')
    content.load(tiny)
    assert everything()["Stop"][:3] == first
    assert Stop.objects.count() == 6
