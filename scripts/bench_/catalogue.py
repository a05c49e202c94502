"""`catalogue`: all courses at once, their first page and a search, whole and as 304, in turns with a bare JWT row; and their bytes."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from bench_.databases import open_database
from bench_.load import Answer, connect, storm
from bench_.on_the_phone import Kept, search_on_the_phone
from bench_.options import Options
from bench_.report import Result
from bench_.seed import Hall, seed_hall
from bench_.server import Server, run_bare, run_muster
from bench_.shelf import fill_catalogue
from bench_.turns import Way, as_row, measure

TITLE = "The catalogue at its real size"
COURSES, LESSONS = 1432, 15_000
QUICK = (40, 200)
PHONES, QUICK_PHONES = 200, 10
SECONDS = 0.4  # of each row in each turn
ADDRESSES = {
    "catalogue": "/api/catalogue",
    "courses": "/api/courses?limit=50",
    "standings": "/api/me/courses",
}
SEARCHES = ("/api/courses?q=jjrm", "/api/courses?q=%E6%B6%88%E9%98%B2", "/api/courses?q=zhinengshouji")
WORDS = {
    "jwt": "bare: JWT checked",
    "catalogue": "catalogue, whole",
    "catalogue 304": "catalogue, unchanged",
    "courses": "first page of courses",
    "courses 304": "first page, unchanged",
    "standings": "how far I am",
    "standings 304": "how far I am, unchanged",
    "search": "search among all lessons",
}


def run(kind: str, options: Options) -> Result:
    courses, lessons = QUICK if options.quick else (COURSES, LESSONS)
    phones, turns = (QUICK_PHONES, 1) if options.quick else (PHONES, options.turns)
    result = Result("catalogue", kind)
    with open_database(kind) as database, TemporaryDirectory(prefix="muster-bench-") as name:
        folder, secret = Path(name), uuid4().hex * 2
        hall = seed_hall(database, folder, secret, members=phones, meetings=0)
        fill_catalogue(hall, courses, lessons)
        hall.hand_out_tokens()
        with run_muster(database, folder, secret) as muster, run_bare(database, folder, secret) as bare:
            tags = _tags(hall, muster)
            ways = _ways(hall, muster, bare, tags)
            for connections in (1, options.connections):
                taken = measure(ways, turns, connections, seconds=SECONDS)
                result.rows += [{"connections": str(connections), **as_row(WORDS[way], taken[way], taken["jwt"])} for way in taken]
            kept = _whole(hall, muster, result, (courses, lessons))
    rows, bytes_in_words = search_on_the_phone(kept)
    result.rows += rows
    size = f"{courses:,} courses, {lessons:,} lessons; {phones} members; {turns} turns of about {SECONDS} s a row."
    result.notes += [bytes_in_words, size]
    result.notes.append("Ratios are to the bare row with as many connections. One connection says what a phone waits for.")
    result.notes.append(f"Load average after: {os.getloadavg()[0]:.2f}.")
    return result


def _ways(hall: Hall, muster: Server, bare: Server, tags: dict[str, list[str]]) -> list[Way]:
    phones = hall.members

    def whole(name: str) -> Callable[[int], list[bytes]]:
        return lambda turn: [phone.request("GET", ADDRESSES[name], Accept_Encoding="gzip") for phone in phones]

    def unchanged(name: str) -> Callable[[int], list[bytes]]:
        pairs = list(zip(phones, tags[name], strict=True))
        return lambda turn: [phone.request("GET", ADDRESSES[name], If_None_Match=tag) for phone, tag in pairs]

    def searches() -> list[bytes]:
        return [phone.request("GET", SEARCHES[number % len(SEARCHES)]) for number, phone in enumerate(phones)]

    ways = [Way("jwt", bare, lambda turn: [phone.request("GET", "/jwt") for phone in phones])]
    for name in ADDRESSES:
        ways += [Way(name, muster, whole(name)), Way(f"{name} 304", muster, unchanged(name), 304)]
    return [*ways, Way("search", muster, lambda turn: searches())]


def _tags(hall: Hall, muster: Server) -> dict[str, list[str]]:
    """The version that each phone holds of each address."""
    requests = {name: [phone.request("GET", path) for phone in hall.members] for name, path in ADDRESSES.items()}
    return {name: [_tag(answer) for answer in storm(muster.port, asked, 1).answers] for name, asked in requests.items()}


def _tag(answer: Answer) -> str:
    return answer.head.partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()


def _whole(hall: Hall, muster: Server, result: Result, size: tuple[int, int]) -> Kept:
    plain, zipped = (_ask(muster, hall, ADDRESSES["catalogue"], encoding) for encoding in ("identity", "gzip"))
    catalogue = json.loads(plain.body)["courses"]
    held = (len(catalogue), sum(one["lesson_count"] for one in catalogue))
    result.prove(held == size, f"the catalogue holds all {held[0]:,} courses with {held[1]:,} lessons")
    found = json.loads(_ask(muster, hall, SEARCHES[0], "identity").body)["items"]
    result.prove(bool(found), "a search by initials finds courses")
    return Kept(plain.body, len(zipped.body))


def _ask(muster: Server, hall: Hall, path: str, encoding: str) -> Answer:
    async def ask() -> Answer:
        line = await connect(muster.port)
        answer = await line.ask(hall.members[0].request("GET", path, Accept_Encoding=encoding))
        line.close()
        return answer

    return asyncio.run(ask())
