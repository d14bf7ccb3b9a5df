"""Builds the first tour on a site of its own, speaks it offline, and measures (some eight minutes on two cores).

`python -m tests.bench FOLDER` keeps the spoken site there, and measures it again without speaking.
"""

import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import trustme

from tests.bench import crowd, desk, first_sound, memory, pages, serving, speaking
from tests.bench.report import show
from tests.narration.gtts_service import Service
from tests.site import ROOT, Site, free_port

TOUR = "battle-of-pailin"
SEED = ROOT / "seeds" / TOUR
# What espeak really speaks. The stand-in's hum has the sizes of sound, but not the lengths of these words.
SPOKEN = ("en", "fr")


def main() -> None:
    """Print the table."""
    seed = tomllib.loads((SEED / "tour.toml").read_text())
    with tempfile.TemporaryDirectory() as folder, Service(authority := trustme.CA()) as service:
        authority.cert_pem.write_to_path(f"{folder}/ca.pem")
        site = Site(
            Path(folder),
            extra={
                # Languages that only the online voice speaks are spoken by the stand-in of its service:
                # the sizes and counts are those of real tracks, the sound is a hum.
                "WAYSIDE_GTTS": "on",
                "WAYSIDE_GTTS_PAUSE": "0",
                "HTTPS_PROXY": service.proxy,
                "REQUESTS_CA_BUNDLE": f"{folder}/ca.pem",
            },
        )
        _spoken(site, seed["languages"], Path(sys.argv[1]) if sys.argv[1:] else None)
        published = speaking.timed(site, "publish", TOUR)
        _phone(site, authority, Path(folder), seed["languages"], seed["stops"])
        show("Visitors' pages", pages.figures(site, TOUR, SPOKEN))
        site.extra["WAYSIDE_GTTS"] = "off"
        show("Speaking and publishing", speaking.figures(site, published, len(seed["stops"]), len(seed["languages"])))
        # Last, because the crowd's curator leaves edits behind.
        _web(site)
    show("At the desk", desk.figures())


def _spoken(site: Site, languages: list[str], kept: Path | None) -> None:
    """Have the tour loaded and spoken, or take it from the folder where that was done before."""
    if kept and kept.exists():
        shutil.copytree(kept, site.folder, dirs_exist_ok=True)
        return
    site.media.mkdir()
    site.manage("migrate", "--verbosity", "0")
    site.manage("load", str(SEED))
    start = time.perf_counter()
    for language in languages:
        site.manage("narrate", TOUR, "--language", language, *(["--voice", "espeak"] * (language in SPOKEN)))
    print(f"\nSpeaking in {len(languages)} languages: {time.perf_counter() - start:.0f} s", flush=True)  # noqa: T201
    if kept:
        shutil.copytree(site.folder, kept)


def _phone(site: Site, authority: trustme.CA, folder: Path, languages: list[str], stops: list[str]) -> None:
    """Measure over real TLS: granian with a certificate of the test's own."""
    certificate = authority.issue_cert("localhost", key_type=trustme.KeyType.ECDSA)
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    certificate.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    context = ssl.create_default_context()
    authority.configure_trust(context)
    port = free_port()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port",
         str(port), "--ssl-certificate", str(folder / "cert.pem"), "--ssl-keyfile", str(folder / "key.pem"), "--no-ws",
         "--blocking-threads", "4", "--log-level", "warning", "tour.wsgi:application"],
        cwd=ROOT, env=site.environment(),
    )  # fmt: skip
    try:
        serving.wait_for(port, process)
        show(
            "First sound, on a phone",
            first_sound.figures(list(first_sound.pages(port, context, TOUR, languages, stops))),
        )
    finally:
        process.terminate()
        process.wait(10)


def _web(site: Site) -> None:
    site.start()
    try:
        show("Memory and start", memory.figures(site))
        track = pages.first_track(site, f"/en/{TOUR}/a-town-of-stones/")
        show("Serving", serving.figures(site, f"/en/{TOUR}/a-town-of-stones/", track))
        aside = site.database.with_suffix(".aside")
        site.database.rename(aside)
        show("With the database gone", pages.without_database(site, TOUR))
        aside.rename(site.database)
        show("A crowd", crowd.figures(site, TOUR, f"/en/{TOUR}/a-town-of-stones/", track))
    finally:
        site.stop()


if __name__ == "__main__":
    main()
