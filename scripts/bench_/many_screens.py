"""`screens`: two hundred hall screens on two workers while people sign in: polling, beside server-sent events held by threads."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bench_.databases import Database, open_database
from bench_.listener import Listener
from bench_.load import Proxy
from bench_.options import Options
from bench_.phones import Phone
from bench_.processes import family, processor_seconds, resident_bytes
from bench_.prove import prove_sign_ins
from bench_.report import Result, percentile
from bench_.screens import Screen
from bench_.seed import Hall, seed_hall
from bench_.server import Server, run_bare, run_muster

TITLE = "Two hundred hall screens"
SIGN_INS_PER_SECOND = 5.0
PATIENCE = 10.0  # seconds; a sign-in that takes longer counts as unanswered
QUICK_PATIENCE = 2.0  # for streams alone, which are meant to starve
ENOUGH_THREADS = 104  # a worker: a thread for each stream, and four to work


@dataclass
class Arrivals:
    """The sign-ins that change the board."""

    ms: list[float] = field(default_factory=list)
    failed: int = 0


def run(kind: str, options: Options) -> Result:
    screens, seconds = (12, 2.0) if options.quick else (200, 40.0)
    members = int(seconds * SIGN_INS_PER_SECOND)
    result = Result("screens", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=members, meetings=1)
        with run_muster(database, folder, secret) as server:
            shown, arrivals = _measure(result, "polling, 4 threads a worker", server, lambda: _poll(hall, server, screens))
        errors = sum((screen.errors for screen in shown), start=type(shown[0].errors)())
        result.prove(not errors and not arrivals.failed, f"polling: no screen and no phone saw an error {dict(errors) or ''}".rstrip())
        prove_sign_ins(result, hall, {hall.meetings[0]: members})
        patience = QUICK_PATIENCE if options.quick else PATIENCE
        _stream(result, hall, database=database, folder=folder, secret=secret, screens=screens, patience=patience)
    result.notes.append(f"{screens} screens for {seconds:.0f} s, {SIGN_INS_PER_SECOND:.0f} sign-ins a second, 2 workers.")
    result.notes.append("polling: Muster itself, the code at each slot's end and the board every 3 s; answer times.")
    result.notes.append("events: bare streams of a number, from the change seen by the server to the screen; sign-ins are bare inserts.")
    return result


def _stream(result: Result, hall: Hall, *, database: Database, folder: Path, secret: str, screens: int, patience: float) -> None:
    for threads in (4, ENOUGH_THREADS):
        with run_bare(database, folder, secret, BARE_THREADS=str(threads)) as server:
            way = f"events, {threads} threads a worker"
            listeners, _ = _measure(result, way, server, lambda: _listen(hall, server, screens, patience))
            server.kill_all()  # it would wait for its streams
        if threads == ENOUGH_THREADS:
            continue
        held = sum(one.served for one in listeners)
        result.prove(held <= 2 * threads, f"with {threads} threads a worker, events reached {held} of {screens} screens")


def _measure(result: Result, way: str, server: Server, hold: Callable[[], Awaitable[Any]]) -> tuple[Any, Arrivals]:
    before, began = processor_seconds(family(server.pid)), time.monotonic()
    screens, arrivals, megabytes = asyncio.run(_with_memory(server, hold))
    used, took = processor_seconds(family(server.pid)) - before, time.monotonic() - began
    result.rows.append({"way": way, **_columns(screens, arrivals), "CPU": f"{100 * used / took:.0f} %", "memory MB": f"{megabytes:.0f}"})
    return screens, arrivals


async def _with_memory(server: Server, hold: Callable[[], Awaitable[Any]]) -> tuple[Any, Arrivals, float]:
    screens, arrivals = await hold()
    return screens, arrivals, resident_bytes(family(server.pid)) / 2**20


async def _poll(hall: Hall, server: Server, count: int) -> tuple[list[Screen], Arrivals]:
    proxy = Proxy(server.port)
    screens = [Screen(proxy, hall.secretary, hall.meetings[0]) for _ in range(count)]
    shows = [asyncio.create_task(screen.show()) for screen in screens]
    await screens[0].has_code.wait()
    arrivals = await _arrive(hall.members, proxy, lambda phone: phone.sign_in(screens[0].code))
    await _end(shows, proxy)
    return screens, arrivals


async def _listen(hall: Hall, server: Server, count: int, patience: float) -> tuple[list[Listener], Arrivals]:
    proxy = Proxy(server.port)
    listeners = [Listener(server.port, hall.secretary) for _ in range(count)]
    shows = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(1)
    arrivals = await _arrive(hall.members, proxy, _insert_of, patience)
    await _end(shows, proxy)
    return listeners, arrivals


def _insert_of(phone: Phone) -> bytes:
    return phone.request("POST", "/insert", {"operation_id": str(uuid4())})


async def _arrive(phones: list[Phone], proxy: Proxy, request_of: Callable[[Phone], bytes], patience: float = PATIENCE) -> Arrivals:
    """One after the other at an even pace, whatever became of those before."""
    arrivals, coming = Arrivals(), []
    for phone in phones:
        coming.append(asyncio.create_task(_sign_in(arrivals, proxy, request_of(phone), patience)))
        await asyncio.sleep(1 / SIGN_INS_PER_SECOND)
    await asyncio.gather(*coming)
    return arrivals


async def _sign_in(arrivals: Arrivals, proxy: Proxy, request: bytes, patience: float) -> None:
    try:
        answer = await asyncio.wait_for(proxy.ask(request), patience)
    except (OSError, TimeoutError):
        arrivals.failed += 1
        return
    arrivals.ms.append(answer.ms)
    arrivals.failed += answer.status != 201


async def _end(shows: list[asyncio.Task[None]], proxy: Proxy) -> None:
    for show in shows:
        show.cancel()
    for show in shows:
        with suppress(asyncio.CancelledError):
            await show
    proxy.close()


def _columns(screens: list[Screen] | list[Listener], arrivals: Arrivals) -> dict[str, str]:
    if isinstance(screens[0], Screen):
        polls = {"code": [ms for one in screens for ms in one.code_ms], "board": [ms for one in screens for ms in one.board_ms]}
        errors, served = sum(one.errors.total() for one in screens), sum(one.has_code.is_set() for one in screens)
    else:
        polls = {"event": [ms for one in screens for ms in one.late_ms]}
        errors, served = sum(one.hung_up for one in screens), sum(one.served for one in screens)
    figures = {f"{name}: p50/p95/p99 ms": _figures(ms) for name, ms in {**polls, "sign-in": arrivals.ms}.items()}
    times = {"screens served": f"{served} of {len(screens)}", "errors": str(errors)}
    return {**times, "sign-ins unanswered": f"{arrivals.failed} of {arrivals.failed + len(arrivals.ms)}", **figures}


def _figures(ms: list[float]) -> str:
    return " / ".join(f"{percentile(ms, percent):,.0f}" for percent in (50, 95, 99)) if ms else "none"
