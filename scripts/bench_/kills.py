"""`kills`: kill -9 during a storm of sign-ins. What was acknowledged is there once, and a control shows that it might not be."""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bench_.control import lower_the_guards, run_unguarded
from bench_.crowd import Crowd, Told
from bench_.databases import Database, open_database
from bench_.killer import Killer
from bench_.options import Options
from bench_.prove import count_doubles, prove_what_was_told
from bench_.report import Result, percentile
from bench_.seed import Hall, seed_hall
from bench_.server import Server, run_muster

TITLE = "Killed during a storm of sign-ins"
PLANS = {  # how many of each are killed; together more than 300
    "sqlite": {"worker": 135, "master": 30},
    "postgresql": {"worker": 115, "master": 30, "postmaster": 10, "backend": 10},
}
QUICK = {"sqlite": {"worker": 4, "master": 1}, "postgresql": {"worker": 2, "postmaster": 1, "backend": 1}}
MOST_IN_CONTROL = 300  # kills until something doubles


def run(kind: str, options: Options) -> Result:
    plan = (QUICK if options.quick else PLANS)[kind]
    result = Result("kills", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = _seed(database, folder, secret, options)
        with run_muster(database, folder, secret) as server:
            began = time.monotonic()
            told, killed = asyncio.run(_kill_by_plan(hall, server, database, plan, _crowd_of(options)))
            took = time.monotonic() - began
        prove_what_was_told(result, hall, told.sent, told.acknowledged)
    result.prove(killed == Counter(plan), f"{killed.total()} kills with signal 9: {_list(killed)}")
    result.prove(not told.refused, f"nobody was refused {dict(told.refused)}" if told.refused else "nobody was refused")
    hit = told.unanswered + told.failed  # a worker may die while nobody waits for it: few kills need not cut a connection
    result.prove(hit > 0, f"{told.unanswered:,} tries lost their connection and {told.failed:,} got a 5xx; all were sent again")
    _tell(result, "storm", told, killed, doubles=0, took=took)
    if not options.quick or kind == "sqlite":  # once is enough for a small size
        _run_control(result, kind, options)
    return result


def _run_control(result: Result, kind: str, options: Options) -> None:
    """The same storm where nothing guards against repeating."""
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = _seed(database, folder, secret, options)
        lower_the_guards(hall)
        with run_unguarded(database, folder, secret) as server:
            began = time.monotonic()
            told, killed, doubles = asyncio.run(_kill_until_doubled(hall, server, database, options))
            took = time.monotonic() - began
    result.prove(doubles > 0, f"the control doubled {doubles} sign-ins in {killed.total()} kills of workers")
    result.notes.append("The control: no unique indexes on sign_ins, no look before booking, and a new operation id at each try.")
    _tell(result, "control", told, killed, doubles=doubles, took=took)


def _seed(database: Database, folder: Path, secret: str, options: Options) -> Hall:
    members, meetings = (60, 20) if options.quick else (500, 90)
    return seed_hall(database, folder, secret, members=members, meetings=meetings)


async def _kill_by_plan(
    hall: Hall, server: Server, database: Database, plan: dict[str, int], connections: int
) -> tuple[Told, Counter[str]]:
    crowd = Crowd(hall, server.port, operation_kept=True)
    killer, victims = Killer(server, database, crowd), [victim for victim, times in plan.items() for _ in range(times)]
    random.Random(5).shuffle(victims)  # noqa: S311 # the same evening each time
    storm = asyncio.create_task(crowd.storm(connections))
    for victim in victims:
        await killer.kill(victim)
    crowd.enough = True
    await storm
    return crowd.told, killer.killed


async def _kill_until_doubled(hall: Hall, server: Server, database: Database, options: Options) -> tuple[Told, Counter[str], int]:
    """In the quick size until the first one; else as many kills of workers as the storm had kills."""
    crowd = Crowd(hall, server.port, operation_kept=False)
    killer, doubles, enough = Killer(server, database, crowd), 0, 1 if options.quick else sum(PLANS[database.kind].values())
    storm = asyncio.create_task(crowd.storm(_crowd_of(options)))
    while killer.killed.total() < MOST_IN_CONTROL and (killer.killed.total() < enough or not doubles):
        await killer.kill("worker")
        doubles = await asyncio.to_thread(count_doubles, hall)
    crowd.enough = True
    await storm
    return crowd.told, killer.killed, await asyncio.to_thread(count_doubles, hall)


def _crowd_of(options: Options) -> int:
    return 12 if options.quick else options.connections


def _list(killed: Counter[str]) -> str:
    names = {"worker": "workers", "master": "masters with their workers", "postmaster": "whole PostgreSQL servers", "backend": "backends"}
    return ", ".join(f"{times} {names[victim]}" for victim, times in sorted(killed.items(), key=lambda one: -one[1]))


def _tell(result: Result, name: str, told: Told, killed: Counter[str], *, doubles: int, took: float) -> None:
    result.rows.append(
        {
            "": name,
            "kills": killed.total(),
            "seconds": f"{took:.0f}",
            "sent": f"{len(told.sent):,}",
            "acknowledged": f"{len(told.acknowledged):,}",
            "tries": f"{told.tries:,}",
            "connection lost": f"{told.unanswered:,}",
            "5xx": f"{told.failed:,}",
            "doubled": f"{doubles:,}",
            **{f"p{percent} ms": f"{percentile(told.ms, percent):,.0f}" for percent in (50, 95, 99)},
        }
    )
