"""A stop's number stays once a sign may carry it, and is nobody else's; a new stop goes to the end of the story."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from tests.curator.forms import loaded
from tour import content, publishing
from tour.models import Stop, Tour

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def released(ferry: Stop, market: Stop) -> Stop:
    """The ferry, which a release has as number 3."""
    publishing.publish("river")
    return ferry


def page(stop: Stop) -> str:
    return f"/admin/tour/stop/{stop.pk}/change/?language=en"


def save(desk: Client, stop: Stop, **typed: str) -> Any:
    return desk.post(page(stop), loaded(desk, page(stop)) | typed | {"_continue": "Save"})


def add(desk: Client, tour: Tour, **typed: str) -> Any:
    return desk.post("/admin/tour/stop/add/", {"tour": tour.pk, "loaded": "", "position": "", **typed})


def wrong(answer: Any) -> list[str]:
    return list(answer.context["adminform"].form.errors.get("number", []))


def numbers() -> dict[str, int]:
    return dict(Stop.objects.values_list("slug", "number"))


def test_a_number_that_no_release_has_may_be_changed(desk: Client, ferry: Stop) -> None:
    assert save(desk, ferry, number="5").status_code == 302
    assert numbers() == {"ferry": 5}


def test_a_number_of_a_release_is_shown_with_the_reason_and_stays(desk: Client, released: Stop) -> None:
    shown = desk.get(page(released))
    assert shown.context["adminform"].form["number"].field.disabled
    assert "signs carry it" in shown.content.decode()
    assert save(desk, released, number="800", title_en="Landing").status_code == 302
    assert numbers() == {"ferry": 3, "market": 7}
    now: Any = Stop.objects.get(slug="ferry")
    assert now.title_en == "Landing"


def test_a_stop_that_was_renamed_keeps_its_number_too(desk: Client, released: Stop) -> None:
    assert save(desk, released, slug="landing").status_code == 302
    save(desk, released, number="800")
    assert numbers()["landing"] == 3


def test_a_number_of_a_release_is_given_to_no_other(desk: Client, released: Stop, tour: Tour) -> None:
    Stop.objects.filter(pk=released.pk).update(number=800)
    other = Stop.objects.create(tour=tour, slug="mill", number=9, position=9)
    said = ["The number 3 is that of “ferry” on a sign, and stays so. Take another."]
    assert wrong(save(desk, other, number="3")) == said
    assert wrong(add(desk, tour, slug="well", number="3")) == said
    # Its own it may have back.
    assert save(desk, released, number="3").status_code == 302
    assert numbers() == {"ferry": 3, "market": 7, "mill": 9}


def test_a_number_of_a_release_gone_back_from_is_kept_as_well(desk: Client, released: Stop, tour: Tour) -> None:
    said: dict[str, Any] = {"title_en": "Mill", "text_en": "Here."}
    mill = Stop.objects.create(tour=tour, slug="mill", number=9, position=9, **said)
    publishing.publish("river")
    publishing.rollback("river")
    save(desk, mill, number="10")
    assert numbers()["mill"] == 9


def test_a_number_of_a_release_is_given_to_no_point_of_a_file(desk: Client, released: Stop) -> None:
    Stop.objects.filter(pk=released.pk).update(number=1)
    Stop.objects.filter(slug="market").update(number=2)
    url = "/admin/tour/river/points/"
    sent = desk.post(
        url, {"file": SimpleUploadedFile("a.csv", b"number,title,lat,lng\n3,The hill,12.85,102.6\n,Well,12.8,102\n")}
    )
    assert "number 3 is that of “ferry” on a sign" in sent.content.decode()
    sent = desk.post(url, {"file": SimpleUploadedFile("a.csv", b"number,title,lat,lng\n,Well,12.8,102\n")})
    desk.post(url, {"confirm": sent.context["token"]})
    assert numbers() == {"ferry": 1, "market": 2, "well": 8}


def test_a_number_of_a_release_is_given_to_no_new_stop_of_a_folder(
    desk: Client, released: Stop, tmp_path: Path
) -> None:
    folder = tmp_path / "river"
    content.dump("river", folder)
    (folder / "stops" / "ferry").rename(folder / "stops" / "mill")
    head = folder / "tour.toml"
    head.write_text(head.read_text("utf-8").replace('"ferry"', '"mill"'), "utf-8")
    Stop.objects.filter(pk=released.pk).update(number=1)
    with pytest.raises(CommandError, match="number 3 is that of “ferry” on a sign"):
        call_command("load", str(folder))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for path in folder.rglob("*"):
            packed.write(path, path.relative_to(tmp_path))
    shown = desk.post("/admin/folder/", {"file": SimpleUploadedFile("river.zip", archive.getvalue())})
    answer = desk.post("/admin/folder/", {"confirm": shown.context["token"]}, follow=True)
    assert "number 3 is that of “ferry” on a sign" in answer.content.decode()
    assert numbers() == {"ferry": 1, "market": 7}


def test_a_new_stop_goes_after_the_last(desk: Client, tour: Tour, ferry: Stop, market: Stop) -> None:
    assert 'name="position"' in desk.get("/admin/tour/stop/add/").content.decode()
    assert add(desk, tour, slug="well", number="9").status_code == 302
    assert add(desk, tour, slug="mill", number="10", position="1").status_code == 302
    assert [one.slug for one in Stop.objects.order_by("position", "number")] == ["ferry", "mill", "market", "well"]
    hill = Tour.objects.create(slug="hill", languages=["en"])
    add(desk, hill, slug="top", number="1")
    assert Stop.objects.get(slug="top").position == 0


def test_the_next_stop_is_the_next_number_at_an_equal_position(desk: Client, ferry: Stop, market: Stop) -> None:
    Stop.objects.update(position=2)
    fields = loaded(desk, page(ferry)) | {"_next": "1"}
    assert desk.post(page(ferry), fields).headers["Location"] == page(market)
