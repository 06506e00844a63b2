"""The Caddyfile: examined by Caddy, and with real requests through Caddy to a running line."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.commands import KEEP_ALIVE_S
from busline.running.address import free_port
from busline.running.api_client import logged_in
from tests.deploy.files import DEPLOY
from tests.fixtures.stack import Stack

STARTED_S = 20


@pytest.fixture
def caddy() -> str:
    """The proxy's program."""
    found = shutil.which("caddy")
    if found is None:
        pytest.skip("no caddy here (Debian: apt-get install caddy)")
    return found


def environment(home: Path, **values: str) -> dict[str, str]:
    """Return an environment in which Caddy keeps its own files under `home`."""
    return os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)} | values


def test_caddy_finds_no_fault(caddy: str, tmp_path: Path) -> None:
    file = str(DEPLOY / "Caddyfile")
    said = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", file],
        env=environment(tmp_path, BUSLINE_DOMAIN="bus.example.org"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    formatted = subprocess.run([caddy, "fmt", file], capture_output=True, text=True, check=True)
    assert formatted.stdout == (DEPLOY / "Caddyfile").read_text()


def test_no_connection_is_closed_by_the_api_just_as_the_proxy_sends_over_it(
    caddy: str, tmp_path: Path
) -> None:
    said = subprocess.run(
        [caddy, "adapt", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        env=environment(tmp_path, BUSLINE_DOMAIN="bus.example.org"),
        capture_output=True,
        check=True,
    )
    rests_s = [idle_ns / 1e9 for idle_ns in _found("idle_timeout", json.loads(said.stdout))]
    assert rests_s, "the proxy keeps connections to the API for a time that is set"
    assert max(rests_s) <= KEEP_ALIVE_S / 2


def _found(key: str, settings: object) -> list[float]:
    """Return the values of all entries of one name, however deep they stand."""
    if isinstance(settings, list):
        return [value for part in settings for value in _found(key, part)]
    if not isinstance(settings, dict):
        return []
    own = [settings[key]] if key in settings else []
    return own + [value for part in settings.values() for value in _found(key, part)]


@pytest.fixture
def proxy(caddy: str, stack: Stack, tmp_path: Path) -> Iterator[str]:
    """The address of Caddy in front of a running line; without TLS, for which it needs a public name."""
    address = f"http://127.0.0.1:{free_port()}"
    # The program's own settings can only be reached through a socket here: tests may run side by side.
    settings = tmp_path / "Caddyfile"
    text = (DEPLOY / "Caddyfile").read_text()
    options = f"{{\n\tadmin unix/{tmp_path}/caddy.sock\n"
    assert "\n{\n" in text
    settings.write_text(text.replace("\n{\n", f"\n{options}", 1))
    upstream = stack.url.removeprefix("http://")
    with subprocess.Popen(
        [caddy, "run", "--adapter", "caddyfile", "--config", str(settings)],
        env=environment(tmp_path, BUSLINE_DOMAIN=address, BUSLINE_UPSTREAM=upstream),
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait_for(f"{address}/health/live")
            yield address
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    end = time.monotonic() + STARTED_S
    while True:
        try:
            httpx.get(url, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.05)
        else:
            return


@pytest.mark.processes
def test_the_line_works_through_the_proxy(proxy: str, stack: Stack) -> None:
    login = stack.example_login("coordinator")
    with logged_in(proxy, login.login, login.password) as client:
        page = client.get("/login")
        assert page.headers["content-type"].startswith("text/html")
        assert "server" not in page.headers
        assert client.get("/metrics").status_code == 404
        assert client.post("/api/v1/session", content=b"x" * 3_000_000).status_code == 413
        for _ in range(6):  # whether the first events came in one piece or in several
            with client.stream("GET", "/api/v1/lines/osdorp/live", timeout=10) as live:
                assert "content-encoding" not in live.headers
                assert any(line.startswith("event:") for line in live.iter_lines()), "events arrive at once"
        stack.kill("api")
        assert client.get("/login").status_code == 502
        stack.restart("api")
        _wait_for(f"{proxy}/health/live")
        assert client.get("/api/v1/session").json()["login"] == login.login, "the session outlived the API"
