"""An edition of three stops: one with sound, one closed, one without a place."""

from dataclasses import replace
from typing import Any

import pytest

from tour.edition import Claim, Edition, Picture, Route, Sentence, Sound, SoundFile, SourceRef, Stop

SOUND = Sound(
    key="a" * 64,
    voice="espeak",
    recorded=False,
    stand_in=False,
    duration_ms=95_000,
    cues=((0, 40_000), (41_000, 95_000)),
    openings=((7_000, 2_000),),
    opus=SoundFile(path="tracks/aa/aa.webm", size_bytes=280_000, sha256="1" * 64),
    mp3=SoundFile(path="tracks/aa/aa.mp3", size_bytes=560_000, sha256="2" * 64),
)
MILL = Stop(
    slug="the-mill",
    number=1,
    language="en",
    state="reviewed",
    title="Mill & wheel",
    place="The river bank",
    safety="Stones are slippery.",
    paragraphs=((Sentence(written="One.", spoken="One."), Sentence(written="Two.", spoken="Two.")),),
    claims=(
        Claim(
            key="c1",
            status="disputed",
            text="It turned.",
            language="ar",
            sources=(SourceRef(key="ledger", title="Ledger", date="1931", url=""),),
        ),
    ),
    pictures=(
        Picture(path=f"pictures/{'b' * 32}.png", width=24, height=16, alt="A gate.", credit="School", licence="CC0"),
    ),
    kind="on-site",
    lat=35.1305,
    lng=36.7505,
    precision_m=5,
    radius_m=40,
    trigger=True,
    access="open",
    access_checked_on="2026-03-14",
    content_notes=("war",),
    headphones_only=False,
    quiet_end=False,
    date_from="1931",
    date_to="1968-05",
    sound=SOUND,
)


def stop(**changes: Any) -> Stop:
    return replace(MILL, **changes)


@pytest.fixture
def edition() -> Edition:
    return Edition(
        tour="old-mill",
        language="en",
        source_language="ar",
        languages=("ar", "en"),
        title="The old mill",
        summary="A short walk.",
        about=("One.", "Two."),
        advisory=("The stones near the water are slippery.",),
        credits=(),
        routes=(Route(slug="walk", title="Walk", summary="", stops=("the-gate", "the-mill")),),
        stops=(
            MILL,
            stop(slug="the-gate", number=3, access="closed", sound=None, silence="waiting"),
            stop(slug="the-sound", number=2, lat=None, lng=None, precision_m=None, access="remote", pictures=()),
        ),
        map="",
    )
