"""Serving: CPU per request of the front, of nginx over the same bytes, and of a plain Django view of the same stop."""

import http.client
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.processes import cpu_s, resident_mb
from tests.bench.report import Figure
from tests.site import ROOT, Site, free_port

# Requests a measurement: enough for the 10 ms ticks of /proc to weigh 1 %.
MANY, FEW = 12_000, 400
NGINX = """
user root; daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 64; }}
http {{
  access_log off; include /etc/nginx/mime.types; default_type application/octet-stream;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; sendfile on; tcp_nopush on;
    location = /page {{ default_type text/html; add_header Content-Encoding br; add_header ETag x; }} }}
}}
"""
# A plain view of the same stop: a query for the stop and one for its claims, and a template.
PLAIN = """
from django.urls import path
from django.http import HttpRequest, HttpResponse
from django.template import engines
from tour.models import Stop, paragraphs, words
PAGE = engines["django"].from_string(
    "<h1>{{ title }}</h1>{% for p in paragraphs %}<p>{{ p }}</p>{% endfor %}"
    "{% for c in claims %}<li>{{ c }}</li>{% endfor %}")
def stop(request):
    row = Stop.objects.only("title_en", "text_en").get(tour__slug="battle-of-pailin", number=1)
    claims = [claim.text_en for claim in row.claims.only("text_en", "stop")]
    return HttpResponse(PAGE.render({
        "title": words(row, "title", "en"), "paragraphs": paragraphs(words(row, "text", "en")), "claims": claims}))
urlpatterns = [path("page", stop)]
"""


def _ask(port: int, path: str, count: int, headers: dict[str, str]) -> int:
    """Ask one after the other over one connection; the size of the last body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    size = 0
    for _ in range(count):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        assert answer.status in {200, 206}, f"{path}: {answer.status}"
    connection.close()
    return size


def cost_us(pid: int, port: int, path: str, count: int, headers: dict[str, str]) -> float:
    """Microseconds of the server's CPU a request, after a short warming up."""
    _ask(port, path, 50, headers)
    before = cpu_s(pid)
    _ask(port, path, count, headers)
    return (cpu_s(pid) - before) / count * 1e6


@contextmanager
def nginx(folder: Path, files: dict[str, bytes]) -> Iterator[tuple[int, int]]:
    """nginx over these files; gives its process id and port."""
    port = free_port()
    (folder / "www").mkdir(parents=True)
    for name, body in files.items():
        (folder / "www" / name).write_bytes(body)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    try:
        wait_for(port, process)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def plain_django(site: Site) -> Iterator[tuple[int, int]]:
    """A granian whose Django answers /page with a plain view; gives its process id and port."""
    port = free_port()
    (site.folder / "plain.py").write_text(PLAIN)
    (site.folder / "plain_wsgi.py").write_text(
        "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'tour.settings'\n"
        "from django.conf import settings\nsettings.ROOT_URLCONF = 'plain'\nsettings.MIDDLEWARE = []\n"
        "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"
    )
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port",
         str(port), "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "plain_wsgi:application"],
        cwd=ROOT, env=site.environment() | {"PYTHONPATH": f"{site.folder}:{ROOT}"},
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return once a server that was started takes connections."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.05)  # a closed port gives no event to wait for
        else:
            return
    raise AssertionError("the peer did not start")


def figures(site: Site, page: str, track: str) -> list[Figure]:
    """CPU a request of the running site beside its peers, over the same bytes, in one run."""
    assert site.web
    br = {"Accept-Encoding": "br"}
    part = {"Range": "bytes=65536-131071"}
    bodies = {"page": _body(site.port, page, br), "track.webm": _body(site.port, track, {})}
    ours = cost_us(site.web.pid, site.port, page, MANY, br)
    ours_whole = cost_us(site.web.pid, site.port, track, MANY // 4, {})
    ours_part = cost_us(site.web.pid, site.port, track, MANY // 4, part)
    with nginx(site.folder / "nginx", bodies) as (pid, port):
        theirs = cost_us(pid, port, "/page", MANY, br)
        theirs_whole = cost_us(pid, port, "/track.webm", MANY // 4, {})
        theirs_part = cost_us(pid, port, "/track.webm", MANY // 4, part)
    with plain_django(site) as (pid, port):
        plain = cost_us(pid, port, "/page", FEW, {})
    return [
        _ratio("stop pages a second per core, same process as the admin", 0.33, theirs, ours),
        _ratio("audio, whole", 0.9, theirs_whole, ours_whole),
        _ratio("audio, 64 KiB Range", 0.75, theirs_part, ours_part),
        Figure("a plain Django view of the same stop", "", f"{theirs / plain:.4f} of nginx ({plain:,.0f} µs)"),
        Figure("memory of the web processes after this", "<= 80 MB a worker", f"{resident_mb(site.web.pid):.0f} MB"),
    ]


def _ratio(name: str, goal: float, theirs_us: float, ours_us: float) -> Figure:
    got = theirs_us / ours_us
    return Figure(
        f"{name} (nginx static = 1)",
        f">= {goal}",
        f"{got:.2f} ({ours_us:.0f} µs; nginx {theirs_us:.0f} µs)",
        got >= goal,
    )


def _body(port: int, path: str, headers: dict[str, str]) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    body = connection.getresponse().read()
    connection.close()
    return body
