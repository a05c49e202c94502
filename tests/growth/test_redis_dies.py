"""A real Redis is killed, or hangs, in the middle of a ranking: the answer is the same as without one, and comes without delay."""

import time as waiting
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.points import boards
from backend.targets import standings
from tests.asker import Asker
from tests.cast import World
from tests.core.second_server import second_server
from tests.points.booking import Books
from tests.redis_server import RedisServer, start_redis

NO_DELAY = 2.0  # seconds for what takes some milliseconds: the machine that runs the tests may be busy


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    with start_redis(tmp_path) as server:
        yield server


@pytest.fixture
def with_redis(app: Flask, world: World, redis_server: RedisServer) -> Iterator[Asker]:
    """The same database served by a process that has the Redis."""
    with second_server(replace(app.config["MUSTER"], redis_url=redis_server.address)) as server:
        yield Asker(server, world)


@pytest.fixture(params=["killed", "hangs"])
def end(request: pytest.FixtureRequest, redis_server: RedisServer) -> Callable[[], None]:
    return redis_server.kill if request.param == "killed" else redis_server.hang


def ends_in(place: Any, name: str, end: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Redis ends when the work behind a ranking begins; answers a list that then says so."""
    work, ended = getattr(place, name), list[str]()

    def end_and_work(*asked: Any) -> Any:
        if not ended:
            end()
            ended.append(name)
        return work(*asked)

    monkeypatch.setattr(place, name, end_and_work)
    return ended


def rankings(ask: Asker, world: World) -> Any:
    answer = ask("wang", "GET", f"/api/points/ranking?organisation={world['qingfeng']}")
    assert answer.status_code == 200, answer.json
    return [(row["rank"], row["name"], row["points"]) for row in answer.json["items"]]


def branches(ask: Asker, world: World) -> Any:
    answer = ask("chen", "GET", f"/api/organisations/{world['binjiang']}/branch-standings?size=small")
    assert answer.status_code == 200, answer.json
    return [(row["organisation"]["name"], row["members"], row["met"]) for row in answer.json["items"]]


@pytest.mark.parametrize(("look", "place", "name"), [(rankings, boards, "count"), (branches, standings, "_add_up")])
def test_a_ranking_is_right_although_redis_ends_in_the_middle(
    ask: Asker,
    with_redis: Asker,
    world: World,
    books: Books,
    end: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    look: Any,
    place: Any,
    name: str,
) -> None:
    books.book("wang", 30)
    books.book("li", 20)
    right = look(ask, world)
    assert right
    rankings(with_redis, world) if look is branches else branches(with_redis, world)  # it was in use before
    ended, began = ends_in(place, name, end, monkeypatch), waiting.monotonic()
    assert look(with_redis, world) == right
    assert ended
    assert look(with_redis, world) == right
    assert waiting.monotonic() - began < NO_DELAY


def test_an_award_shows_at_once_although_redis_is_away(with_redis: Asker, world: World, books: Books, redis_server: RedisServer) -> None:
    books.book("li", 20)
    redis_server.kill()
    before = rankings(with_redis, world)
    books.book("wang", 30)
    after = rankings(with_redis, world)
    assert (before[0][2], after[0][2], len(after)) == (20, 30, len(before) + 1)
