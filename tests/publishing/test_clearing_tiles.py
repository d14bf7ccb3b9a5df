"""Archives of map tiles go when nothing names them any more, and never before."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests import pmtiles
from tests.publishing.fakes import make_tour
from tour import content
from tour.models import Release, Tour
from tour.publishing import add_sound, prune, publish, rollback, verify

pytestmark = pytest.mark.django_db
SLUG = "river-walk"
SAMPLE = pmtiles.sample(2)
BODIES = [pmtiles.archive(SAMPLE, internal=packing) for packing in (pmtiles.GZIP, pmtiles.NONE)]


def give(body: bytes, folder: Path) -> str:
    """Gives the tour an archive, as the desk does; its name."""
    upload = folder / "upload"
    upload.write_bytes(body)
    name = content.accept_tiles(upload).file
    drawn = {"type": "FeatureCollection", "features": [], "tiles": {"attribution": "© The surveyors"}}
    Tour.objects.filter(slug=SLUG).update(map=drawn, tiles=name)
    return name


def lying() -> set[str]:
    return {path.name for path in (Path(settings.MEDIA_ROOT) / "tiles").iterdir()}


def days_pass(days: int) -> None:
    """For what curators gave, and for releases."""
    then = time.time() - days * 24 * 3600
    for path in (Path(settings.MEDIA_ROOT) / "tiles").iterdir():
        os.utime(path, (then, then))
    for row in Release.objects.all():
        Release.objects.filter(pk=row.pk).update(made_at=row.made_at - timedelta(days=days))


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    """An archive that was published and then replaced by another, published too; their names."""
    make_tour()
    names = []
    for body in BODIES:
        names.append(give(body, tmp_path))
        publish(SLUG)
    return names


def test_an_archive_goes_once_no_kept_release_and_no_tour_has_it(two: list[str]) -> None:
    days_pass(400)
    # The second is needed to go back; the first is beyond that.
    Tour.objects.update(map=None, tiles="")
    publish(SLUG)
    days_pass(400)
    assert prune() > 0
    assert lying() == {two[1]}
    assert prune() == 0


def test_the_release_that_a_rollback_leads_to_has_its_archive(two: list[str]) -> None:
    days_pass(400)
    prune()
    assert lying() == set(two)
    rollback(SLUG)
    # Made anew of the same words, by a version of the program that never made them before.
    for noted in (Path(settings.MEDIA_ROOT) / "store" / "made").glob("*.json"):
        noted.unlink()
    add_sound(SLUG)
    assert verify(SLUG) == []


def test_what_a_tour_has_stays_though_it_was_never_published(tmp_path: Path) -> None:
    make_tour()
    mine = give(BODIES[0], tmp_path)
    days_pass(400)
    prune()
    assert lying() == {mine}


def test_a_release_within_the_keeping_period_holds_its_archive(two: list[str]) -> None:
    Tour.objects.update(map=None, tiles="")
    days_pass(2)
    publish(SLUG)
    publish(SLUG)
    prune()
    assert lying() == set(two)


def test_what_was_given_just_now_waits_for_its_row(tmp_path: Path) -> None:
    make_tour()
    name = give(BODIES[0], tmp_path)
    Tour.objects.update(map=None, tiles="")
    broken = Path(settings.MEDIA_ROOT) / "tiles" / ".0.partial"
    broken.write_bytes(b"PMTiles")
    assert prune() == 0
    assert lying() == {name, broken.name}
    days_pass(2)
    # The same given again, unchanged as it lies there, is as good as new.
    content.accept_tiles(tmp_path / "upload")
    assert prune() == 1
    assert lying() == {name}
    days_pass(2)
    assert prune() == 1
    assert lying() == set()
