"""What takes long is made once for all threads and processes, and Redis may die in the middle of it."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.core import shared_cache, shared_redis
from backend.core.shared_cache import cached, forget
from tests.redis_server import RedisServer, start_redis

SLOW = 0.05


class Kitchen:
    """Counts how often the thing was made."""

    def __init__(self) -> None:
        self.made, self.lock = 0, threading.Lock()

    def make(self) -> dict[str, Any]:
        with self.lock:
            self.made += 1
        time.sleep(SLOW)
        return {"places": [[3, 2], [1, 5]]}


def process(address: str = "", secret: str = "one deployment") -> Flask:
    """What one process knows: its own keeping, and the Redis it asks."""
    app = Flask("process")
    app.config["SECRET_KEY"] = secret
    shared_redis.register(app, address)
    return app


def ask(app: Flask, make: Any, key: str = "histogram", seconds: float = 60) -> Any:
    with app.app_context():
        return cached(key, seconds, make)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    with start_redis(tmp_path) as server:
        yield server


@pytest.fixture(autouse=True)
def _rests_shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_redis, "RESTS", 0.1)


def ask_all(apps: list[Flask], kitchen: Kitchen) -> list[Any]:
    with ThreadPoolExecutor(len(apps)) as pool:
        return list(pool.map(lambda app: ask(app, kitchen.make), apps))


def test_threads_that_ask_at_once_have_it_made_once() -> None:
    kitchen, app = Kitchen(), process()
    answers = ask_all([app] * 8, kitchen)
    assert (kitchen.made, answers) == (1, [{"places": [[3, 2], [1, 5]]}] * 8)


def test_processes_that_ask_at_once_have_it_made_once(redis_server: RedisServer) -> None:
    kitchen = Kitchen()
    ask_all([process(redis_server.address) for _ in range(4)] * 2, kitchen)
    assert kitchen.made == 1


def test_without_a_common_redis_each_process_makes_its_own() -> None:
    """The control: it is Redis alone that keeps the others from making it."""
    kitchen = Kitchen()
    ask_all([process() for _ in range(4)] * 2, kitchen)
    assert kitchen.made == 4


def test_it_is_made_anew_when_its_time_is_over(redis_server: RedisServer) -> None:
    kitchen, first, second = Kitchen(), process(redis_server.address), process(redis_server.address)
    ask(first, kitchen.make, seconds=0.2)
    time.sleep(0.1)
    ask(second, kitchen.make, seconds=0.2)  # what another made is no younger for having been read late
    time.sleep(0.11)
    ask(second, kitchen.make, seconds=0.2)
    assert kitchen.made == 2


def test_what_is_forgotten_is_made_anew(redis_server: RedisServer) -> None:
    kitchen, app = Kitchen(), process(redis_server.address)
    ask(app, kitchen.make)
    with app.app_context():
        forget("histogram")
    ask(app, kitchen.make)
    assert kitchen.made == 2


def test_two_deployments_share_a_redis_and_nothing_else(redis_server: RedisServer) -> None:
    kitchen = Kitchen()
    ask_all([process(redis_server.address), process(redis_server.address, secret="another")], kitchen)
    assert kitchen.made == 2


def test_what_fails_is_not_kept_and_the_next_one_makes_it(redis_server: RedisServer) -> None:
    kitchen, app = Kitchen(), process(redis_server.address)
    with pytest.raises(ZeroDivisionError):
        ask(app, lambda: 1 / 0)
    ask(process(redis_server.address), kitchen.make)
    assert kitchen.made == 1


def test_redis_killed_while_it_is_made_spoils_nothing(redis_server: RedisServer) -> None:
    kitchen, app = Kitchen(), process(redis_server.address)

    def die_in_the_middle() -> Any:
        redis_server.kill()
        return kitchen.make()

    began = time.monotonic()
    assert ask(app, die_in_the_middle) == ask(app, kitchen.make) == {"places": [[3, 2], [1, 5]]}
    assert kitchen.made == 1
    assert time.monotonic() - began < 1


def test_a_redis_that_hangs_is_asked_once_and_then_left_alone(redis_server: RedisServer) -> None:
    kitchen, app = Kitchen(), process(redis_server.address)
    redis_server.hang()
    began = time.monotonic()
    for key in range(20):
        ask(app, lambda: kitchen.made, key=str(key))
    assert time.monotonic() - began < 1


def test_a_redis_that_is_back_is_used_again(redis_server: RedisServer) -> None:
    kitchen, first, second = Kitchen(), process(redis_server.address), process(redis_server.address)
    redis_server.kill()
    ask_all([first, second], kitchen)
    assert kitchen.made == 2
    redis_server.start()
    time.sleep(0.15)
    ask(first, kitchen.make, key="later")
    ask(second, kitchen.make, key="later")
    assert kitchen.made == 3


def test_nobody_waits_for_long_for_one_that_died_while_making(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_cache, "PATIENCE", 0.1)
    kitchen, app = Kitchen(), process(redis_server.address)
    with app.app_context():
        lock = shared_cache._cache()._lock("histogram")
    redis_server.client().set(lock, "somebody who is no more", px=60_000)
    ask(app, kitchen.make)
    assert kitchen.made == 1


def test_only_what_json_carries_is_kept() -> None:
    """Or it would look different where Redis brought it."""
    with pytest.raises(TypeError):
        ask(process(), lambda: {1: "a number as a key"})
