"""`city`: every hot operation in seeded cities of several sizes, in turns with bare rows and with the machine's own limits."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bench_.city.deeds import Deed, deeds_of, meetings_for
from bench_.city.exports import Exports
from bench_.city.kept import Shelf, open_shelf
from bench_.city.machine import ALL_CORES, Machine
from bench_.city.right_now import prove_right_now
from bench_.city.table import Row, as_figures, as_rows, promises
from bench_.city.town import Town, people_of
from bench_.city.under_logins import UnderLogins
from bench_.options import Options
from bench_.processes import family, resident_bytes
from bench_.replay import count_statements
from bench_.report import Result
from bench_.server import ROOT, Server, run_bare, run_muster
from bench_.turns import Turns, Way, as_row, take

TITLE = "A city of 1,000, 50,000 and 513,000 members"
SIZES, QUICK_SIZES = (1_000, 50_000, 513_000), (60, 200)
PEOPLE, QUICK_PEOPLE = 320, 12
SECONDS, QUICK_SECONDS = 0.5, 0.05  # of each row in each turn
QUICK_CONNECTIONS = 4
LOGINS, LONGEST = 50, 6  # at once; times that time, for what others ask meanwhile
TOO_LONG = 8  # times that: what takes so long is asked in fewer turns
MOST_EXPORTS = 3  # turns
FAR_TOO_LONG = 30.0  # seconds: it would hold up all others
COUNTED = 4  # requests whose SQL statements are counted
KEPT = ROOT / "var" / "bench"
YARDSTICKS = {"hello": "bare: hello, JSON", "jwt": "bare: JWT checked", "bare": "bare: one insert, one commit"}


def run(kind: str, options: Options) -> Result:
    result, sizes = Result("city", kind), sorted(options.sizes or (QUICK_SIZES if options.quick else SIZES))
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(TemporaryDirectory(prefix="muster-bench-", ignore_cleanup_errors=True)))
        folder, secret = options.cities or (temporary if options.quick else KEPT), uuid4().hex * 2
        shelf = stack.enter_context(open_shelf(kind, folder, sizes, options.template))
        towns = [stack.enter_context(_open(shelf, size, secret, options)) for size in sizes]
        bare = stack.enter_context(run_bare(towns[-1].database, temporary, secret))
        _measure(result, towns, bare, options, Machine(folder))
    result.notes.append(f"{shelf.settings}.")
    result.notes.append("Bare rows ran on the database of the largest city, in the same turns. Growth is to the smallest city.")
    result.notes.append("Cold: the slowest answer of the warm-up.")
    result.notes.append(f"Load average after: {os.getloadavg()[0]:.2f}.")
    return result


@contextmanager
def _open(shelf: Shelf, size: int, secret: str, options: Options) -> Iterator[Town]:
    people, turns = (QUICK_PEOPLE, 1) if options.quick else (PEOPLE, options.turns)
    with shelf.copy(size) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        settled = people_of(database, Path(name), secret, people=people, meetings=meetings_for(turns), quick=options.quick)
        with run_muster(database, Path(name), secret) as muster:
            yield Town(size, database, muster, *settled)


def _measure(result: Result, towns: Sequence[Town], bare: Server, options: Options, machine: Machine) -> None:
    turns, seconds, connections = (1, QUICK_SECONDS, QUICK_CONNECTIONS) if options.quick else (options.turns, SECONDS, options.connections)
    yardsticks, rows = _yardsticks(towns[-1], bare), _rows(result, towns, options.only)
    logins = not options.only or "login" in options.only
    under = {town.size: UnderLogins(connections if options.quick else LOGINS) for town in towns if logins}
    taken: dict[str, Turns] = {}
    for turn in range(0 if options.quick else -1, turns):  # turn -1 warms up and is not counted
        machine.take(seconds / 2)
        for town in towns:
            town.hall.hand_out_tokens()
        for way in yardsticks:
            take(way, turn, connections, taken, seconds=seconds)
        for row in rows:
            _take(result, row, turn, connections=connections, seconds=seconds)
        for town in towns:
            _log_in(result, under, town, turn, seconds=LONGEST * seconds)
    machine.close()
    result.rows += as_rows(rows, taken, connections)
    result.figures += as_figures(rows, taken)
    if under:
        argon2 = machine.per_second[ALL_CORES]
        result.tables["Others while people log in"] = [row for size, one in under.items() for row in one.rows(size, argon2)]
    result.tables["Beside them"] = [*(as_row(YARDSTICKS[name], taken[name], taken["bare"]) for name in YARDSTICKS), *machine.rows()]
    result.notes += promises(rows, taken)
    memory = [f"{resident_bytes(family(town.muster.pid)) / 2**20:,.0f} MB with {town.size:,} members" for town in towns]
    result.notes.append(f"The server's processes then held {', '.join(memory)} together.")
    if not options.only or "export" in options.only:
        _export(result, towns, min(MOST_EXPORTS, turns))
    if not options.only or "ranking" in options.only:
        prove_right_now(result, towns)


def _rows(result: Result, towns: Sequence[Town], only: Sequence[str]) -> list[Row]:
    """Each operation in all cities, one beside the other. What the server refuses is left out, and said."""
    by_town = [[deed for deed in deeds_of(town) if not only or deed.group in only] for town in towns]
    rows: list[Row] = []
    for deeds in zip(*by_town, strict=True):
        try:
            rows += [_counted(town, deed) for town, deed in zip(towns, deeds, strict=True)]
        except RuntimeError as refusal:
            result.notes.append(f"NOT MEASURED: {deeds[0].way.name}: {refusal}")
    return rows


def _counted(town: Town, deed: Deed) -> Row:
    requests, began = deed.way.requests(-2)[:COUNTED], time.monotonic()
    statements = count_statements(town.hall.app, requests)
    if (took := time.monotonic() - began) > FAR_TOO_LONG:
        raise RuntimeError(f"with {town.size:,} members it takes {took:.0f} s or more, alone")
    return Row(town.size, deed, statements)


def _take(result: Result, row: Row, turn: int, *, connections: int, seconds: float) -> None:
    """One turn of an operation in one city; fewer turns of what is slow, and none after an answer that was not good."""
    counted = len(row.turns.per_second)
    if row.broken or (counted and row.turns.seconds > TOO_LONG * seconds * (counted + 1)):
        return
    try:
        take(row.deed.way, turn, connections, row.taken, seconds=seconds)
    except RuntimeError as refusal:
        row.broken = True
        result.notes.append(f"BROKEN OFF with {row.size:,} members in turn {turn}: {refusal}")


def _log_in(result: Result, under: dict[int, UnderLogins], town: Town, turn: int, *, seconds: float) -> None:
    if town.size not in under:
        return
    try:
        under[town.size].take(town, turn, seconds=seconds)
    except RuntimeError as refusal:
        del under[town.size]
        result.notes.append(f"BROKEN OFF with {town.size:,} members in turn {turn}: others while people log in: {refusal}")


def _yardsticks(town: Town, bare: Server) -> list[Way]:
    phones = town.hall.phones

    def inserts(turn: int) -> list[bytes]:
        return [phone.request("POST", "/insert", {"operation_id": str(uuid4())}) for phone in phones * 4]

    return [
        Way("bare", bare, inserts, 201),
        Way("jwt", bare, lambda turn: [phone.request("GET", "/jwt") for phone in phones * 4]),
        Way("hello", bare, lambda turn: [phone.request("GET", "/hello") for phone in phones * 4]),
    ]


def _export(result: Result, towns: Sequence[Town], turns: int) -> None:
    for town in towns:
        exports = Exports(town)
        try:
            for _ in range(turns):
                exports.take()
        except Exception as error:  # what was measured before is worth keeping, whatever happened
            result.notes.append(f"NOT MEASURED with {town.size:,} members: export: {error!r}")
            continue
        result.tables.setdefault("Exports of a year's study hours of everybody", []).extend(exports.rows())
