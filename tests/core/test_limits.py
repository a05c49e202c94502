"""The general limit on requests: counted in a real Redis for all processes together, and unharmed when Redis dies."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.core import limits, shared_redis
from backend.core.config import Settings
from tests.conftest import SECRET
from tests.redis_server import RedisServer, start_redis


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    with start_redis(tmp_path) as server:
        yield server


def app_with(address: str, folder: Path) -> Flask:
    return create_app(Settings(data_dir=str(folder), secret_key=SECRET, redis_url=address, log_level="CRITICAL"))


def statuses(app: Flask, count: int) -> list[int]:
    client = app.test_client()
    return [client.get("/healthz").status_code for _ in range(count)]


@pytest.fixture(autouse=True)
def _three_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_ADDRESS", "3 per hour")


def test_two_processes_count_together(redis_server: RedisServer, tmp_path: Path) -> None:
    first, second = app_with(redis_server.address, tmp_path), app_with(redis_server.address, tmp_path)
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


def test_when_redis_dies_people_go_on(redis_server: RedisServer, tmp_path: Path) -> None:
    app = app_with(redis_server.address, tmp_path)
    assert statuses(app, 1) == [200]
    redis_server.kill()
    assert statuses(app, 2) == [200, 200]


def test_a_redis_that_hangs_holds_up_one_request_for_a_moment(redis_server: RedisServer, tmp_path: Path) -> None:
    app = app_with(redis_server.address, tmp_path)
    assert statuses(app, 1) == [200]
    redis_server.hang()
    began = time.monotonic()
    assert statuses(app, 2) == [200, 200]
    assert time.monotonic() - began < 1


def test_a_redis_that_is_back_counts_again(redis_server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_redis, "RESTS", 0.05)
    first, second = app_with(redis_server.address, tmp_path), app_with(redis_server.address, tmp_path)
    redis_server.kill()
    assert statuses(first, 1) + statuses(second, 1) == [200, 200]
    redis_server.start()
    time.sleep(0.1)
    assert statuses(first, 3) == [200, 200, 200]
    assert statuses(second, 1) == [429]
