"""Two requests at once, one of which is made slow where it hurts most."""

import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import psycopg
import pytest

from backend.core.db import db
from backend.core.one_writer import take_write_lock

PATIENCE = 10.0  # seconds, should somebody neither end nor wait for a lock
LOOKS_EVERY = 0.005
LOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


class Race:
    """Who runs it, and who of them rests, in the order in which they came to it."""

    def __init__(self, *deeds: Callable[[], Any]) -> None:
        self.runners = [threading.Thread(target=deed) for deed in deeds]
        self.resting: list[int] = []
        self.somebody_rests = threading.Event()

    def stands_still(self) -> bool:
        """Everybody has ended, rests or waits for a lock of the database: they have come as far as they can."""
        awake = [one for one in self.runners if one.ident is None or (one.is_alive() and one.ident not in self.resting)]
        return _locked_out(awake) >= len(awake)


RACES = [Race()]


def rest() -> None:
    """Until all others have come as far as they can; then whoever rests longest goes on."""
    race, mine, until = RACES[-1], threading.get_ident(), time.monotonic() + PATIENCE
    race.resting.append(mine)
    race.somebody_rests.set()
    while time.monotonic() < until and not (race.resting[0] == mine and race.stands_still()):
        time.sleep(LOOKS_EVERY)
    race.resting.remove(mine)


def _locked_out(threads: list[threading.Thread]) -> int:
    """How many of them wait for the database."""
    if not threads:
        return 0
    if db.engine.dialect.name == "postgresql":
        with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
            return int(connection.execute(LOCKED).fetchall()[0][0])
    frames = sys._current_frames()
    return sum(_stands_in_line(frames.get(thread.ident or 0)) for thread in threads)


def _stands_in_line(frame: FrameType | None) -> bool:
    while frame and frame.f_code is not take_write_lock.__code__:
        frame = frame.f_back
    return frame is not None


def slow_down(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, *, first_alone: bool = False) -> None:
    """Let whoever comes to this function rest before it; or only the first who comes."""
    swift = getattr(place, name)

    def slow(*things: Any, **more: Any) -> Any:
        if not (first_alone and RACES[-1].somebody_rests.is_set()):
            rest()
        return swift(*things, **more)

    monkeypatch.setattr(place, name, slow)


def side_by_side(slow: Callable[[], Any], quick: Callable[[], Any]) -> tuple[Any, Any]:
    """The answers of both; the quick one begins while the slow one rests."""
    answers: dict[str, Any] = {}
    race = _begin(lambda: answers.update(slow=slow()), lambda: answers.update(quick=quick()))
    first, second = race.runners
    first.start()
    race.somebody_rests.wait(10)
    second.start()
    first.join()
    second.join()
    return answers["slow"], answers["quick"]


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """The answers of many who all wait for one another first."""
    gate, answers = threading.Barrier(len(deeds)), []

    def go(deed: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            gate.wait()
            answers.append(deed())

        return run

    race = _begin(*map(go, deeds))
    for thread in race.runners:
        thread.start()
    for thread in race.runners:
        thread.join()
    return answers


def _begin(*deeds: Callable[[], Any]) -> Race:
    RACES[:] = [Race(*deeds)]
    return RACES[-1]
