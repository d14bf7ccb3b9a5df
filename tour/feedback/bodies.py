"""What phones may send, as types with bounds: anything else is refused whole, before a table is touched."""

import datetime
from typing import Annotated, TypeVar

import msgspec
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from msgspec import Meta

LARGEST_BYTES = 10_000
# Longer stops than this do not exist: a narration is a few minutes.
_MOST_SENTENCES = 1000

Word = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")]
Language = Annotated[str, Meta(min_length=2, max_length=12, pattern=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")]
Sentence = Annotated[int, Meta(ge=0, lt=_MOST_SENTENCES)]
# A kiosk that was alone for days sends as much at once.
Count = Annotated[int, Meta(ge=0, le=1000)]
Key = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]

Body = TypeVar("Body")


class Listened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stop in one language on one day: how many listens, and where those that did not end stopped."""

    tour: Word
    stop: Word
    language: Language
    day: datetime.date
    plays: Count = 0
    ends: Count = 0
    left: Annotated[dict[Sentence, Count], Meta(max_length=200)] = {}


class Batch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one phone has heard since it last found a network."""

    heard: Annotated[tuple[Listened, ...], Meta(min_length=1, max_length=60)]


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mistake; without `sentence` and `words` the whole stop is meant."""

    tour: Word
    stop: Word
    language: Language
    key: Key
    note: Annotated[str, Meta(min_length=1, max_length=1000)]
    sentence: Sentence | None = None
    words: Annotated[str, Meta(max_length=1000)] = ""


class BodyRefused(Exception):
    """The body cannot be taken; `status` is 400 or 413, the message says why."""

    def __init__(self, status: int, reason: str) -> None:
        """`reason` is a short plain sentence for whoever wrote the client."""
        super().__init__(reason)
        self.status = status


def read(request: HttpRequest, kind: type[Body], largest_bytes: int = LARGEST_BYTES) -> Body:
    """The request's JSON as that type; raises `BodyRefused`.

    Only `application/json` is read: a page of another site can send that to us only after asking
    (CORS), and nobody answers.
    """
    if (request.content_type or "").lower() != "application/json":
        raise BodyRefused(400, "Send application/json.")
    said = str(request.META.get("CONTENT_LENGTH") or "")
    if said.isdecimal() and int(said) > largest_bytes:
        raise BodyRefused(413, f"Send at most {largest_bytes:,} bytes.")
    try:
        body = request.read(largest_bytes + 1)
    except (UnreadablePostError, OSError) as broken:
        raise BodyRefused(400, "The body did not arrive whole.") from broken
    if len(body) > largest_bytes:
        raise BodyRefused(413, f"Send at most {largest_bytes:,} bytes.")
    if said.isdecimal() and len(body) < int(said):
        raise BodyRefused(400, "The body did not arrive whole.")
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        raise BodyRefused(400, f"{wrong}"[:200]) from wrong
