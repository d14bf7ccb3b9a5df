"""A stop's pictures at the desk: added, replaced, moved, removed, put back; and never over somebody else's."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.content.picture_files import corner, from_camera, noise, position, saved
from tests.curator.bad_pictures import WORDS
from tests.curator.forms import loaded
from tour import content, edition
from tour.curator import work
from tour.models import Kiosk, Picture, Stop, give

pytestmark = pytest.mark.usefixtures("told")


def url(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/pictures/"


def add(desk: Client, stop: Stop, body: bytes, name: str = "ferry.jpg", **words: str) -> Any:
    file = SimpleUploadedFile(name, body, "image/jpeg")
    return desk.post(url(stop), {"do": "add", "file": file} | WORDS | words)


def names(stop: Stop) -> list[str]:
    return list(Picture.objects.filter(stop=stop).order_by("position").values_list("name", flat=True))


def rows() -> list[dict[str, Any]]:
    """Every column of every picture, each language's own by name."""
    columns = [field.name for field in Picture._meta.concrete_fields if field.name != "alt"]
    return list(Picture.objects.order_by("position", "pk").values(*columns))


def page(desk: Client, stop: Stop) -> str:
    return str(desk.get(url(stop)).content.decode())


@pytest.fixture
def three(desk: Client, ferry: Stop) -> list[Picture]:
    for width in (100, 110, 120):
        assert add(desk, ferry, saved(corner((width, 90)), "PNG"), f"p{width}.png").status_code == 302
    return list(Picture.objects.order_by("position"))


def about(row: Picture) -> dict[str, str]:
    return {"picture": str(row.pk), "file": row.file}


def test_a_picture_is_added_with_its_words_and_without_its_place(desk: Client, ferry: Stop) -> None:
    body = from_camera(turn=6)
    assert position(body)
    assert add(desk, ferry, body, "IMG 0001.JPG").status_code == 302
    row: Any = Picture.objects.get()
    assert (row.name, row.alt_en, row.credit, row.licence) == ("img-0001.webp", *WORDS.values())
    assert (row.width, row.height, row.position) == (120, 160, 0)
    kept = (Path(settings.MEDIA_ROOT) / "pictures" / row.file).read_bytes()
    assert not position(kept)
    assert Image.open(io.BytesIO(kept)).size == (120, 160)


def test_the_words_are_in_the_tours_source_language(desk: Client, ferry: Stop) -> None:
    ferry.tour.source_language = "th"
    ferry.tour.save()
    add(desk, ferry, from_camera())
    row: Any = Picture.objects.get()
    assert (row.alt_th, row.alt_en or "") == (WORDS["alt"], "")
    assert 'lang="th"' in page(desk, ferry)


def test_the_next_one_comes_after_the_others_under_a_name_of_its_own(desk: Client, three: list[Picture]) -> None:
    add(desk, three[0].stop, saved(noise(), "JPEG"), "p100.jpg")
    assert names(three[0].stop) == ["p100.webp", "p110.webp", "p120.webp", "p100-2.webp"]


def test_the_very_same_picture_is_not_added_twice(desk: Client, ferry: Stop) -> None:
    add(desk, ferry, from_camera())
    answer = add(desk, ferry, from_camera())
    assert "here already" in answer.content.decode()
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "way", "wanted"), [(0, "later", "102"), (2, "earlier", "021"), (2, "first", "201"), (0, "last", "120")]
)
def test_a_picture_is_moved(desk: Client, three: list[Picture], row: int, way: str, wanted: str) -> None:
    shown = ",".join(str(one.pk) for one in three)
    answer = desk.post(url(three[0].stop), {"do": f"{three[row].pk}:{way}", "shown": shown})
    assert answer.status_code == 302
    assert names(three[0].stop) == [three[int(place)].name for place in wanted]


