"""A tour folder goes down and up through the desk; nothing is changed before the curator has seen what will be."""

import io
import os
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from tests.content.conftest import everything
from tests.content.picture_files import noise, saved
from tests.curator.forms import loaded
from tests.curator.test_names import in_khmer
from tour import content
from tour.content.values import StopFolder, TourHead
from tour.curator import work
from tour.curator.releases import folders
from tour.models import Claim, Picture, Stop, Tour, TranslationRecord, words

TINY = Path(__file__).parents[1] / "tours" / "tiny"
URL = "/admin/folder/"
pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "speak_soon", lambda: None)


def archive(*, spoiled: bool = False, other: Mapping[str, bytes] = MappingProxyType({})) -> SimpleUploadedFile:
    """The tiny tour; `other` are files with other bytes, by their names below it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path in TINY.rglob("*"):
            name = path.relative_to(TINY).as_posix()
            if path.is_file() and not (spoiled and path.name == "sources.toml"):
                made.writestr(f"old-mill/{name}", other.get(name) or path.read_bytes())
    return SimpleUploadedFile("old-mill.zip", out.getvalue())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def uploads() -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "uploads").iterdir())


def looked_at(desk: Client) -> Any:
    return desk.post(URL, {"file": archive()})


def test_a_new_tour_is_shown_first_and_loaded_when_confirmed(desk: Client) -> None:
    page = looked_at(desk)
    assert "It makes the new tour “old-mill”" in text(page)
    assert not Tour.objects.exists()
    answer = desk.post(URL, {"confirm": page.context["token"]}, follow=True)
    assert "“old-mill” is loaded" in text(answer)
    assert Stop.objects.count() == 3
    assert uploads() == []


def test_what_has_not_changed_offers_nothing_to_load(desk: Client) -> None:
    content.load(TINY)
    page = text(looked_at(desk))
    assert "Nothing: “old-mill” is just as in this folder already." in page
    assert 'name="confirm"' not in page


def test_another_picture_under_the_same_name_is_named_and_can_be_loaded(desk: Client) -> None:
    content.load(TINY)
    before = Picture.objects.get().file
    page = desk.post(URL, {"file": archive(other={"stops/the-garden/gate.png": saved(noise(), "PNG")})})
    assert 'other files in the place of <bdi dir="ltr">gate.png</bdi>' in text(page)
    desk.post(URL, {"confirm": page.context["token"]})
    assert Picture.objects.get().file != before


def rewrite(desk: Client, stop: Stop, language: str, **typed: str) -> None:
    """Change a stop's words at the desk."""
    url = f"/admin/tour/stop/{stop.pk}/change/?language={language}"
    assert desk.post(url, loaded(desk, url) | {"_continue": "1"} | typed).status_code == 302


def test_words_of_the_desk_that_would_be_replaced_are_named_by_stop_language_day_and_person(desk: Client) -> None:
    content.load(TINY)
    mill, garden = Stop.objects.get(slug="the-mill"), Stop.objects.get(slug="the-garden")
    rewrite(desk, mill, "en", title_en="The water mill")
    # What the desk has written as the folder has it is not lost.
    rewrite(desk, garden, "en", title_en="Another garden")
    rewrite(desk, garden, "en", title_en=words(garden, "title", "en"))
    page = looked_at(desk)
    assert [(one.slug, one.language, one.by) for one in page.context["found"].edited] == [("the-mill", "en", "dara")]
    assert re.search(
        r"1 the-mill</strong> \(English\): edited at the desk on .*20\d\d.* by dara, would be replaced", text(page)
    )
    assert 'name="confirm"' in text(page)


def _another_fact() -> None:
    Stop.objects.filter(slug="the-mill").update(radius_m=77)


def _the_same_fact_again() -> None:
    Stop.objects.filter(slug="the-garden").update(access_checked_on="2026-02-02")


def _a_word_of_the_tour() -> None:
    Tour.objects.update(title_en="The older mill")


def _a_claim() -> None:
    Claim.objects.filter(stop__slug="the-garden").update(text_en="Nobody knows.")


def _a_stop_that_the_folder_lacks() -> None:
    Stop.objects.create(tour=Tour.objects.get(), slug="the-bridge", number=9)


MEANWHILE = [_another_fact, _the_same_fact_again, _a_word_of_the_tour, _a_claim, _a_stop_that_the_folder_lacks]


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_changed_since_it_was_shown_is_shown_before_it_is_replaced(
    desk: Client, meanwhile: Callable[[], None]
) -> None:
    content.load(TINY)
    # The garden and the tour differ from the folder before the look already: what is replaced there differs too.
    Stop.objects.filter(slug="the-garden").update(access_checked_on="2026-01-01")
    Tour.objects.update(title_en="The old old mill")
    page = looked_at(desk)
    meanwhile()
    before = everything()
    answer = desk.post(URL, {"confirm": page.context["token"]})
    assert "The tour has changed meanwhile. Nothing was loaded; look at it again." in text(answer)
    assert "What loading this folder will do" in text(answer)
    assert everything() == before
    # What has been seen now can be loaded.
    loaded = desk.post(URL, {"confirm": answer.context["token"]}, follow=True)
    assert "“old-mill” is loaded" in text(loaded)
    assert looked_at(desk).context["found"].nothing
    assert Stop.objects.filter(retired=False).count() == 3


