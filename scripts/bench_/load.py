"""Load: prepared bytes over keep-alive connections, so cheap that the server stays the bottleneck."""

import asyncio
import itertools
import random
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

Request = bytes | tuple[bytes, ...]  # several: one after the other, and the last is what is measured
IDLE_SECONDS = 4.0  # nginx lets an idle connection to the app go before the app does
KEPT = 16  # and keeps so many
TRIES, SLOWER = 7, 1.6  # as pwa/src/core/until_served.ts


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes
    ms: float


@dataclass(frozen=True)
class Storm:
    """What came of a storm of requests."""

    answers: list[Answer]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    def ms(self) -> list[float]:
        return [answer.ms for answer in self.answers]


class Line(asyncio.Protocol):
    """One connection that asks one thing at a time."""

    def __init__(self) -> None:
        self.came = bytearray()
        self.waiting: asyncio.Future[tuple[int, bytes, bytes]] | None = None
        self.transport: asyncio.Transport | None = None
        self.used_at = time.monotonic()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.came += data
        if self.waiting and not self.waiting.done() and (read := _read(self.came)):
            self.came.clear()
            self.waiting.set_result(read)

    def connection_lost(self, error: Exception | None) -> None:
        self.transport = None
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionResetError("the server hung up"))

    async def ask(self, request: bytes) -> Answer:
        """Send and wait. Raises ConnectionError when the server hangs up before it has answered."""
        if self.transport is None or self.transport.is_closing():
            raise ConnectionResetError("the server had hung up")
        began = time.perf_counter()
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        status, head, body = await self.waiting
        self.used_at = time.monotonic()
        return Answer(status, head, body, (time.perf_counter() - began) * 1000)

    def close(self) -> None:
        if self.transport:
            self.transport.close()


class Proxy:
    """Connections as nginx keeps them: an idle one is used again, a new one is opened when all are busy."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.idle: deque[Line] = deque()

    async def ask(self, request: bytes) -> Answer:
        line = self._idle_line() or await connect(self.port)
        answer = await line.ask(request)
        self._put_back(line, answer)
        return answer

    def close(self) -> None:
        while self.idle:
            self.idle.pop().close()

    def _idle_line(self) -> Line | None:
        while self.idle:
            line = self.idle.pop()
            if line.transport and not line.transport.is_closing() and time.monotonic() - line.used_at < IDLE_SECONDS:
                return line
            line.close()
        return None

    def _put_back(self, line: Line, answer: Answer) -> None:
        if b"connection: close" in answer.head.lower() or len(self.idle) >= KEPT:
            line.close()
        else:
            self.idle.append(line)


async def connect(port: int) -> Line:
    _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return line


def storm(port: int, requests: Iterable[Request], connections: int) -> Storm:
    """Send all requests over so many connections, each sending its next one when it has the answer to the last."""
    return asyncio.run(send_all(port, requests, connections))


async def send_all(port: int, requests: Iterable[Request], connections: int) -> Storm:
    lines = [await connect(port) for _ in range(connections)]
    queue, answers = iter(requests), list[Answer]()
    began = time.perf_counter()
    await asyncio.gather(*(_drain(port, line, queue, answers) for line in lines))
    return Storm(answers, time.perf_counter() - began)


async def _drain(port: int, line: Line, queue: Iterator[Request], answers: list[Answer]) -> None:
    for request in queue:
        for part in (request,) if isinstance(request, bytes) else request:
            line, answer = await _until_served(port, line, part)
            if answer.status >= 400:
                break
        answers.append(answer)
    line.close()


async def _until_served(port: int, line: Line, request: bytes) -> tuple[Line, Answer]:
    """As the app does: a busy server says when to ask again. The wait counts."""
    began = time.perf_counter()
    for tried in itertools.count(1):
        answer = await line.ask(request)
        if b"connection: close" in answer.head.lower():  # a worker that has served its time says goodbye
            line.close()
            line = await connect(port)
        if answer.status != 503 or b"retry-after: " not in answer.head.lower() or tried == TRIES:
            break
        seconds = int(answer.head.lower().partition(b"retry-after: ")[2].partition(b"\r")[0])
        await asyncio.sleep(seconds * SLOWER**tried * random.random())  # noqa: S311 # no secret
    return line, replace(answer, ms=(time.perf_counter() - began) * 1000)


def _read(came: bytearray) -> tuple[int, bytes, bytes] | None:
    """Status, head and body, once all of it is there."""
    end = came.find(b"\r\n\r\n")
    if end < 0:
        return None
    head, body = bytes(came[:end]), bytes(came[end + 4 :])
    status = int(head[9:12])
    return (status, head, body) if len(body) >= _length(status, head) else None


def _length(status: int, head: bytes) -> int:
    if status in (204, 304):
        return 0
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
