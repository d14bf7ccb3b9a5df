"""Bytes on the wire: a TLS client that counts every byte it receives, handshake and records included."""

import socket
import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What one cold request cost: all bytes received from the first of the handshake to the last of the body."""

    received_bytes: int
    status: int
    headers: dict[str, str]
    body: bytes


def fetch(port: int, path: str, context: ssl.SSLContext, *, headers: dict[str, str]) -> Answer:
    """Ask 127.0.0.1 once over a new TLS connection, and read until the server closes."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    received = 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:

        def pump() -> bool:
            nonlocal received
            if sent := outgoing.read():
                wire.sendall(sent)
            data = wire.recv(65536)
            received += len(data)
            incoming.write(data) if data else incoming.write_eof()
            return bool(data)

        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                pump()
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close"]
        tls.write("\r\n".join([*lines, *(f"{k}: {v}" for k, v in headers.items()), "", ""]).encode())
        answer = b""
        while True:
            try:
                part = tls.read(65536)
            except ssl.SSLWantReadError:
                if not pump():
                    break
                continue
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                break
            if not part:
                break
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in rest)
    return Answer(received, int(first.split()[1]), {k.lower(): v.strip() for k, _, v in pairs}, body)
