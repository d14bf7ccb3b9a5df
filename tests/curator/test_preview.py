"""What is not published is shown to those who work on it as visitors would meet it, and to nobody else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests.publishing.fakes import sounding
from tour import client as shared
from tour import edition, kiosk, publishing, visitor
from tour.models import Release, Stop, Tour, give

FRAME = "/admin/tour/river/preview/"
SITE = f"{FRAME}site/"
FERRY = f"{SITE}en/river/ferry/"
pytestmark = pytest.mark.usefixtures("told")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def person(role: str, *, tours: list[Tour], languages: list[str] | None = None) -> Client:
    user = User.objects.create(username=role, is_staff=True)
    give(user, role, tours=tours, languages=languages or [])
    client = Client()
    client.force_login(user)
    return client


def addresses(page: str) -> set[str]:
    return set(re.findall(r"files/[0-9a-f]{32}\.[a-z0-9]+", page))


def kept_in_the_store(page: str) -> str:
    """One file that the page names and the store answers; what stands in for a module is answered without it."""
    return min(addresses(page) - {*visitor.stand_ins(), *kiosk.stand_ins()})


def test_a_changed_sentence_is_in_the_preview_and_not_at_the_visitors_address(
    desk: Client, ferry: Stop, market: Stop
) -> None:
    publishing.publish("river")
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.\n\nPeople waited.")
    before, rows = publishing.pointer_path().read_bytes(), Release.objects.count()
    assert "until 1998" in text(desk.get(FERRY))
    published = publishing.read(publishing.store(), publishing.current().tours["river"])
    assert b"until 1998" not in publishing.store().read(published.files["en/river/ferry/"].sha256)
    assert publishing.pointer_path().read_bytes() == before
    assert Release.objects.count() == rows


def test_the_page_is_byte_for_byte_the_one_that_publishing_makes_of_the_same_words(
    desk: Client, ferry: Stop, market: Stop
) -> None:
    looked = {path: desk.get(f"{SITE}{path}") for path in ("th/river/ferry/", "km/river/", "en/river/places.json")}
    publishing.publish("river")
    release = publishing.read(publishing.store(), publishing.current().tours["river"])
    for path, answer in looked.items():
        assert answer.content == publishing.store().read(release.files[path].sha256)
        policy = release.files[path].policy
        assert policy < 0 or answer["Content-Security-Policy"] == release.policies[policy]


def test_one_page_is_made_and_not_the_whole_tour(
    desk: Client, ferry: Stop, market: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = visitor.page_jobs

    def told(now: edition.Edition, path: str) -> Iterator[edition.Job]:
        asked.append(f"{now.language}/{path}")
        return real(now, path)

    monkeypatch.setattr(visitor, "page_jobs", told)
    desk.get(FERRY)
    assert asked == ["en/ferry/"]
    # What was made for this look: the page, what all pages share, and the words that come later.
    assert len(list((Path(settings.MEDIA_ROOT) / "store" / "made").glob("*.json"))) == 3


def test_every_file_that_a_page_asks_for_is_there(desk: Client, ferry: Stop, market: Stop) -> None:
    for path in ("en/river/ferry/", "en/river/", "kiosk/en/"):
        page = text(desk.get(SITE + path))
        assert addresses(page)
        for file in addresses(page):
            assert desk.get(SITE + file).status_code == 200, (path, file)


def test_the_sound_that_is_there_is_heard_and_can_be_sought_in(
    desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "with_sound", sounding)
    page = text(desk.get(FERRY))
    [track] = {file for file in addresses(page) if file.endswith(".webm")}
    part = desk.get(SITE + track, headers={"Range": "bytes=2-5"})
    assert (part.status_code, len(part.content), part["Content-Type"]) == (206, 4, "audio/webm")
    assert "no-store" in part["Cache-Control"]
    told = desk.get(f"{SITE}en/river/tour.json").json()
    for file in told["stops"][0]["track"]["files"]:
        assert desk.get(SITE + file["src"].removeprefix("../../")).status_code == 200


def test_nothing_on_such_a_page_remembers_counts_or_is_kept(desk: Client, ferry: Stop) -> None:
    """The pages name the very modules that visitors get; what answers there in a preview is another."""
    for path in ("en/river/", "kiosk/en/"):
        desk.get(SITE + path)
    for address, body in {**visitor.stand_ins(), **kiosk.stand_ins()}.items():
        answer = desk.get(SITE + address)
        assert answer.content == body
        assert b"indexedDB" not in body
        assert b"serviceWorker" not in body
        # Control: the same address in the store has what visitors get.
        assert publishing.store().read(address[6:38]) != body
    assert desk.get(f"{SITE}sw.js").status_code == 404
    assert desk.post(f"{SITE}feedback/heard").status_code == 405


def test_the_phone_that_forgets_has_every_word_of_the_one_that_remembers() -> None:
    folder = Path(shared.__file__).parent / "static" / "client"

    def names(file: str) -> set[str]:
        return set(re.findall(r"export (?:async )?(?:function|const) (\w+)", (folder / file).read_text()))

    assert names("forgets.js") == names("phone.js")


@pytest.mark.parametrize("path", ["en/river/ferry/", "en/river/", "kiosk/en/", "en/river/tour.json"])
def test_a_page_is_kept_nowhere_found_nowhere_framed_by_nobody_else_and_sets_no_cookie(
    desk: Client, ferry: Stop, path: str
) -> None:
    answer = desk.get(SITE + path)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy or "sandbox" in policy


def test_whoever_is_not_logged_in_is_led_to_the_log_in(client: Client, ferry: Stop) -> None:
    for url in (FRAME, FERRY, f"{SITE}files/{'0' * 32}.js"):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


def test_another_tours_curator_sees_neither_frame_nor_page_nor_file(desk: Client, ferry: Stop) -> None:
    other = person("curator", tours=[Tour.objects.create(slug="hill", languages=["en"])])
    file = kept_in_the_store(text(desk.get(FERRY)))
    assert [other.get(url).status_code for url in (FRAME, FERRY, SITE + file)] == [403, 403, 403]
    # Nor under the name of a tour that is theirs.
    assert other.get("/admin/tour/hill/preview/site/en/river/ferry/").status_code == 404


def test_a_translator_sees_her_language_and_the_source_and_no_other(tour: Tour, ferry: Stop) -> None:
    thai = person("translator", tours=[tour], languages=["th"])
    codes = {
        (kind, code): thai.get(SITE + path.format(code)).status_code
        for kind, path in (("stop", "{}/river/ferry/"), ("tour", "{}/river/"), ("kiosk", "kiosk/{}/"))
        for code in ("en", "th", "km")
    }
    assert {key for key, status in codes.items() if status != 200} == {
        (kind, "km") for kind in ("stop", "tour", "kiosk")
    }
    assert {status for (_, code), status in codes.items() if code == "km"} == {403}
    frame = text(thai.get(FRAME))
    assert '<option value="th"' in frame
    assert '<option value="km"' not in frame


@pytest.mark.parametrize(
    "path",
    ["en/river/nowhere/", "fr/river/ferry/", "en/hill/ferry/", "nothing", "en/river/ferry", "files/x.js", "kiosk/fr/",
     f"files/{'0' * 32}.js", f"files/{'0' * 32}.exe", "files/../../secret_key", "en/river/pack.json"],
)  # fmt: skip
def test_what_is_not_there_is_404(desk: Client, ferry: Stop, path: str) -> None:
    assert desk.get(SITE + path).status_code == 404


def test_a_retired_stop_has_no_preview(desk: Client, ferry: Stop, market: Stop) -> None:
    Stop.objects.filter(pk=ferry.pk).update(retired=True)
    assert desk.get(FERRY).status_code == 404
    assert desk.get(f"{FRAME}?stop=ferry").status_code == 404


def test_the_list_of_tours_leads_back_into_this_one(desk: Client, ferry: Stop) -> None:
    assert desk.get(f"{SITE}th/")["Location"] == f"{SITE}th/river/"


@pytest.mark.parametrize(
    ("query", "src"),
    [
        ("", f"{SITE}en/river/"),
        ("?stop=ferry&language=th", f"{SITE}th/river/ferry/"),
        ("?stop=ferry&language=th&size=kiosk", f"{SITE}kiosk/th/#ferry"),
        ("?language=th&size=kiosk", f"{SITE}kiosk/th/"),
        ("?size=wall", f"{SITE}en/river/"),
        ("?size=kiosk&size=phone", f"{SITE}en/river/"),
    ],
)
def test_the_frame_holds_what_was_asked_for(desk: Client, ferry: Stop, query: str, src: str) -> None:
    page = text(desk.get(FRAME + query))
    assert f'<iframe id="preview-frame" src="{src}"' in page
    assert "Preview: nobody else sees this" in page


def test_what_is_stale_or_silent_is_said_above_the_frame(
    desk: Client, ferry: Stop, market: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    Stop.objects.filter(pk=ferry.pk).update(text_en="It crossed here until 1998.\n\nPeople waited.")
    page = text(desk.get(f"{FRAME}?stop=ferry&language=th"))
    assert "The source has changed since this was translated." in page
    assert "A voice has yet to speak these words." in page
    whole = re.sub(r"<[^>]+>|\s+", " ", text(desk.get(f"{FRAME}?language=th")))
    assert re.search(r"stale\s+stops 3 ", whole)
    assert re.search(r"missing\s+stops 7 ", whole)
    assert re.search(r"waiting\s+stops 3, 7 ", whole)


def test_what_was_cleared_away_meanwhile_is_made_again(desk: Client, ferry: Stop) -> None:
    file = kept_in_the_store(text(desk.get(FERRY)))
    assert publishing.prune() > 0
    assert desk.get(SITE + file).status_code == 404
    desk.get(FERRY)
    assert desk.get(SITE + file).status_code == 200


def test_a_page_that_cannot_be_made_says_why(desk: Client, ferry: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(now: edition.Edition) -> edition.Edition:
        [stop] = sounding(now).stops
        assert stop.sound
        gone = replace(stop.sound.opus, path="tracks/gone.webm")
        return replace(now, stops=(replace(stop, sound=replace(stop.sound, opus=gone)),))

    monkeypatch.setattr(edition, "with_sound", lost)
    answer = desk.get(FERRY)
    assert answer.status_code == 409
    assert "gone.webm" in text(answer)


def test_the_pages_of_the_desk_lead_to_the_preview(desk: Client, ferry: Stop) -> None:
    leads: dict[str, str] = {
        "/admin/": FRAME,
        "/admin/tour/river/publish/": FRAME,
        f"/admin/tour/stop/{ferry.pk}/change/?language=th": f"{FRAME}?language=th&amp;stop=ferry",
        f"/admin/tour/tour/{ferry.tour_id}/change/?language=km": f"{FRAME}?language=km",
    }
    for page, link in leads.items():
        assert f'href="{link}"' in text(desk.get(page)), page


def test_the_number_of_queries_does_not_grow_with_the_stops(
    desk: Client, ferry: Stop, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(10, 30):
        Stop.objects.create(tour=ferry.tour, slug=f"s{number}", number=number)
    for url, most in ((FERRY, 22), (FRAME, 24)):
        with django_assert_max_num_queries(most):
            desk.get(url)