def test_a_picture_is_replaced_and_keeps_its_words(desk: Client, three: list[Picture]) -> None:
    before: Any = three[1]
    file = SimpleUploadedFile("other.jpg", saved(noise(), "JPEG"))
    desk.post(url(before.stop), {"do": "replace", "new-file": file} | about(before))
    after: Any = Picture.objects.get(pk=before.pk)
    assert after.file != before.file
    assert (after.name, after.alt_en, after.credit, after.position) == (before.name, before.alt_en, before.credit, 1)


def test_every_change_can_be_put_back_and_the_putting_back_too(desk: Client, three: list[Picture]) -> None:
    stop = three[0].stop
    Picture.objects.filter(pk=three[1].pk).update(alt_th="เรือ")
    start = rows()
    file = SimpleUploadedFile("other.jpg", saved(noise(), "JPEG"))
    shown = ",".join(str(one.pk) for one in three)
    for change in (
        {"do": "remove"} | about(three[1]),
        {"do": "replace", "new-file": file} | about(three[1]),
        {"do": f"{three[2].pk}:first", "shown": shown},
        {"do": "add", "file": SimpleUploadedFile("new.png", saved(noise((99, 99)), "PNG"))} | WORDS,
    ):
        desk.post(url(stop), change)
        changed = rows()
        assert changed != start
        assert "Put back as before" in page(desk, stop)
        desk.post(url(stop), {"do": "put_back"})
        assert rows() == start
        desk.post(url(stop), {"do": "put_back"})
        assert rows() == changed
        desk.post(url(stop), {"do": "put_back"})


def test_what_somebody_has_changed_since_is_not_overwritten_by_putting_back(
    desk: Client, three: list[Picture]
) -> None:
    stop = three[0].stop
    desk.post(url(stop), {"do": "remove"} | about(three[1]))
    Picture.objects.filter(pk=three[0].pk).update(alt_th="เรือ")
    assert "Put back" not in page(desk, stop)
    answer = desk.post(url(stop), {"do": "put_back"}, follow=True)
    assert "Somebody has changed" in answer.content.decode()
    assert names(stop) == ["p100.webp", "p120.webp"]
    assert "เรือ" in [row["alt_th"] for row in rows()]


@pytest.mark.parametrize("do", ["replace", "remove", "move"])
def test_who_was_slower_changes_nothing(do: str, desk: Client, three: list[Picture]) -> None:
    stop, row = three[0].stop, three[1]
    stale: dict[str, Any] = {"do": do, "new-file": SimpleUploadedFile("x.png", saved(noise((77, 77)), "PNG"))}
    stale |= about(row)
    if do == "move":
        stale |= {"do": f"{row.pk}:first", "shown": ",".join(str(one.pk) for one in three)}
        desk.post(url(stop), {"do": f"{three[0].pk}:last", "shown": stale["shown"]})
    else:
        theirs = SimpleUploadedFile("theirs.png", saved(noise((88, 88)), "PNG"))
        desk.post(url(stop), {"do": "replace", "new-file": theirs} | about(row))
    before = rows()
    answer = desk.post(url(stop), stale, follow=True)
    assert "Somebody has changed these pictures" in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "nonsense"}, {"do": "1:first"}, {"do": "remove"}, {"do": "remove", "picture": "x", "file": "y"},
        {"do": "remove", "picture": "9" * 40}, {"do": "replace", "picture": "1"}, {"do": "put_back"},
        {"do": "remove", "picture": "²"}, {"do": "9:up", "shown": "9"}, {},
    ],
)  # fmt: skip
def test_a_form_that_says_nothing_that_is_there_changes_nothing(
    sent: dict[str, str], desk: Client, ferry: Stop
) -> None:
    add(desk, ferry, from_camera())
    desk.session.flush()
    fresh = Client()
    fresh.force_login(User.objects.get(username="dara"))
    before = rows()
    assert fresh.post(url(ferry), sent).status_code in (200, 302)
    assert rows() == before


