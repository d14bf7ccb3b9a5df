"""What narration's tests share: a stop, voices that need no engine, and the stand-in of the gTTS service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from pytest_django.fixtures import Settings
from pytest_socket import socket_allow_hosts

from tests.narration.fake_voice import FAKE
from tests.narration.gtts_service import Service
from tour.models import Stop, Tour, set_words
from tour.narration import Wanted


@pytest.fixture(autouse=True)
def _no_internet() -> None:
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture
def stop(db: None) -> Stop:
    tour = Tour.objects.create(slug="walk", languages=["en", "km"], source_language="en")
    made = Stop(tour=tour, slug="gate", number=1)
    set_words(made, "text", "en", "First words. Second words.\n\nThird words.")
    made.save()
    return made


@pytest.fixture
def fakes(settings: Settings) -> None:
    """Two fakes: `net`, the better, speaks Khmer and English by the network; `home` speaks English at home."""
    settings.NARRATION = {
        "net": {"BACKEND": FAKE, "SPEAKS": "en km", "NETWORK": True},
        "home": {"BACKEND": FAKE, "SPEAKS": "en"},
    }
    settings.DEFAULT_VOICES = ("net", "home")


@pytest.fixture
def gtts_only(settings: Settings) -> None:
    settings.NARRATION = {
        "gtts": {"BACKEND": "tour.narration.voices.gtts.GttsVoice", "PAUSE_S": 0.0, "DEADLINE_S": 10.0}
    }
    settings.DEFAULT_VOICES = ("gtts",)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service, reached as a proxy by the environment alone; its certificate authority is trusted."""
    authority = trustme.CA()
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    with Service(authority) as running:
        monkeypatch.setenv("HTTPS_PROXY", running.proxy)
        monkeypatch.setenv("https_proxy", running.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
        yield running


def wanted(*paragraphs: tuple[str, ...], language: str = "en", tour: str = "walk", stop: str = "gate") -> Wanted:
    return Wanted(tour=tour, stop=stop, language=language, paragraphs=paragraphs)
