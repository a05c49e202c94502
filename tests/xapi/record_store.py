"""A learning record store behind a real socket, which keeps statements by their ids and fails on demand."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Fault = tuple[int, dict[str, str]]
SECRET = "Basic " + base64.b64encode(b"muster:hush").decode()
NEEDED = {"id", "actor", "verb", "object", "timestamp", "version"}


class RecordStore:
    """`faults` are answered, one a request, before the store does its work; DROP takes the statements and answers nothing."""

    DROP: Fault = (0, {})

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.received: list[list[str]] = []  # the ids of each request that was taken
        self.headers: list[dict[str, str]] = []
        self.faults: list[Fault] = []
        self.asked = 0
        self.dislikes: Callable[[dict[str, Any]], bool] = lambda statement: False
        self.url = ""

    def take(self, statements: list[dict[str, Any]]) -> tuple[int, str]:
        """All of a batch or nothing, as the specification has it."""
        if any(self.dislikes(one) or not set(one) >= NEEDED for one in statements):
            return 400, "a statement is not valid"
        if any(self.kept.get(one["id"], one) != one for one in statements):
            return 409, "another statement has this id"
        self.kept |= {one["id"]: one for one in statements}
        self.received.append([one["id"] for one in statements])
        return 200, json.dumps([one["id"] for one in statements])


class Door(BaseHTTPRequestHandler):
    store: RecordStore

    def do_POST(self) -> None:
        self._serve(lambda body: self.store.take(body))

    def do_PUT(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)["statementId"][0]
        self._serve(lambda body: self.store.take([body]) if body["id"] == asked else (400, "the ids differ"))

    def _serve(self, take: Callable[[Any], tuple[int, str]]) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.store.asked += 1
        self.store.headers.append(dict(self.headers.items()))
        fault = self.store.faults.pop(0) if self.store.faults else None
        if fault == RecordStore.DROP:
            take(body)
            self.connection.close()
            return
        if fault:
            self._answer(*fault, "later")
        elif self.headers["Authorization"] != SECRET:
            self._answer(401, {}, "who are you?")
        elif not urlsplit(self.path).path.endswith("/xapi/statements"):
            self._answer(404, {}, "nothing here")
        else:
            status, said = take(body)
            self._answer(status, {}, said)

    def _answer(self, status: int, headers: dict[str, str], said: str) -> None:
        content = said.encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def running() -> Iterator[RecordStore]:
    store = RecordStore()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OwnDoor", (Door,), {"store": store}))
    store.url = f"http://127.0.0.1:{server.server_port}/xapi"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
