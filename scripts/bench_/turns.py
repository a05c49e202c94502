"""Rows of a table measured in turns: each way's requests go out once a turn, so that a slow minute of the machine meets all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bench_.load import Request, Storm, storm
from bench_.processes import family, processor_seconds
from bench_.report import percentile, spread
from bench_.server import Server


class Way(NamedTuple):
    """A row of the table: where its requests go, how they are made for a turn, what a good answer is, and over how many
    connections they go where that is not the run's own number."""

    name: str
    server: Server
    requests: Callable[[int], Sequence[Request]]
    status: int = 200
    at_once: int = 0


@dataclass
class Turns:
    """What the turns of one row brought. `database_ms` is the processor time of a database of its own, a request."""

    per_second: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    server_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    load_share: list[float] = field(default_factory=list)
    seconds: float = 0.0  # all turns together, the warm-up too
    answers: int = 0
    cold_ms: float = 0.0  # the slowest of the warm-up


def measure(ways: Sequence[Way], turns: int, connections: int, *, database: Sequence[int] = (), seconds: float = 0.0) -> dict[str, Turns]:
    """All ways in turns, by name. Turn -1 warms up and is not counted."""
    taken: dict[str, Turns] = {}
    for turn in range(-1, turns):
        for way in ways:
            take(way, turn, connections, taken, database=database, seconds=seconds)
    return taken


def take(way: Way, turn: int, connections: int, taken: dict[str, Turns], *, database: Sequence[int] = (), seconds: float = 0.0) -> Storm:
    """One turn of one way. `database` are the processes that are the database's alone; `seconds`, if any: send no more than
    what takes about so long. Raises RuntimeError for an answer that is not good."""
    row, at_once = taken.setdefault(way.name, Turns()), way.at_once or connections
    requests = way.requests(turn)
    if seconds:
        requests = requests[: _enough(row, at_once, seconds)]
    before, before_database, own_before = _used(way.server), processor_seconds(list(database)), time.process_time()
    storm_of_turn = storm(way.server.port, requests, at_once)
    used, used_by_database = _used(way.server) - before, processor_seconds(list(database)) - before_database
    own = time.process_time() - own_before
    refuse_errors(way, storm_of_turn)
    row.seconds += storm_of_turn.seconds
    row.answers += len(requests)
    if turn < 0:
        row.cold_ms = max(storm_of_turn.ms())
    else:
        row.per_second.append(storm_of_turn.per_second)
        row.ms += storm_of_turn.ms()
        row.server_ms.append(used * 1000 / len(requests))
        row.database_ms.append(used_by_database * 1000 / len(requests))
        row.load_share.append(own / storm_of_turn.seconds)
    return storm_of_turn


def _enough(row: Turns, at_once: int, seconds: float) -> int:
    """Requests that took about so many seconds until now; where nothing is known, and at least, one for each connection."""
    known = row.answers / row.seconds * seconds if row.seconds else 0
    return max(at_once, int(known))


def as_row(name: str, turns: Turns, bare: Turns) -> dict[str, Any]:
    """A row for people, with its ratio to the bare row of the same turn."""
    ratios = [mine / theirs for mine, theirs in zip(turns.per_second, bare.per_second, strict=True)]
    return {
        "operation": name,
        "requests/s": spread(turns.per_second),
        "p50 ms": f"{percentile(turns.ms, 50):.0f}",
        "p95 ms": f"{percentile(turns.ms, 95):.0f}",
        "p99 ms": f"{percentile(turns.ms, 99):.0f}",
        "slowest ms": f"{max(turns.ms):.0f}",
        "of bare": spread([100 * ratio for ratio in ratios]) + " %",
        "server CPU ms": spread(turns.server_ms, 2),
        "load's share of a core": spread([100 * share for share in turns.load_share]) + " %",
    }


def _used(server: Server) -> float:
    return processor_seconds(family(server.pid))


def refuse_errors(way: Way, taken: Storm) -> None:
    wrong = [answer for answer in taken.answers if answer.status != way.status]
    if wrong:
        raise RuntimeError(f"{way.name}: {len(wrong)} answers of {wrong[0].status}: {wrong[0].body[:300]!r}")
