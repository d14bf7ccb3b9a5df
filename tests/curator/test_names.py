"""The desk names its tables and fields in the reader's language, and says there how each is filled in."""

import html
import re

import pytest
from django.test import Client

from tests.curator.test_every_page import pages
from tests.curator.test_rights import address, world
from tour.models import labels

__all__ = ["world"]

NAMED = re.compile(
    r'<label\b(?![^>]*for="id_[\w-]+_\d+")[^>]*>(.*?)</label>|<div class="help[^>]*>(.*?)</div>', re.DOTALL
)
TABLE = re.compile(r'<tr class="model-[^>]*>.*?<a href[^>]*>(.*?)</a>', re.DOTALL)


def said(page: str, what: re.Pattern[str]) -> list[str]:
    """The words of what is looked for, without tags and sentence marks; nothing that has none."""
    found = ("".join(match.groups("")) for match in what.finditer(page))
    words = (html.unescape(re.sub(r"<[^>]+>", " ", text)).strip(" :\n") for text in found)
    return [text for text in words if any(letter.isalpha() for letter in text)]


def in_khmer(text: str) -> bool:
    return any("\u1780" <= letter <= "\u17ff" for letter in text)


@pytest.mark.django_db
def test_every_table_field_and_hint_is_named_in_khmer(desk: Client, world: dict[str, int]) -> None:
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "km"
    tables = said(desk.get("/admin/").content.decode(), TABLE)
    assert len(tables) > 8
    assert [name for name in tables if not in_khmer(name)] == []
    found = {text: where for route in pages() for where in [address(route, world)] for text in named(desk, where)}
    assert len(found) > 100
    # A language has its own name everywhere.
    closing = address("admin/tour/stop/<int:stop_id>/close/", world)
    assert {text: where for text, where in found.items() if not in_khmer(text)} == {"ไทย": closing}


def named(desk: Client, where: str) -> list[str]:
    return said(desk.get(where).content.decode(), NAMED)


@pytest.mark.django_db
def test_without_names_of_ours_khmer_reads_english(
    desk: Client, world: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tour.models import Stop

    assert labels.FIELDS["kind"] == Stop._meta.get_field("kind").verbose_name
    monkeypatch.setattr(Stop._meta.get_field("kind"), "verbose_name", "kind")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "km"
    assert "Kind" in named(desk, address("admin/tour/stop/<path:object_id>/change/", world))
