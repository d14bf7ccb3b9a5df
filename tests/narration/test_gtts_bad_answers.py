"""Whatever the service answers: the old sound stays, the reason is kept, and a later good answer heals."""

import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.narration.conftest import wanted
from tests.narration.gtts_service import Behaviour, Call, Service, envelope, http, mp3, said, well
from tour import narration
from tour.models import Segment, Stop

OLD = ("The gate stood open all night.",)
NEW = ("The gate stood open until the morning came.",)


def answering(body: bytes, **options: str) -> Behaviour:
    return lambda call: call.connection.sendall(http(body, **options))


def truncated_base64(call: Call) -> None:
    whole = envelope(said(call.text))
    cut = whole.rindex(b'\\"]') - 1001
    call.connection.sendall(http(whole[:cut] + whole[whole.rindex(b'\\"]') :]))


def truncated_body(call: Call) -> None:
    answer = http(envelope(said(call.text)))
    call.connection.sendall(answer[: len(answer) // 2])


def truncated_chunked(call: Call) -> None:
    body = envelope(said(call.text))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    call.connection.sendall(head + f"{len(body):x}\r\n".encode() + body[:3000])


def reset(call: Call) -> None:
    call.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    call.connection.close()


def hang(call: Call) -> None:
    call.stopped.wait(30)


def hang_after_headers(call: Call) -> None:
    call.connection.sendall(http(envelope(said(call.text)))[:300])
    call.stopped.wait(30)


def drip(call: Call) -> None:
    for byte in http(envelope(said(call.text))):
        call.connection.sendall(bytes([byte]))
        if call.stopped.wait(0.05):
            return


def endless(call: Call) -> None:
    call.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        call.connection.sendall(b"x" * 65_536)


@dataclass(frozen=True)
class Fault:
    name: str
    behave: Behaviour
    reason: str
    deadline_s: float = 10.0


CONSENT = "https://consent.google.com/"
FAULTS = [
    Fault("500", answering(b"oops", status="500 Internal Server Error"), "answered 500"),
    Fault("503", answering(b"", status="503 Service Unavailable"), "answered 503"),
    Fault("429", answering(b"", status="429 Too Many Requests"), "answered 429"),
    Fault("429 with seconds", answering(b"", status="429 Too Many Requests", Retry_After="60"), "wait 60 seconds"),
    Fault("403", answering(b"", status="403 Forbidden"), "answered 403"),
    Fault("404", answering(b"", status="404 Not Found"), "answered 404"),
    Fault(
        "200 with a page",
        answering(b"<html>Sorry</html>", kind="text/html"),
        "no sound: it is of the kind “text/html”",
    ),
    Fault("200 with nothing", answering(b""), "holds no sound"),
    Fault("204", answering(b"", status="204 No Content"), "answered 204"),
    Fault("wrong JSON", answering(b')]}\'\n\n[["wrb.fr","other",null]]'), "holds no sound"),
    Fault("no audio in the answer", answering(b'[["wrb.fr","jQ1olc",null,null,"generic"]]'), "holds no sound"),
    Fault("empty audio", answering(envelope(b"")), "not an MP3"),
    Fault("base64 cut", truncated_base64, "cut off|instead of"),
    Fault("body cut", truncated_body, "cannot be reached, or broke"),
    Fault("chunked body cut", truncated_chunked, "cannot be reached, or broke"),
    Fault("not UTF-8", answering(b"jQ1olc\xff\xfe"), "cut off or is not in the form"),
    Fault("not ASCII", answering('jQ1olc","[\\"ក\\"]'.encode()), "cut off or is not in the form"),
    Fault("much too short", answering(envelope(mp3(0.3))), "0.3 s instead of"),
    Fault("much too long", answering(envelope(mp3(60.0))), "60 s instead of"),
    Fault("silence", answering(envelope(mp3(3.0, 0.0))), "silence"),
    Fault("garbage", answering(envelope(b"\x00\x01garbage" * 500)), "not an MP3"),
    Fault("a WAV file", answering(envelope(b"RIFF\x24\x08\x00\x00WAVEfmt " + bytes(2000))), "not an MP3"),
    Fault("two sounds", answering(envelope(mp3(3.0), mp3(3.0))), "more than one sound"),
    Fault("consent page", answering(b"", status="302 Found", Location=CONSENT), "answered 302"),
    Fault("reset", reset, "cannot be reached, or broke"),
    Fault("hangs", hang, "no whole answer in the time|no answer in time", 0.5),
    Fault("hangs after headers", hang_after_headers, "no whole answer in the time|broke", 0.5),
    Fault("drips", drip, "no whole answer in the time", 0.7),
    Fault("never ends", endless, "larger than any sentence"),
]


@pytest.fixture
def old(stop: Stop, gtts_only: None, service: Service) -> Iterator["Kept"]:
    """A narration made well before, which must still be there byte for byte at the end of the test."""
    made = narration.make(wanted(OLD))
    assert (made.synthesised, made.encoded, made.failures) == (1, 1, ())
    (heard,) = narration.find([wanted(OLD)])
    assert isinstance(heard, narration.Heard)
    kept = Kept(heard.track.key)
    yield kept
    assert kept.now() == kept.before


class Kept:
    def __init__(self, key: str) -> None:
        self.key = key
        self.before = self.now()

    def now(self) -> dict[str, bytes]:
        from django.conf import settings

        root = Path(settings.MEDIA_ROOT)
        return {
            path: (root / path).read_bytes() for path in (narration.opus_path(self.key), narration.mp3_path(self.key))
        }


def later(media: Path) -> None:
    """As if the waiting time of every failure were over."""
    Segment.objects.filter(status="failed").update(retry_at=timezone.now())
    (media / "voices" / "gtts.json").unlink(missing_ok=True)


def assert_refused(settings: Settings, reason: str) -> None:
    made = narration.make(wanted(NEW))
    assert (made.synthesised, made.encoded, made.failed) == (0, 0, 1)
    row = Segment.objects.get(text=NEW[0])
    assert row.status == "failed"
    said = narration.told(row.reason)
    assert any(part in said for part in reason.split("|")), said
    assert "gave this reason" not in said
    assert row.attempts == 1
    assert not row.permanent
    assert row.retry_at
    assert row.retry_at > timezone.now()
    assert said in narration.reasons(wanted(NEW))
    assert narration.find([wanted(NEW)]) == [narration.Silence.WAITING]
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.partial"))


def assert_heals(settings: Settings) -> None:
    later(Path(settings.MEDIA_ROOT))
    made = narration.make(wanted(NEW))
    assert (made.synthesised, made.encoded, made.failures) == (1, 1, ())
    assert Segment.objects.get(text=NEW[0]).reason == ""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_bad_answer_changes_nothing_and_a_good_one_heals(
    fault: Fault, old: Kept, service: Service, settings: Settings
) -> None:
    settings.NARRATION = {"gtts": settings.NARRATION["gtts"] | {"DEADLINE_S": fault.deadline_s}}
    service.behave = fault.behave
    assert_refused(settings, fault.reason)
    settings.NARRATION = {"gtts": settings.NARRATION["gtts"] | {"DEADLINE_S": 10.0}}
    service.behave = well
    assert_heals(settings)


def test_a_certificate_of_another_host_is_refused(old: Kept, service: Service, settings: Settings) -> None:
    service.certified_host = "other.example"
    assert_refused(settings, "certificate is not valid")
    service.certified_host = "translate.google.com"
    assert_heals(settings)


def test_a_certificate_nobody_vouches_for_is_refused(old: Kept, service: Service, settings: Settings) -> None:
    ours, service.authority = service.authority, trustme.CA()
    assert_refused(settings, "certificate is not valid")
    service.authority = ours
    assert_heals(settings)


def test_nobody_listening_is_a_reason(
    old: Kept, service: Service, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert_refused(settings, "cannot be reached")
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, service.proxy)
    assert_heals(settings)


@pytest.fixture
def plain_gtts(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """The library as it comes, saving a sentence over a file."""
    import requests
    from gtts import tts

    monkeypatch.setattr(tts, "requests", requests)
    return lambda path: tts.gTTS(NEW[0], lang="en", timeout=5).save(str(path))


def test_control_the_library_alone_destroys_a_good_file_and_says_nothing(
    service: Service, tmp_path: Path, plain_gtts: Callable[[Path], None]
) -> None:
    good = tmp_path / "good.mp3"
    good.write_bytes(said(OLD[0]))
    service.behave = answering(b"<html>Sorry</html>", kind="text/html")
    plain_gtts(good)
    assert good.read_bytes() == b""


def test_control_the_library_alone_trusts_any_certificate(
    service: Service, tmp_path: Path, plain_gtts: Callable[[Path], None]
) -> None:
    service.certified_host = "other.example"
    plain_gtts(tmp_path / "made.mp3")
    assert (tmp_path / "made.mp3").read_bytes() == said(NEW[0])
