"""One sign-in after another in this process, watched: how many SQL statements, and where the time goes."""

import cProfile
import io
import json
import pstats
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from backend.core.db import db
from bench_.seed import Hall

WATCHED = 30


def count_statements(hall: Hall, meeting: int) -> float:
    """SQL statements of one sign-in, BEGIN and COMMIT left out; the median member after the first, which fills caches."""
    counts = []
    with _serving(hall, meeting) as sign_ins:
        for post in sign_ins[:WATCHED]:
            with counted() as seen:
                post()
            counts.append(len(seen))
    return float(sorted(counts[1:])[len(counts) // 2])


def profile_sign_ins(hall: Hall, meeting: int) -> str:
    """Where the time goes, by function; and how long a request takes without the profiler."""
    with _serving(hall, meeting) as sign_ins:
        warm, plain, profiled = sign_ins[:50], sign_ins[50 : len(sign_ins) // 2], sign_ins[len(sign_ins) // 2 :]
        for post in warm:
            post()
        began = time.perf_counter()
        for post in plain:
            post()
        milliseconds = (time.perf_counter() - began) * 1000 / len(plain)
        profiler = cProfile.Profile()
        profiler.enable()
        for post in profiled:
            post()
        profiler.disable()
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("cumulative").print_stats(120)
    return f"{milliseconds:.2f} ms a sign-in in process, without sockets; {len(profiled)} profiled\n{text.getvalue()}"


@contextmanager
def _serving(hall: Hall, meeting: int) -> Iterator[list[Any]]:
    """A callable for each member that signs in to the meeting in this process."""
    client, code = hall.app.test_client(), hall.code(meeting)

    def post_of(phone: Any) -> Any:
        head, _, body = phone.sign_in(code).partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        content = json.loads(body)

        def post() -> None:
            answer = client.post("/api/sign-ins", json=content, headers={"Authorization": lines["Authorization"]})
            assert answer.status_code == 201, answer.text

        return post

    try:
        yield [post_of(phone) for phone in hall.members]
    finally:
        with hall.app.app_context():
            db.engine.dispose()


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
