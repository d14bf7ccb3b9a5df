"""`make run`: sets a site up and keeps its processes together until it is told to end."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from tour import content, publishing
from tour.languages.catalogues import compile_all
from tour.models import Role, Tour, give

Say = Callable[[str], None]
# Threads of the web server for what Django answers; the front needs none to wait in.
WEB_THREADS = 4
STOP_WITHIN_S = 15


def set_up(say: Say) -> None:
    """Make tables, catalogues, the first administrator and the first releases; each only where it is lacking."""
    compile_all()
    call_command("migrate", verbosity=0, interactive=False)
    _first_administrator(say)
    if not Tour.objects.exists():
        for folder in sorted(path.parent for path in (settings.BASE_DIR / "seeds").glob("*/tour.toml")):
            _load(folder, say)
    for slug in Tour.objects.values_list("slug", flat=True):
        # Only what has never been published: after that, publishing is the curator's decision.
        if slug not in publishing.current().tours:
            say(f"Publishing the words of {slug} ...")
            _or_say(partial(publishing.publish, slug), say)
    _or_say(publishing.publish_site, say)
    # Of a new site they are not there yet; the scheduler would call that a fault it has mended.
    _or_say(publishing.renew_notices, say)


def serve(host: str, port: int, say: Say) -> int:
    """Start web, worker and scheduler; end all of them when one ends or a signal comes. Gives the exit code."""
    commands = {
        "web": (
            "granian",
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            "1",
            "--blocking-threads",
            str(WEB_THREADS),
            "--no-ws",
            "--log-level",
            "warning",
            "tour.wsgi:application",
        ),
        "worker": ("python", "manage.py", "db_worker", "--interval", "1", "--no-startup-delay"),
        # What somebody at the desk waits for, beside the hours that speaking may take.
        "desk": ("python", "manage.py", "db_worker", "--queue-name", "desk", "--interval", "1", "--no-startup-delay"),
        "scheduler": ("python", "manage.py", "scheduler"),
    }
    # Before the first start: a signal that came between would leave the children behind.
    stopping = _signalled()
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            processes[name] = _start(command)
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        say(f"Open {address}/  (the admin: {address}/admin/)  Ctrl+C ends it.")
        while not stopping():
            ended = {name: code for name, process in processes.items() if (code := process.poll()) is not None}
            if "web" in ended:
                say(f"The web process ended ({ended['web']}); ending the others.")
                return 1
            for name, code in ended.items():
                say(f"The {name} ended ({code}); starting it again.")
                time.sleep(1)  # one that fails at once must not be started in a frenzy
                processes[name] = _start(commands[name])
            time.sleep(0.3)  # several processes, any of which may end: none tells when
    finally:
        _end(processes.values())
    return 0


def _load(folder: Path, say: Say) -> None:
    """Load a tour folder; one with faults is named and left out, and the site starts without it."""
    say(f"Loading {folder.name} ...")
    try:
        faults = content.load(folder).refused
    except content.FolderRefused as refused:
        faults = refused.faults
    for fault in faults:
        say(f"  {folder.name}/{fault}")


def _or_say(publish: Callable[[], object], say: Say) -> None:
    """Publish; where it is refused, or a release is damaged, say so: what visitors have is served all the same."""
    try:
        publish()
    except (publishing.PublishRefused, publishing.Unreadable, publishing.NoticesUnwritten) as refused:
        say(f"Not published: {refused}")


def _first_administrator(say: Say) -> None:
    """Make the first administrator and print the password, which is kept nowhere in readable form."""
    users = User.objects
    if users.filter(is_superuser=True).exists():
        return
    password = secrets.token_urlsafe(12)
    give(users.create_superuser("admin", password=password), Role.ADMINISTRATOR)
    say(f"\n  First administrator: admin\n  Password, shown this once: {password}\n")


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """A child in its own session, so that Ctrl+C reaches it only through us, in order."""
    program = Path(sys.executable).with_name(command[0])
    return subprocess.Popen(
        [str(program), *command[1:]], cwd=settings.BASE_DIR, env=_environment(), start_new_session=True
    )


def _environment() -> dict[str, str]:
    return os.environ | {"DJANGO_SETTINGS_MODULE": "tour.settings"}


def _signalled() -> Callable[[], bool]:
    """A question that turns true once SIGINT or SIGTERM has come."""
    came: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: came.append(received))
    return lambda: bool(came)


def _end(processes: Iterable["subprocess.Popen[bytes]"]) -> None:
    """Ask each to end, and after a while make it, and whatever it started and left behind."""
    running = [process for process in processes if process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_WITHIN_S
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        # Told to end while it was still starting, a web server goes without its own worker.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
