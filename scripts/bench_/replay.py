"""A phone's request answered in this process, without sockets: to count its SQL statements and to profile it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from backend.core.db import db
from bench_.load import Request

WATCHED, ENOUGH = 12, 5.0  # requests, or seconds


def replay(app: Flask, request: bytes) -> Any:
    """The answer, read to its end. Raises RuntimeError where the app refuses."""
    method, path, headers, body = read_request(request)
    answer = app.test_client(use_cookies=False).open(path, method=method, headers=headers, data=body)
    answer.get_data()
    if answer.status_code >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
    return answer


def read_request(request: bytes) -> tuple[str, str, dict[str, str], bytes]:
    """Method, path, headers and body of prepared bytes."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ", 2)
    return method, path, dict(line.split(": ", 1) for line in lines), body


def count_statements(app: Flask, requests: Sequence[Request]) -> int:
    """SQL statements of the (last) request, BEGIN and COMMIT left out: the median of some, after a first which fills caches."""
    counts, began = list[int](), time.monotonic()
    for request in requests[:WATCHED]:
        if counts and time.monotonic() - began > ENOUGH:
            break
        *before, last = (request,) if isinstance(request, bytes) else request
        for part in before:
            replay(app, part)
        with counted() as seen:
            replay(app, last)
        counts.append(len(seen))
    let_go(app)
    return sorted(counts[1:] or counts)[len(counts[1:]) // 2]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that any database of this process is asked meanwhile."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def let_go(app: Flask) -> None:
    """No connection is left open: a database may be copied or stopped."""
    with app.app_context():
        db.engine.dispose()
