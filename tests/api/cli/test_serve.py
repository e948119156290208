"""`motcua serve` as an administrator meets it: it comes up, answers, and stops when told, its database with it."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

PATIENCE_SECONDS = 90


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).with_name("motcua")), "serve", "--demo"]
    started = subprocess.Popen([*command, "--data", str(tmp_path / "var"), "--port", str(port)])
    yield started
    started.kill()
    started.wait()


def wait_until_ready(address: str) -> httpx.Response:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return httpx.get(f"{address}/readyz")
        except httpx.TransportError:
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.2)


def test_the_demo_city_is_served_and_ctrl_c_stops_it_with_its_database(
    server: subprocess.Popen[bytes], tmp_path: Path, port: int
) -> None:
    address = f"http://127.0.0.1:{port}"

    ready = wait_until_ready(address)
    page = httpx.get(f"{address}/sign-in")
    document = httpx.get(f"{address}/api/v1/openapi.json")
    server.send_signal(signal.SIGINT)

    assert ready.json() == {"ready": True, "demo": True}
    assert "Đăng nhập" in page.text
    assert document.json()["openapi"].startswith("3.")
    assert server.wait(timeout=PATIENCE_SECONDS) == 0
    assert not list(tmp_path.rglob("postmaster.pid"))
