"""A folder says what a translation was made from only where it is stale; a changed source makes it so by itself."""

from pathlib import Path
from typing import Any

import pytest

from tour import content
from tour.models import Claim, Route, Source, Stop, Tour, left_behind

pytestmark = pytest.mark.django_db


def put(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tour with a claim, a route and words of its own in English and Thai, as it was dumped."""
    words: dict[str, Any] = {"title_en": "The river", "title_th": "แม่น้ำ"}
    tour = Tour.objects.create(slug="river", languages=["en", "th"], **words)
    told: dict[str, Any] = {"title_en": "The ferry", "text_en": "It crossed here."}
    stop = Stop.objects.create(tour=tour, slug="ferry", number=3, **told)
    said: dict[str, Any] = {"text_en": "It ran until 1998.", "text_th": "วิ่งจนถึงปี 1998"}
    claim = Claim.objects.create(stop=stop, key="end", status="context", **said)
    claim.sources.add(Source.objects.create(tour=tour, key="ledger", title="The ledger"))
    named: dict[str, Any] = {"title_en": "Short", "title_th": "สั้น"}
    Route.objects.create(tour=tour, slug="short", **named)
    content.dump("river", tmp_path / "river")
    Tour.objects.all().delete()
    content.load(tmp_path / "river")
    return tmp_path / "river"


def stale() -> list[str]:
    rows = [Tour.objects.get(), Route.objects.get(), Claim.objects.get()]
    return [str(row._meta.model_name) for row in rows if left_behind(row, "th", "en")]


def hashes() -> list[dict[str, str]]:
    return [row.made_from for row in (Tour.objects.get(), Route.objects.get(), Claim.objects.get())]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change_all(folder: Path) -> None:
    put(folder, "tour.toml", "The river", "The long river")
    put(folder, "tour.toml", "Short", "Shorter")
    put(folder, "stops/ferry/stop.toml", "until 1998", "until 1999")


def test_what_comes_with_its_source_follows_it_and_says_nothing_of_it(folder: Path, tmp_path: Path) -> None:
    assert [set(one) for one in hashes()] == [{"th"}] * 3
    assert stale() == []
    content.dump("river", tmp_path / "again")
    assert bytes_of(tmp_path / "again") == bytes_of(folder)


def test_a_folder_that_changes_the_source_alone_makes_translations_stale(folder: Path) -> None:
    change_all(folder)
    content.load(folder)
    assert stale() == ["tour", "route", "claim"]
    assert content.difference(folder).nothing
    assert content.load(folder).changed == 0


def test_a_folder_that_changes_both_is_up_to_date(folder: Path) -> None:
    change_all(folder)
    put(folder, "tour.toml", "แม่น้ำ", "แม่น้ำสายยาว")
    put(folder, "tour.toml", "สั้น", "สั้นกว่า")
    put(folder, "stops/ferry/stop.toml", "ปี 1998", "ปี 1999")
    content.load(folder)
    assert stale() == []


def test_what_is_stale_is_so_still_after_a_dump_and_a_load_elsewhere(folder: Path, tmp_path: Path) -> None:
    change_all(folder)
    content.load(folder)
    content.dump("river", tmp_path / "out")
    assert "[claims.made_from]" in (tmp_path / "out/stops/ferry/stop.toml").read_text()
    before = hashes()
    Tour.objects.all().delete()
    content.load(tmp_path / "out")
    assert stale() == ["tour", "route", "claim"]
    assert hashes() == before
    content.dump("river", tmp_path / "again")
    assert bytes_of(tmp_path / "again") == bytes_of(tmp_path / "out")


def test_a_hash_that_the_folder_names_is_shown_before_it_is_loaded(folder: Path) -> None:
    put(folder, "stops/ferry/stop.toml", "[claims.text]", f'[claims.made_from]\nth = "{"a" * 16}"\n\n[claims.text]')
    [change] = content.difference(folder).changed
    assert change.facts == ("claims",)
    content.load(folder)
    assert stale() == ["claim"]


def test_what_is_no_hash_is_a_fault_with_its_line(folder: Path) -> None:
    put(folder, "tour.toml", "[[routes]]", '[made_from]\nth = "yesterday"\n\n[[routes]]')
    [fault] = content.check(folder)
    assert "16 hex digits" in fault.message
    assert (folder / "tour.toml").read_text().splitlines()[fault.line - 1].startswith("th = ")
