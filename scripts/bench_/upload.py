"""`upload`: study arrives, a minute at a time as from phones with a network, and an hour at a time as from those without; in
turns with bare rows on the same database."""

import os
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.models import HOURS, Balance
from backend.ledger.verify import verify
from backend.study.models import HeldStudy, Segment
from bench_.databases import open_database
from bench_.instrument import profile
from bench_.options import Options
from bench_.replay import count_statements
from bench_.report import Result
from bench_.seed import seed_hall
from bench_.server import Server, run_bare, run_muster
from bench_.students import Students
from bench_.turns import Turns, Way, as_row, measure

TITLE = "Study uploads, beside bare rows"
WORDS = {"bare": "bare: one insert, one commit", "minute": "upload of 1 segment", "hour": "upload of 60 segments"}
LEARNERS = 40_000  # who send every minute
HOUR_PHONES = 4  # every fourth phone comes back from an hour without a network
WATCHED = 12  # phones for counting statements
SPARE = 20  # minutes of each phone before the turns: for counting statements and profiling


def run(kind: str, options: Options) -> Result:
    members, turns = (24, 1) if options.quick else (options.members, options.turns)
    result = Result("upload", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        students = Students(seed_hall(database, folder, secret, members=members, meetings=0))
        statements = {minutes: _count(students, minutes) for minutes in (1, 60)}
        if options.profile:
            print(*(_profile(students, minutes) for minutes in (1, 60)), sep="\n")
        counted_before = _counted(students)
        with run_muster(database, folder, secret) as muster, run_bare(database, folder, secret) as bare:
            taken = measure(_ways(students, muster, bare), turns, options.connections, database=database.pids())
        _prove(result, students, counted_before, turns + 1)
    _tell(result, taken, statements, options.connections)
    return result


def _count(students: Students, minutes: int) -> int:
    """Of a phone whose day has begun: the minute before is in already."""
    phones = students.hall.members[:WATCHED]
    first, begun = (2, 0) if minutes == 1 else (470, 1)
    return count_statements(
        students.hall.app, [(students.upload(phone, begun, 1), students.upload(phone, first, minutes)) for phone in phones]
    )


def _profile(students: Students, minutes: int) -> str:
    phones = students.hall.members[WATCHED:]
    return profile(students.hall.app, [students.upload(phone, 3 if minutes == 1 else 470, minutes) for phone in phones])


def _ways(students: Students, muster: Server, bare: Server) -> list[Way]:
    phones = students.hall.members

    def minutes(turn: int) -> list[bytes]:
        students.hall.hand_out_tokens()
        return [students.upload(phone, SPARE + turn + 1, 1) for phone in phones]

    def hours(turn: int) -> list[bytes]:
        return [students.upload(phone, 60 + 60 * (turn + 1), 60) for phone in phones[::HOUR_PHONES]]

    def inserts(turn: int) -> list[bytes]:
        return [phone.request("POST", "/insert", {"operation_id": str(uuid4())}) for phone in phones]

    return [Way("minute", muster, minutes), Way("bare", bare, inserts, 201), Way("hour", muster, hours)]


def _counted(students: Students) -> int:
    with students.hall.reading():
        return int(db.session.scalar(select(func.sum(Balance.amount)).where(Balance.book == HOURS, Balance.period == "all")) or 0)


def _prove(result: Result, students: Students, before: int, turns: int) -> None:
    """Every minute that was sent counted once, in the order in which the storm brought it."""
    phones = students.hall.members
    sent = turns * (len(phones) + 60 * len(phones[::HOUR_PHONES]))
    result.prove(_counted(students) - before == sent * 60, f"{sent:,} minutes of study counted, each once, under {len(phones):,} members")
    with students.hall.reading():
        result.prove(db.session.scalar(select(func.count()).select_from(HeldStudy)) == 0, "nothing that was soundly signed was held")
        result.prove(not db.session.scalar(select(Segment.id).where(Segment.counts.is_(False)).limit(1)), "every stored segment counts")
        result.prove(not verify(), "every balance is the sum of its entries")


def _tell(result: Result, taken: dict[str, Turns], statements: dict[int, int], connections: int) -> None:
    for name, turns in taken.items():
        result.rows.append({**as_row(WORDS[name], turns, taken["bare"]), "database CPU ms": f"{median(turns.database_ms):.2f}"})
    turn_count = len(taken["bare"].per_second)
    counts = " and ".join(f"{statements[minutes]} of {minutes}" for minutes in (1, 60))
    result.notes.append(f"{connections} connections, {turn_count} turns; SQL statements of an upload: {counts} segments.")
    result.notes.append(_cores(taken["minute"], result.database))
    result.notes.append(f"Load average after: {os.getloadavg()[0]:.2f}.")


def _cores(turns: Turns, database: str) -> str:
    """What 40,000 learners take who send every minute, from the processor time of an upload."""
    per_second = LEARNERS / 60
    app, own = (per_second * median(ms) / 1000 for ms in (turns.server_ms, turns.database_ms))
    kept = "inside it" if database == "sqlite" else f"and {own:.1f} of the database"
    here = f"this machine, with the load on it, took {median(turns.per_second):,.0f} a second"
    return f"{LEARNERS:,} learners sending every minute are {per_second:,.0f} uploads/s: {app:.1f} cores of the app {kept}; {here}."
