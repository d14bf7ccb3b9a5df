"""Making the files of jobs, each job once: what it made is kept under its key."""

import re
import secrets
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.conf import settings

from tour.edition import File, Job
from tour.publishing.compression import brotli_form, gzip_form
from tour.publishing.kinds import bare
from tour.publishing.links import links
from tour.publishing.store import NAME_DIGITS, Kept, Store

# Brotli, most of the work of a page, and the disk's flush run outside the interpreter's lock.
_THREADS = 4
# Jobs waiting for a thread: enough that none is idle, however long the tour.
_IN_HAND = 16


class BadFile(Exception):
    """A face gave a file that cannot be published; the message names it."""


class Made(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One finished file in the store: where it is met, its blobs, and where its links lead."""

    url: str
    type: str
    sha256: str
    bytes: int
    status: int = 200
    br: str = ""
    br_bytes: int = 0
    gzip: str = ""
    gzip_bytes: int = 0
    policy: str = ""
    pack: str = ""
    links: tuple[str, ...] = ()


@dataclass
class Tally:
    """Files whose bytes were new to the store (compressed forms not counted), and jobs that had to be done."""

    written: int = 0
    jobs: int = 0


_decoder = msgspec.json.Decoder(tuple[Made, ...])
_Done = tuple[tuple[Made, ...], set[str]]


def make(store: Store, jobs: Iterable[Job], tally: Tally) -> list[Made]:
    """The files of all jobs, in no particular order; unchanged jobs are not done again. Raises `BadFile`."""
    made: list[Made] = []
    new: set[str] = set()
    waiting: deque[Future[_Done]] = deque()

    def finish_one() -> None:
        files, written = waiting.popleft().result()
        made.extend(files)
        new.update(written)

    with ThreadPoolExecutor(_THREADS) as pool:
        for job in jobs:
            known = _known(store, job.key)
            if known is not None:
                made += known
                continue
            tally.jobs += 1
            waiting.append(pool.submit(_do, store, job))
            if len(waiting) > _IN_HAND:
                finish_one()
        while waiting:
            finish_one()
    tally.written += len(new)
    return made


def keep(store: Store, file: File) -> tuple[Made, bool]:
    """Put one file and its compressed forms into the store; it, and whether its bytes were new. Raises `BadFile`."""
    kept = _adopted(store, file) if file.path else store.put(file.body)
    if (declared := re.match(r"files/([^.]*)", file.url)) and declared[1] != kept.sha256[:NAME_DIGITS]:
        raise BadFile(f"{file.url} does not hold the bytes that its address names.")
    try:
        br, gz = brotli_form(file.body, file.type, file.brotli), gzip_form(file.body, file.type)
    except ValueError as error:
        raise BadFile(f"{file.url}: {error}.") from error
    page = bare(file.type) == "text/html"
    return (
        Made(
            url=file.url,
            type=file.type,
            sha256=kept.sha256,
            bytes=kept.size_bytes,
            status=file.status,
            br=store.put(br).sha256 if br else "",
            br_bytes=len(br),
            gzip=store.put(gz).sha256 if gz else "",
            gzip_bytes=len(gz),
            policy=file.policy,
            pack=file.pack,
            links=links(file.body.decode(), file.url) if page else (),
        ),
        kept.new,
    )


def whole(store: Store, made: Made) -> bool:
    """Whether every blob of the file is in the store, in full size."""
    return (
        store.holds(made.sha256, made.bytes)
        and (not made.br or store.holds(made.br, made.br_bytes))
        and (not made.gzip or store.holds(made.gzip, made.gzip_bytes))
    )


def index() -> Path:
    """The folder of what each job made."""
    return Path(settings.MEDIA_ROOT) / "store" / "made"


def forget_vanished(store: Store) -> None:
    """Forget what jobs made wherever a blob of it is no more."""
    for noted in index().glob("*.json"):
        if _known(store, noted.stem) is None:
            noted.unlink()


def _known(store: Store, key: str) -> tuple[Made, ...] | None:
    """What the job made when it was last done; None where it was not, or where a blob has vanished since."""
    try:
        made = _decoder.decode(_noted(key).read_bytes())
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
    return made if all(whole(store, one) for one in made) else None


def _do(store: Store, job: Job) -> _Done:
    """Do the job, in a thread, and note what it made; its files, and the hashes of those that were new."""
    results = [keep(store, file) for file in job.make()]
    made = tuple(one for one, _ in results)
    _note(job.key, made)
    return made, {one.sha256 for one, new in results if new}


def _note(key: str, made: tuple[Made, ...]) -> None:
    noted = _noted(key)
    noted.parent.mkdir(parents=True, exist_ok=True)
    aside = noted.with_name(f"{noted.name}.{secrets.token_hex(4)}.tmp")
    aside.write_bytes(msgspec.json.encode(made))
    aside.replace(noted)


def _noted(key: str) -> Path:
    if not re.fullmatch("[0-9a-f]{16,64}", key):
        raise BadFile(f"A job's key must be 16 to 64 hex digits, not {key!r}.")
    return index() / f"{key}.json"


def _adopted(store: Store, file: File) -> Kept:
    """Keep a file that lies below the media folder, which no path of a face may leave."""
    media = Path(settings.MEDIA_ROOT).resolve()
    source = (media / file.path).resolve()
    if not source.is_relative_to(media):
        raise BadFile(f"{file.url} is said to lie outside the media folder.")
    try:
        return store.adopt(source)
    except OSError as error:
        raise BadFile(f"{file.url} is made from media/{file.path}, which cannot be read.") from error
