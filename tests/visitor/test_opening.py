import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import brotli
from django.conf import settings

from tests.visitor.sounding import Track
from tour import visitor
from tour.edition import Edition, File, Sound
from tour.visitor import opening

PAGE = '<script type="text/plain" id="opening"></script>'


def _first_page(edition: Edition) -> File:
    return list(visitor.jobs(edition))[1].make()[0]


def _carried(page: str) -> bytes:
    found = re.search(r'id="opening"[^>]*>([^<]*)<', page)
    assert found
    return base64.b64decode(found[1])


def test_the_opening_is_the_beginning_of_the_very_file(english: Edition, track: Track) -> None:
    page = _first_page(english).body.decode()
    carried = _carried(page)
    assert track.webm.startswith(carried)
    assert f'data-bytes="{len(carried)}" data-total="{len(track.webm)}" data-duration="14.950"' in page


def test_the_page_is_within_the_budget_and_carries_two_seconds(english: Edition, khmer: Edition) -> None:
    for edition in (english, khmer):
        page = _first_page(edition)
        sound = edition.stops[0].sound
        assert sound
        assert len(page.brotli) <= opening.BUDGET_BYTES
        assert dict(sound.openings)[len(_carried(page.body.decode()))] >= opening.LEAST_MS


def test_no_longer_opening_would_have_fitted(sound: Sound) -> None:
    filler = "".join(f"<p>{n * 7919}</p>" for n in range(700))
    page, squeezed = opening.carry(PAGE + filler, opening.compressed(PAGE + filler), sound)
    size = len(_carried(page))
    longer = [bigger for bigger, _ in sound.openings if bigger > size]
    assert len(squeezed) <= opening.BUDGET_BYTES
    if longer:
        assert len(opening._filled(PAGE + filler, sound, bytes(_read(sound)[: longer[0]]))[1]) > opening.BUDGET_BYTES


def test_the_compressed_form_is_of_the_page(english: Edition) -> None:
    page = _first_page(english)
    assert brotli.decompress(page.brotli) == page.body


def test_claims_that_leave_no_room_get_a_page_of_their_own(english: Edition) -> None:
    noise = [base64.b64encode(hashlib.sha512(bytes([n])).digest()).decode() for n in range(40)]
    claims = tuple(replace(english.stops[0].claims[0], key=f"c{n}", text=text) for n, text in enumerate(noise))
    noisy = replace(english, stops=(replace(english.stops[0], claims=claims), *english.stops[1:]))
    page, sources, *_ = list(visitor.jobs(noisy))[1].make()
    assert len(page.brotli) <= opening.BUDGET_BYTES
    assert sources.url == "en/pailin/first/sources/"
    assert 'href="sources/"' in page.body.decode()
    assert noise[0] in sources.body.decode()
    assert noise[0] not in page.body.decode()


def test_a_track_shorter_than_two_seconds_travels_whole(sound: Sound) -> None:
    size, ms = sound.openings[1]
    page, _ = opening.carry(PAGE, opening.compressed(PAGE), replace(sound, openings=((size, min(ms, 1_500)),)))
    assert len(_carried(page)) == size


def _read(sound: Sound) -> bytes:
    return (Path(settings.MEDIA_ROOT) / sound.opus.path).read_bytes()