def test_a_picture_of_another_stop_is_out_of_reach(desk: Client, three: list[Picture], market: Stop) -> None:
    desk.post(url(market), {"do": "remove"} | about(three[0]))
    assert Picture.objects.count() == 3


def test_kiosks_that_show_it_are_made_anew_and_have_it_again_when_it_is_put_back(
    desk: Client, three: list[Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(work, "renew_site_soon", lambda: asked.append(1))
    kiosk = Kiosk.objects.create(slug="hall", name="Hall", languages=["en"])
    kiosk.pictures.add(three[1])
    desk.post(url(three[0].stop), {"do": "remove"} | about(three[0]))
    assert len(asked) == 1
    desk.post(url(three[0].stop), {"do": "remove"} | about(three[1]))
    assert (len(asked), kiosk.pictures.count()) == (2, 0)
    desk.post(url(three[0].stop), {"do": "put_back"})
    assert (len(asked), kiosk.pictures.count()) == (3, 1)


def test_the_stops_page_shows_its_pictures_and_leads_on_who_may_write(desk: Client, three: list[Picture]) -> None:
    stop = three[0].stop
    change = f"/admin/tour/stop/{stop.pk}/change/"
    body = desk.get(change).content.decode()
    assert all(f"/admin/tour/picture/{one.pk}/file/" in body for one in three)
    assert url(stop) in body
    sok = User.objects.create(username="sok")
    give(sok, "translator", tours=[stop.tour], languages=["th"])
    thai = Client()
    thai.force_login(sok)
    body = thai.get(f"{change}?language=th").content.decode()
    assert f"/admin/tour/picture/{three[0].pk}/file/" in body
    assert url(stop) not in body


def test_the_desk_shows_the_file_itself(desk: Client, three: list[Picture]) -> None:
    answer = desk.get(f"/admin/tour/picture/{three[0].pk}/file/")
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answer.content)).size == (100, 90)


@pytest.mark.parametrize(
    ("field", "empty"), [("alt_en", " "), ("alt_en", "..."), ("credit", " "), ("licence", ""), ("alt_en", "<b>x</b>")]
)
def test_what_must_be_said_cannot_be_taken_out_later(
    field: str, empty: str, desk: Client, three: list[Picture]
) -> None:
    change = f"/admin/tour/picture/{three[0].pk}/change/"
    before = rows()
    assert desk.post(change, loaded(desk, change) | {field: empty, "_continue": "1"}).status_code == 200
    assert rows() == before
    assert desk.post(change, loaded(desk, change) | {field: "A boat", "_continue": "1"}).status_code == 302
    assert rows()[0][field] == "A boat"


def test_nor_on_the_stops_page(desk: Client, three: list[Picture]) -> None:
    change = f"/admin/tour/stop/{three[0].stop.pk}/change/"
    assert desk.post(change, loaded(desk, change) | {"pictures-0-alt_en": " ", "_continue": "1"}).status_code == 200
    assert [row["alt_en"] for row in rows()] == [WORDS["alt"]] * 3


def test_a_translation_of_the_words_may_still_be_missing(desk: Client, three: list[Picture]) -> None:
    change = f"/admin/tour/picture/{three[0].pk}/change/?language=th"
    assert desk.post(change, loaded(desk, change) | {"alt_th": "", "_continue": "1"}).status_code == 302


def test_it_reaches_visitors_and_the_tour_folder_and_comes_back_the_same(
    desk: Client, three: list[Picture], tmp_path: Path
) -> None:
    tour = three[0].stop.tour
    shown = [stop.pictures for stop in edition.pin(tour.slug)[0].stops]
    assert [one.path for one in shown[0]] == [f"pictures/{row.file}" for row in three]
    assert {one.alt for one in shown[0]} == {WORDS["alt"]}
    before = rows()
    content.dump(tour.slug, tmp_path / "river")
    content.load(tmp_path / "river")
    assert rows() == before
