import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.visitor import editions
from tour import visitor
from tour.edition import Edition, File, Picture, Site
from tour.visitor import cues, wording

VOID = {"meta", "link", "img", "input", "source", "track", "br", "path", "circle"}


class _Shape(HTMLParser):
    """Collects attributes, and complains about elements closed out of order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _files(edition: Edition) -> list[File]:
    return [file for job in visitor.jobs(edition) for file in job.make()]


def _pages(edition: Edition) -> list[File]:
    return [file for file in _files(edition) if file.type.startswith("text/html") and file.url.endswith("/")]


def _stop(edition: Edition, index: int = 0) -> str:
    return list(visitor.jobs(edition))[1 + index].make()[0].body.decode()


def _site_files(site: Site) -> dict[str, File]:
    return {file.url: file for job in visitor.site_jobs(site) for file in job.make()}


def _site_pages() -> list[File]:
    return [file for file in _site_files(editions.site()).values() if file.type.startswith("text/html")]


@pytest.mark.parametrize("language", editions.LANGUAGES)
def test_every_page_is_well_formed_and_its_ids_are_single(language: str) -> None:
    for page in [*_pages(editions.edition(language)), *_site_pages()]:
        found = _Shape(page.body.decode()).found
        ids = [attrs["id"] for _, attrs in found if "id" in attrs]
        assert len(ids) == len(set(ids))
        assert not [tag for tag, attrs in found if any(name.startswith("on") or name == "style" for name in attrs)]
        assert sum(tag == "h1" for tag, _ in found) == 1


def test_every_link_stays_inside_an_export(english: Edition) -> None:
    files = {file.url for file in _files(english)}
    for page in _pages(english):
        base = page.url.rstrip("/").split("/")
        for tag, attrs in _Shape(page.body.decode()).found:
            target = attrs.get("href") or attrs.get("src")
            if not target or target.startswith(("data:", "#")):
                continue
            if target.startswith("http"):
                assert (tag, attrs.get("rel")) == ("a", "noreferrer")
                continue
            assert not target.startswith("/")
            parts = list(base)
            for part in target.rstrip("/").split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            reached = "/".join(parts) + ("/" if target.endswith("/") and parts else "")
            assert reached in files or reached.split("/")[0] in {*editions.LANGUAGES, ""}, (page.url, target)


def test_what_stands_inside_a_page_is_allowed_by_its_hash_alone(english: Edition) -> None:
    for page in _pages(english):
        text = page.body.decode()
        inside = re.findall(r"<style>(.*?)</style>|<script type=\"module\" async>(.*?)</script>", text, re.DOTALL)
        for style, script in inside:
            digest = base64.b64encode(hashlib.sha256((style or script).encode()).digest()).decode()
            assert f"'sha256-{digest}'" in page.policy
        assert "unsafe" not in page.policy
        assert page.policy.startswith("default-src 'none';")


def test_sentences_carry_their_times_and_the_page_its_names(english: Edition) -> None:
    text = _stop(english)
    key = next(iter(list(visitor.jobs(english))[1:2])).key
    assert f'<html lang="en" dir="ltr" data-tour="pailin" data-stop="first" data-key="{key}" data-later="' in text
    spans = re.findall(r'<span data-start="([\d.]+)" data-end="([\d.]+)">', text)
    assert spans == [(cues.seconds(a), cues.seconds(b)) for a, b in english.stops[0].sound.cues]  # type: ignore[union-attr]
    for action in ("play", "back", "forward", "next", "speed", "seek", "language", "skip"):
        assert f'data-action="{action}"' in text


def test_the_sources_are_opus_then_mp3_with_captions(english: Edition) -> None:
    text = _stop(english)
    assert text.index('type="audio/webm; codecs=opus"') < text.index('type="audio/mpeg"') < text.index("<track")
    assert text.count("<audio") == 1


def test_captions_hold_every_sentence_at_its_time(english: Edition) -> None:
    captions = next(file for file in _files(english) if file.type.startswith("text/vtt")).body.decode()
    assert captions.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.200\nThis story begins in a hill town.\n\n")
    assert captions.count("-->") == 6


def test_captions_write_markup_out() -> None:
    assert cues._cue_text("a < b &\n c > d") == "a &lt; b &amp; c &gt; d"


@pytest.mark.parametrize("code", ["no-voice", "waiting", "failed", "no-words"])
def test_a_silent_stop_says_why_and_shows_no_player(code: str) -> None:
    text = _stop(editions.edition(stops=(editions.stop("first", 1, silence=code),)))
    assert str(wording.SILENCE[code]) in text
    assert '<section class="bar" aria-label="Sound" hidden>' in text
    assert "data-start=" not in text


def test_a_stop_that_is_not_translated_says_so_and_marks_its_language() -> None:
    missing = replace(editions.stop("first", 1, "en"), state="missing")
    text = _stop(editions.edition("ar", stops=(missing,)))
    assert '<html lang="ar" dir="rtl"' in text
    assert '<read-along lang="en" dir="ltr">' in text
    assert "has not been translated yet" in text or "الإنجليزية" in text


def test_notes_and_skip_stand_before_the_words_and_the_player(english: Edition) -> None:
    text = _stop(english)
    order = ["Listen from the pavement", "genocide, war", 'data-action="skip"', "<figure", "<read-along", "<audio"]
    places = [text.index(mark) for mark in order]
    assert places == sorted(places)


def test_a_quiet_end_does_not_push_to_go_on(english: Edition) -> None:
    quiet = replace(english.stops[0], quiet_end=True)
    text = _stop(replace(english, stops=(quiet, *english.stops[1:])))
    assert 'class="next"' in _stop(english)
    assert 'class="next"' not in text
    assert 'data-action="next"' in text


def test_words_are_escaped(english: Edition) -> None:
    text = _stop(replace(english, stops=(replace(english.stops[0], title="<b>&"), *english.stops[1:])))
    assert "<b>" not in text


def test_a_picture_has_its_words_its_size_and_its_credit(english: Edition) -> None:
    picture = Picture(
        path=f"pictures/{'ab' * 32}.jpg", width=800, height=600, alt="A market", credit="A. B.", licence="CC0"
    )
    pictured = replace(english, stops=(replace(english.stops[0], pictures=(picture,)), *english.stops[1:]))
    files = list(visitor.jobs(pictured))[1].make()
    assert 'alt="A market" width="800" height="600" loading="lazy"' in files[0].body.decode()
    assert "A. B., CC0" in files[0].body.decode()
    assert [file.url for file in files if file.path.startswith("pictures")] == [f"files/{'ab' * 16}.jpg"]


def test_the_tour_page_lists_the_stops_the_routes_and_the_voice(english: Edition) -> None:
    page = next(iter(visitor.jobs(english))).make()[0]
    text = page.body.decode()
    assert page.url == "en/pailin/"
    steps = r'<li data-stop="\w+"><a href="(\w+)/" data-tracks="[^"]+"><span class="plate">(\d)'
    assert re.findall(steps, text)[:3] == [
        ("first", "1"), ("second", "2"), ("third", "3"),
    ]  # fmt: skip
    assert text.index("Keep to paved roads") < text.index("A Town of Stones 1")
    assert "synthetic" in text
    assert 'aria-current="true">English' in text


def test_the_site_has_a_list_a_404_and_a_word_for_each_lacking_language() -> None:
    files = _site_files(editions.site())
    own = {f"{code}/{name}" for code in ("km", "en", "th") for name in ("", "404.html", "unreachable.html")}
    assert {page.url for page in _site_pages()} == own | {"th/pailin/"}
    assert {page.url for page in _site_pages() if page.status == 404} == {
        "km/404.html", "en/404.html", "th/404.html", "th/pailin/",
    }  # fmt: skip
    assert 'href="../../km/pailin/"' in files["th/pailin/"].body.decode()
    assert 'href="pailin/"' in files["en/"].body.decode()
    assert 'href="../km/pailin/"' in files["th/"].body.decode()
