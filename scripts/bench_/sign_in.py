"""`sign-in`: the final POST of logged-in phones with device keys, in turns with bare rows on the same database."""

import os
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from bench_.databases import open_database
from bench_.instrument import profile
from bench_.options import Options
from bench_.prove import prove_sign_ins
from bench_.replay import count_statements
from bench_.report import Result
from bench_.seed import Hall, seed_hall
from bench_.server import Server, run_bare, run_muster
from bench_.turns import Turns, Way, as_row, measure

TITLE = "Signing in, beside bare rows"
WORDS = {"hello": "hello, JSON", "jwt": "JWT checked", "bare": "bare: one insert, one commit", "sign-in": "sign-in"}


def run(kind: str, options: Options) -> Result:
    members, turns = (40, 2) if options.quick else (options.members, options.turns)
    result = Result("sign-in", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=members, meetings=turns + 3)
        statements = count_statements(hall.app, _sign_ins(hall, -1))
        if options.profile:
            print(profile(hall.app, _sign_ins(hall, -2)))
        with run_muster(database, folder, secret) as muster, run_bare(database, folder, secret) as bare:
            taken = measure(_ways(hall, muster, bare), turns, options.connections, database=database.pids())
        prove_sign_ins(result, hall, dict.fromkeys(hall.meetings[: turns + 1], members), assurance="A")
    _tell(result, taken, statements, options.connections)
    return result


def _sign_ins(hall: Hall, place: int) -> list[bytes]:
    """All members go to the meeting at this place of the list."""
    hall.hand_out_tokens()
    code = hall.code(hall.meetings[place])
    return [phone.sign_in(code) for phone in hall.members]


def _ways(hall: Hall, muster: Server, bare: Server) -> list[Way]:
    phones = hall.members

    def inserts(turn: int) -> list[bytes]:
        return [
            phone.request("POST", "/insert", {"operation_id": str(uuid4()), "code": "-" * 36, "signature": "-" * 86}) for phone in phones
        ]

    return [
        Way("sign-in", muster, lambda turn: _sign_ins(hall, turn + 1), 201),
        Way("bare", bare, inserts, 201),
        Way("jwt", bare, lambda turn: [phone.request("GET", "/jwt") for phone in phones]),
        Way("hello", bare, lambda turn: [phone.request("GET", "/hello") for phone in phones]),
    ]


def _tell(result: Result, taken: dict[str, Turns], statements: int, connections: int) -> None:
    result.rows += [as_row(words, taken[name], taken["bare"]) for name, words in WORDS.items()]
    if result.database == "postgresql":
        own = (f"{WORDS[name]} {median(taken[name].database_ms):.2f}" for name in ("sign-in", "bare"))
        result.notes.append(f"Processor ms of the database: {', '.join(own)}.")
    result.notes.append(f"{connections} connections, {len(taken['bare'].per_second)} turns; {statements} SQL statements a sign-in.")
    result.notes.append(f"Load average after: {os.getloadavg()[0]:.2f}.")
