"""Whose desk speaks Khmer meets no English sentence: on no page, and in no refusal of a file."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.curator.test_rights import WHO, address, rows, world

__all__ = ["world"]

# Four small words in a row: a sentence, and no name of a format or a key.
ENGLISH = re.compile(r"\b[a-z’']+(?: [a-z’']+){3}")
SAID = ("title", "aria-label", "placeholder", "alt")
UNSEEN = {"script", "style", "code", "textarea"}
EMPTY = set("area base br col embed hr img input link meta source track wbr".split())
BAD = [
    ("x.csv", b"number,title,lat,lng,slug\n1,,95,2,\n0,B,1,2,\n,,1,2,\n,T,1,2,en\n"),
    *((f"x.{ending}", b"junk") for ending in "txt csv geojson gpx zip po xliff wav jpg".split()),
    ("x.m3u", b"#EXTM3U"),
    ("x.pmtiles", b"PMTiles\x03junk"),
    ("x.wav", b""),
]
UPLOADS = [
    "/admin/folder/",
    "/admin/tour/river/points/",
    "/admin/tour/river/tiles/",
    "/admin/tour/river/translation/th/",
    "/admin/tour/stop/{stop}/pictures/",
    "/admin/tour/stop/{stop}/recording/?language=en",
]


class Words(HTMLParser):
    """The page's own words, those in another language (the tour's) aside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.around: list[tuple[str, str]] = [("", "en" if 'lang="km"' not in page[:300] else "km")]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        language = found.get("lang") or self.around[-1][1]
        if language == "km":
            self.said += [found[name] for name in SAID if found.get(name)]
        if tag not in EMPTY:
            self.around.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.around) > 1 and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.around[-1][1] == "km" and not any(tag in UNSEEN for tag, _language in self.around):
            self.said.append(" ".join(data.split()))


def english(answer: Any) -> list[str]:
    if "html" not in answer.headers.get("content-type", ""):
        return []
    return [said for said in Words(answer.content.decode()).said if ENGLISH.search(said)]


def pages() -> Iterator[str]:
    place = WHO.index("superuser")
    yield from (route for route, method, expected in rows() if method == "GET" and expected[place] == "200")


def test_no_page_says_a_sentence_in_english(desk: Client, world: dict[str, int]) -> None:
    asked = [address(route, world) for route in pages()]
    found = {where: english(desk.get(where, headers={"accept-language": "km"})) for where in asked}
    assert {where: said for where, said in found.items() if said} == {}
    # Control: said in English, sentences are found.
    page = desk.get("/admin/folder/", headers={"accept-language": "en"}).content.decode()
    assert [said for said in Words(page.replace('lang="en"', 'lang="km"')).said if ENGLISH.search(said)]


@pytest.mark.parametrize("where", UPLOADS)
def test_no_file_is_refused_in_english(desk: Client, world: dict[str, int], where: str) -> None:
    where = where.format(**world)
    for name, body in BAD:
        sent = {"file": SimpleUploadedFile(name, body), "licence": "CC0", "speaker": "Dara", "credit": "Dara"}
        answer = desk.post(where, sent, headers={"accept-language": "km"}, follow=True)
        assert answer.status_code == 200, (where, name)
        assert english(answer) == [], (where, name)
