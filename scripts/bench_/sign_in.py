"""`sign-in`: the final POST of logged-in phones with device keys, in turns with bare rows on the same database."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import uuid4

from bench_.databases import open_database
from bench_.instrument import count_statements, profile_sign_ins
from bench_.load import Storm, storm
from bench_.options import Options
from bench_.processes import family, processor_seconds
from bench_.prove import prove_sign_ins
from bench_.report import Result, percentile, spread
from bench_.seed import Hall, seed_hall
from bench_.server import Server, run_bare, run_muster

TITLE = "Signing in, beside bare rows"
WORDS = {"hello": "hello, JSON", "jwt": "JWT checked", "bare": "bare: one insert, one commit", "sign-in": "sign-in"}


class Way(NamedTuple):
    """A row of the table: where its requests go, and how they are made for a turn."""

    name: str
    server: Server
    requests: Callable[[int], list[bytes]]


@dataclass
class Turns:
    """What the turns of one row brought."""

    per_second: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    server_ms: list[float] = field(default_factory=list)
    load_share: list[float] = field(default_factory=list)


def run(kind: str, options: Options) -> Result:
    members, turns = (40, 2) if options.quick else (options.members, options.turns)
    result = Result("sign-in", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=members, meetings=turns + 3)
        statements = count_statements(hall, hall.meetings[-1])
        if options.profile:
            print(profile_sign_ins(hall, hall.meetings[-2]))
        with run_muster(database, folder, secret) as muster, run_bare(database, folder, secret) as bare:
            taken = {way: Turns() for way in WORDS}
            for turn in range(-1, turns):  # turn -1 warms up and is not counted
                for way in _ways(hall, muster, bare):
                    _take(way, turn, options.connections, taken)
        prove_sign_ins(result, hall, dict.fromkeys(hall.meetings[: turns + 1], members), assurance="A")
    _tell(result, taken, statements, options.connections)
    return result


def _ways(hall: Hall, muster: Server, bare: Server) -> list[Way]:
    phones = hall.members

    def sign_ins(turn: int) -> list[bytes]:
        meeting = hall.meetings[turn + 1]
        hall.hand_out_tokens()
        code = hall.code(meeting)
        return [phone.sign_in(code) for phone in phones]

    def inserts(turn: int) -> list[bytes]:
        return [
            phone.request("POST", "/insert", {"operation_id": str(uuid4()), "code": "-" * 36, "signature": "-" * 86}) for phone in phones
        ]

    return [
        Way("sign-in", muster, sign_ins),
        Way("bare", bare, inserts),
        Way("jwt", bare, lambda turn: [phone.request("GET", "/jwt") for phone in phones]),
        Way("hello", bare, lambda turn: [phone.request("GET", "/hello") for phone in phones]),
    ]


def _take(way: Way, turn: int, connections: int, taken: dict[str, Turns]) -> None:
    requests = way.requests(turn)
    before, own_before = processor_seconds(family(way.server.pid)), time.process_time()
    storm_of_turn = storm(way.server.port, requests, connections)
    used, own = processor_seconds(family(way.server.pid)) - before, time.process_time() - own_before
    _refuse_errors(way, storm_of_turn)
    if turn < 0:
        return
    row = taken[way.name]
    row.per_second.append(storm_of_turn.per_second)
    row.ms += storm_of_turn.ms()
    row.server_ms.append(used * 1000 / len(requests))
    row.load_share.append(own / storm_of_turn.seconds)


def _refuse_errors(way: Way, taken: Storm) -> None:
    wanted = 201 if way.name in ("sign-in", "bare") else 200
    wrong = [answer for answer in taken.answers if answer.status != wanted]
    if wrong:
        raise RuntimeError(f"{way.name}: {len(wrong)} answers of {wrong[0].status}: {wrong[0].body[:300]!r}")


def _tell(result: Result, taken: dict[str, Turns], statements: float, connections: int) -> None:
    for name, turns in taken.items():
        ratios = [mine / bare for mine, bare in zip(turns.per_second, taken["bare"].per_second, strict=True)]
        result.rows.append(
            {
                "operation": WORDS[name],
                "requests/s": spread(turns.per_second),
                "p50 ms": f"{percentile(turns.ms, 50):.0f}",
                "p95 ms": f"{percentile(turns.ms, 95):.0f}",
                "p99 ms": f"{percentile(turns.ms, 99):.0f}",
                "slowest ms": f"{max(turns.ms):.0f}",
                "of bare": spread([100 * ratio for ratio in ratios]) + " %",
                "server CPU ms": spread(turns.server_ms, 2),
                "load's share of a core": spread([100 * share for share in turns.load_share]) + " %",
            }
        )
    result.notes.append(f"{connections} connections, {len(taken['bare'].per_second)} turns; {statements:.0f} SQL statements a sign-in.")
    result.notes.append(f"Load average after: {os.getloadavg()[0]:.2f}.")
