"""First sound, on a phone: bytes of the one request, how much sound it carries, and what else a page asks for."""

import base64
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import brotli

from tests.bench.report import Figure
from tests.bench.wire import fetch

GOAL_BYTES = 14_600


@dataclass(frozen=True)
class Page:
    """One stop in one language, as a phone gets it cold over TLS."""

    language: str
    stop: str
    received_bytes: int
    html: str

    @property
    def opening_bytes(self) -> int:
        """How many bytes of its own track the page carries."""
        block = re.search(r'<script[^>]*id="opening"[^>]*>([^<]*)</script>', self.html)
        return len(base64.b64decode(block.group(1))) if block else 0


def pages(port: int, tls: ssl.SSLContext, tour: str, languages: list[str], stops: list[str]) -> Iterator[Page]:
    """Every stop in every language, each over a new connection."""
    for language in languages:
        for stop in stops:
            answer = fetch(port, f"/{language}/{tour}/{stop}/", tls, headers={"Accept-Encoding": "br"})
            assert answer.status == 200, f"{language} {stop}: {answer.status}"
            html = brotli.decompress(answer.body).decode()
            yield Page(language, stop, answer.received_bytes, html)


def figures(found: list[Page]) -> list[Figure]:
    """The rows of the table."""
    sounding = [page for page in found if "<source" in page.html]
    carrying = [page for page in sounding if page.opening_bytes]
    largest = max(found, key=lambda page: page.received_bytes)
    shortest = min((page.opening_bytes for page in carrying), default=0)
    return [
        Figure(
            "bytes on the wire to first sound, TLS with handshake, cold, every stop x language (largest)",
            f"<= {GOAL_BYTES:,}",
            f"{largest.received_bytes:,} ({largest.language} {largest.stop}, of {len(found)})",
            largest.received_bytes <= GOAL_BYTES,
        ),
        Figure(
            "stops with sound that carry its beginning; the shortest beginning",
            "all; 2 s is about 6,000 bytes",
            f"{len(carrying)} of {len(sounding)}; {shortest:,} bytes",
            len(carrying) == len(sounding),
        ),
    ]
