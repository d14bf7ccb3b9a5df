"""Builds the first tour on a site of its own, speaks it offline, and measures (about ten minutes on two cores)."""

import ssl
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import trustme

from tests.bench import first_sound, memory, pages, serving, speaking
from tests.bench.report import show
from tests.narration.gtts_service import Service
from tests.site import ROOT, Site, free_port

TOUR = "battle-of-pailin"
SEED = ROOT / "seeds" / TOUR


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
        site.media.mkdir()
        site.manage("migrate", "--verbosity", "0")
        site.manage("load", str(SEED))
        start = time.perf_counter()
        for language in seed["languages"]:
            site.manage("narrate", TOUR, "--language", language, *(["--voice", "espeak"] * (language in {"en", "fr"})))
        spoken_s = time.perf_counter() - start
        published_s = speaking.timed(site, "publish", TOUR)
        print(f"\nSpeaking {len(seed['stops'])} stops x {len(seed['languages'])} languages: {spoken_s:.0f} s")  # noqa: T201
        _phone(site, authority, Path(folder), seed["languages"], seed["stops"])
        show("Visitors' pages", pages.figures(site, TOUR, seed["languages"]))
        site.extra["WAYSIDE_GTTS"] = "off"
        _web(site)
        show(
            "Speaking and publishing", speaking.figures(site, published_s, len(seed["stops"]), len(seed["languages"]))
        )


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
    finally:
        site.stop()


if __name__ == "__main__":
    main()
