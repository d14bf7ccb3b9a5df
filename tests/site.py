"""A whole site in a folder of its own: its commands and its web server, as a museum would run them."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 30
SPEAK = """
from tour import edition, narration, publishing
for language in "{languages}".split():
    of = edition.pin_language("{tour}", language)
    for stop in of.stops:
        if stop.slug in "{stops}".split():
            made = narration.make(edition.wanted(of, stop))
            assert not made.failures, made.failures
publishing.add_sound("{tour}")
"""


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """Tables and media below `folder`; `extra` are more environment variables."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    port: int = 0
    web: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """The address of the running server, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "site.sqlite3"

    @property
    def media(self) -> Path:
        """The media folder."""
        return self.folder / "media"

    def environment(self) -> dict[str, str]:
        """What the site's processes see: nothing of the developer's own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYSIDE_", "DATABASE_"))}
        return (
            kept
            | {
                "DJANGO_SETTINGS_MODULE": "tour.settings",
                "DATABASE_URL": f"sqlite:///{self.database}",
                "WAYSIDE_MEDIA": str(self.media),
                "WAYSIDE_GTTS": "off",
            }
            | self.extra
        )

    def manage(self, *command: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Run a management command; its output is in the result, and in the error where it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if check and done.returncode:
            said = f"{done.stdout}{done.stderr}"
            raise AssertionError(f"manage.py {' '.join(command)} ended with {done.returncode}:\n{said}")
        return done

    def speak(self, tour: str, languages: str, stops: str) -> None:
        """Have some stops spoken in some languages (names parted by blanks), and given to visitors."""
        self.manage("shell", "--no-imports", "-c", SPEAK.format(tour=tour, languages=languages, stops=stops))

    def start(self) -> None:
        """Start the web server and wait until it answers."""
        self.port = self.port or free_port()
        self.web = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("granian")),
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--blocking-threads",
                "4",
                "--no-ws",
                "--log-level",
                "warning",
                "tour.wsgi:application",
            ],
            cwd=ROOT,
            env=self.environment(),
        )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Return once the port takes connections; fail where the server ended instead."""
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            if self.web and self.web.poll() is not None:
                raise AssertionError(f"the server ended with {self.web.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)  # a closed port gives no event to wait for
            else:
                return
        raise AssertionError("the server did not answer")

    def stop(self) -> None:
        """End the web server, if it runs."""
        if self.web:
            self.web.terminate()
            self.web.wait(10)
            self.web = None
