"""Plays translate.google.com: a CONNECT proxy with TLS, so that the real gTTS library runs whole against it."""

import base64
import json
import socket
import ssl
import tempfile
import threading
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import trustme

from tests.narration.fake_voice import hum
from tour.narration.audio import encode

HOST = "translate.google.com"


@dataclass
class Call:
    """One call as the service sees it."""

    connection: ssl.SSLSocket
    text: str
    language: str
    stopped: threading.Event


Behaviour = Callable[[Call], None]


@cache
def mp3(seconds: float, volume: float = 1.0) -> bytes:
    """An MP3 of so much humming."""
    sound = hum(seconds, rate=24_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.mp3"
        encode.mp3(path, type(sound)(sound.data * volume, sound.rate))
        return path.read_bytes()


def said(text: str) -> bytes:
    """A plausible MP3 of a text."""
    return mp3(round(0.4 + 0.08 * len(text), 1))


def envelope(*bodies: bytes) -> bytes:
    """The service's answer with these sounds, one a line."""
    lines = (
        json.dumps(
            [["wrb.fr", "jQ1olc", json.dumps([base64.b64encode(body).decode()]), None, None, None, "generic"]],
            separators=(",", ":"),
        )
        for body in bodies
    )
    return b")]}'\n\n" + "".join(f"{len(line)}\n{line}\n" for line in lines).encode()


def http(body: bytes, status: str = "200 OK", kind: str = "application/json; charset=utf-8", **headers: str) -> bytes:
    """A whole HTTP answer."""
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}Connection: close\r\n\r\n"
    )
    return head.encode() + body


def well(call: Call) -> None:
    """Answers as it should."""
    call.connection.sendall(http(envelope(said(call.text))))


@dataclass
class Service:
    """The stand-in; set `behave` to have it misbehave. `heard` are the texts it was asked for."""

    authority: trustme.CA
    behave: Behaviour = well
    certified_host: str = HOST
    heard: list[tuple[str, str]] = field(default_factory=list)

    def __enter__(self) -> "Service":
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._listener.close()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            assert _until(plain, b"\r\n\r\n").startswith(f"CONNECT {HOST}:443".encode())
            plain.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.authority.issue_cert(self.certified_host).configure_cert(context)
            with context.wrap_socket(plain, server_side=True) as connection:
                head = _until(connection, b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                text, language = _asked(_exactly(connection, length))
                self.heard.append((text, language))
                self.behave(Call(connection, text, language, self._stopped))
        except OSError:
            return  # the other side is gone, or refused us


def _asked(body: bytes) -> tuple[str, str]:
    (packed,) = urllib.parse.parse_qs(body.decode())["f.req"]
    rpc: Any = json.loads(packed)
    text, language, *_ = json.loads(rpc[0][0][1])
    return text, language


def _until(connection: socket.socket, mark: bytes) -> bytes:
    found = b""
    while not found.endswith(mark):
        part = connection.recv(1)
        if not part:
            raise ConnectionError("closed early")
        found += part
    return found


def _exactly(connection: socket.socket, length: int) -> bytes:
    found = b""
    while len(found) < length:
        part = connection.recv(length - len(found))
        if not part:
            raise ConnectionError("closed early")
        found += part
    return found