def test_what_changed_elsewhere_does_not_stop_it(desk: Client) -> None:
    content.load(TINY)
    Stop.objects.filter(slug="the-garden").update(access_checked_on="2026-01-01")
    page = looked_at(desk)
    Tour.objects.create(slug="another")
    assert "“old-mill” is loaded" in text(desk.post(URL, {"confirm": page.context["token"]}, follow=True))


def test_words_that_only_a_folder_has_written_are_replaced_without_a_word(desk: Client) -> None:
    content.load(TINY)
    mill = Stop.objects.get(slug="the-mill")
    rewrite(desk, mill, "en", title_en="The water mill")
    content.load(TINY)
    path = "stops/the-mill/en.md"
    page = desk.post(URL, {"file": archive(other={path: (TINY / path).read_bytes().replace(b"# The", b"# An")})})
    assert page.context["found"].changed
    assert page.context["found"].edited == ()
    assert "at the desk, and replaced" not in text(page)


@pytest.mark.parametrize("changed", ["words", "record", "nothing", "another language"])
def test_a_review_does_not_stand_over_words_that_came_with_a_folder(desk: Client, changed: str) -> None:
    content.load(TINY)
    mill, path = Stop.objects.get(slug="the-mill"), "stops/the-mill/en.md"
    rewrite(desk, mill, "en", state="reviewed")
    page = f"/admin/tour/stop/{mill.pk}/change/?language=en"
    assert "Reviewed by dara" in text(desk.get(page))
    body = (TINY / path).read_bytes()
    other = {
        "words": {path: body.replace(b"# The", b"# An")},
        "record": {path: body.replace(b'"reviewed"', b'"draft"')},
        "nothing": {},
        "another language": {"stops/the-garden/en.md": b"# Other\n"},
    }[changed]
    with content.unpacked(archive(other=other)) as folder:
        content.load(folder)
    kept = changed in ("nothing", "another language")
    assert (TranslationRecord.objects.get(stop=mill).reviewed_by is not None) == kept
    assert ("Reviewed by dara" in text(desk.get(page))) == kept


def test_faults_are_listed_with_file_and_line_and_nothing_is_kept(desk: Client) -> None:
    page = text(desk.post(URL, {"file": archive(spoiled=True)}))
    assert "Nothing was loaded" in page
    assert "stops/the-mill/stop.toml:" in page
    assert uploads() == []
    assert not Tour.objects.exists()


def test_faults_are_listed_in_the_desks_language(desk: Client) -> None:
    page = text(desk.post(URL, {"file": archive(spoiled=True)}, headers={"accept-language": "km"}))
    listed = re.findall(r"<li><bdi dir=\"ltr\">(stops/[^<]+:\d+)</bdi>: ([^<]+)</li>", page)
    assert len(listed) > 1
    assert all(re.search(r"[\u1780-\u17b3]", message) for _place, message in listed), listed


def test_a_folder_that_cannot_be_made_is_said_on_the_start_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    content.load(TINY)
    picture: Any = Picture.objects.get()
    (Path(settings.MEDIA_ROOT) / "pictures" / picture.file).unlink()
    answer = desk.get("/admin/tour/old-mill/folder.zip", follow=True)
    assert "is missing from the media folder. Restore it from a backup first." in text(answer)


def test_what_is_no_archive_is_refused_in_words(desk: Client) -> None:
    page = text(desk.post(URL, {"file": SimpleUploadedFile("tour.zip", b"<html>")}))
    assert "cannot be read as a ZIP archive" in page


def test_another_persons_upload_cannot_be_confirmed(desk: Client) -> None:
    token = looked_at(desk).context["token"]
    other = Client()
    other.force_login(User.objects.create_superuser("sok", password="x"))
    assert "no longer kept" in text(other.post(URL, {"confirm": token}, follow=True))
    assert "no longer kept" in text(desk.post(URL, {"confirm": "made up"}, follow=True))
    assert not Tour.objects.exists()


def test_an_upload_nobody_confirmed_is_cleared_by_the_next(desk: Client) -> None:
    looked_at(desk)
    [old] = uploads()
    os.utime(old, (0, 0))
    looked_at(desk)
    assert len(uploads()) == 1
    assert not old.exists()


def test_the_folder_comes_down_as_it_would_be_dumped(desk: Client) -> None:
    content.load(TINY)
    answer = desk.get("/admin/tour/old-mill/folder.zip")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with content.unpacked(io.BytesIO(body)) as folder:
        assert content.difference(folder).nothing
    assert uploads() == []


def test_whoever_may_not_change_tours_may_not_load_one(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("vanna", password="x", is_staff=True))
    assert client.get(URL).status_code == 403
    assert client.get("/admin/tour/old-mill/folder.zip").status_code == 403


def test_every_part_of_a_folder_has_a_name_in_the_reader_s_language() -> None:
    parts = {one.name for one in (*fields(StopFolder), *fields(TourHead))}
    with translation.override("km"):
        called = {name: folders._called(name) for name in parts}
    assert {name: said for name, said in called.items() if not in_khmer(said)} == {}
