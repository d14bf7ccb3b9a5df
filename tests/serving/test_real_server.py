import subprocess
from pathlib import Path

from pytest_django.fixtures import Settings

from tests.serving.made import TRACK, TRACK_URL, publish
from tests.serving.server import Server, granian

PAGE = "/en/walk/pailin-gate/"


def test_pages_and_tracks_are_served_without_any_database(released: str, settings: Settings, tmp_path: Path) -> None:
    gone = tmp_path / "no-such-file.sqlite3"
    with granian(Path(settings.MEDIA_ROOT), DATABASE_URL=f"sqlite:///{gone}") as server:
        for path in ("/en/", "/en/walk/", PAGE, "/km/walk/pack.json", "/" + TRACK_URL):
            response, body = server.get(path)
            assert (response.status, len(body) > 100) == (200, True)
        assert server.get("/walk/27")[0].status == 302
        assert server.get("/nowhere")[0].status == 404
        # Nor does Django touch it for an address that is nobody's.
        assert server.get("/feedbacks", method="POST")[0].status == 404
        # The control: what needs the database does not work.
        assert server.get("/admin/login/", method="POST")[0].status != 200


def test_curl_gets_the_part_it_asks_for(server: Server) -> None:
    address = f"http://{server.host}:{server.port}/{TRACK_URL}"
    got = subprocess.run(["curl", "-sS", "-r", "100-199", address], capture_output=True, check=True).stdout
    assert got == TRACK[100:200]


def test_ranges_and_conditions_over_the_wire(server: Server) -> None:
    response, body = server.get("/" + TRACK_URL, {"Range": "bytes=-10"})
    assert (response.status, body) == (206, TRACK[-10:])
    assert server.get("/" + TRACK_URL, {"Range": "bytes=99999-"})[0].status == 416
    tag = response.getheader("ETag")
    assert tag
    response, body = server.get("/" + TRACK_URL, {"If-None-Match": tag})
    assert (response.status, body) == (304, b"")


def test_head_tells_the_length(server: Server) -> None:
    response, body = server.get("/" + TRACK_URL, method="HEAD")
    assert (response.status, response.getheader("Content-Length"), body) == (200, str(len(TRACK)), b"")


def test_a_running_server_follows_a_switch(server: Server) -> None:
    publish("other words")
    assert b"other words" in server.get(PAGE)[1]


def test_old_addresses_lead_on_over_the_wire(server: Server) -> None:
    publish("moved", gone=("en/walk/bridge/", "en/walk/the-gate/"), former={"bridge": "9", "the-gate": "27"})
    response, _ = server.get("/en/walk/the-gate/")
    assert (response.status, response.getheader("Location")) == (301, "../pailin-gate/")
    for path in ("/en/walk/bridge/", "/walk/9"):
        response, body = server.get(path)
        assert (response.status, b"No longer part (en)" in body) == (410, True)


def test_the_admin_is_behind_the_same_port(server: Server) -> None:
    response, _ = server.get("/admin/")
    assert response.status == 302
    assert (response.getheader("Location") or "").startswith("/admin/login/")


def test_addresses_are_decoded_once(server: Server) -> None:
    assert server.get("/en/w%61lk/")[0].status == 200
    assert server.get("/files/%2e%2e/current.json")[0].status == 404
    assert server.get("/en/w%2561lk/")[0].status == 404
    assert server.get(PAGE + "?utm=1")[0].status == 200
