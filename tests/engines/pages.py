"""A page from which a test reaches what phones run, and a hand-made tour to keep."""

import hashlib
import json
from dataclasses import dataclass

from tests.engines.engine import STILL, Engine, until
from tests.engines.front import Answer, Front

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'"
_PAGE = Answer(
    headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY},
    body=b"<!doctype html><title>Desk</title><script type=module src=/client/desk.js></script>",
)
# Pauses between tries are passed quickly; the limit on a line that says nothing stays long enough for any.
_DESK = Answer(
    headers={"Content-Type": "text/javascript"},
    body=b"""
    const real = globalThis.setTimeout;
    globalThis.setTimeout = (work, ms, ...more) => real(work, ms < 8000 ? ms / 40 : ms, ...more);
    Object.assign(globalThis, { pack: await import("./pack.js") });
    """,
)
ROOT = "/en/old-mill/"


def desk(engine: Engine, front: Front) -> None:
    """Open a page of the front with `pack`, the door of pack.js, at hand."""
    front.own |= {"/client/": _PAGE, "/client/desk.js": _DESK}
    engine.open(front.url + "/client/")
    until(engine, "() => Boolean(globalThis.pack)")


@dataclass(frozen=True)
class Tour:
    """A made-up tour of two pages and one track."""

    track: bytes
    words: bytes = b"<!doctype html><title>The mill</title>"

    def put(self, front: Front) -> None:
        """Lay its files and its pack.json on the line."""
        listed = []
        for url, type_, body in (
            (ROOT.removeprefix("/"), "text/html; charset=utf-8", self.words),
            (ROOT.removeprefix("/") + "track.webm", "audio/webm", self.track),
        ):
            src = address(url, body)
            digest = hashlib.sha256(body).hexdigest()
            listed.append({"url": url, "src": src, "bytes": len(body), "sha256": digest, "type": type_, "for": "all"})
            front.own["/" + src] = Answer(headers={"Content-Type": type_}, body=body)
        pack = {
            "tour": "old-mill",
            "language": "en",
            "release": address("r", self.track + self.words),
            "files": listed,
        }
        body = json.dumps(pack | {"bytes": {"opus": 1, "mp3": 1}}).encode()
        front.own[ROOT + "pack.json"] = Answer(headers={"Content-Type": "application/json"}, body=body)


def address(url: str, body: bytes) -> str:
    """Where bytes lie by their content."""
    return f"files/{hashlib.sha256(body).hexdigest()[:32]}.{'webm' if url.endswith('.webm') else 'html'}"


KEEP = """async (url) => {
    try {
        await pack.keep(await pack.offered(url));
        return "kept";
    } catch (error) {
        return error.name;
    }
}"""
# All that this origin remembers: release and addresses of packs, and the size and beginning of each file.
MEMORY = """async () => {
    const cache = await caches.open(pack.CACHE);
    const files = {};
    for (const { url } of await cache.keys()) {
        const body = await (await cache.match(url)).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
        files[new URL(url).pathname] = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    const packs = (await pack.kept()).map(({ id, release, files }) => ({ id, release, files }));
    return { files, packs, whole: (await pack.check("old-mill/en", { deep: true })).length === 0 };
}"""
# Whether the sound has come past a time, in seconds.
SOUNDS = """(past) => {
    const { paused, currentTime } = document.querySelector("audio");
    return !paused && currentTime > past;
}"""
_READY = """async () => (await navigator.serviceWorker?.getRegistration("/"))?.active
    && document.querySelector("keep-tour")?.dataset.state === "ready" """
_KEEP = "keep-tour [data-show=offer][data-action=keep]"
_OFFERED = "(selector) => document.querySelector(selector)?.checkVisibility()"


def settle(engine: Engine, front: Front) -> None:
    """Have the tiny tour kept on this phone by the button of its page, and the service worker answer for it."""
    engine.open(front.url + ROOT)
    until(engine, _OFFERED, _KEEP)
    until(engine, STILL, _KEEP)
    engine.tap(_KEEP)
    until(engine, _READY, seconds=30)
