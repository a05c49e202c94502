"""A network between a browser and the server, with latency and loss: a TCP proxy, since not every machine can shape its own.

What it simulates: each segment of 1,400 bytes takes `one_way` seconds. One that is lost comes after a retransmission timeout,
which doubles with each further loss; what follows waits for it, as TCP keeps the order. The phone has one connection that all
its requests share, as HTTP/2 has it (deploy/nginx.conf.template); before its first byte it pays two round trips, as TCP and
TLS 1.3 need them, and a lost SYN costs a second. Not simulated: bandwidth, fast retransmission, lost acknowledgements.
"""

import asyncio
import random
import threading
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from bench_.postgresql import free_port

SEGMENT = 1400
SYN_TIMEOUT, LEAST_TIMEOUT = 1.0, 0.2  # seconds, as Linux has them; the second on top of the round trip
HANDSHAKES = 2  # round trips: TCP, TLS 1.3


@dataclass(frozen=True)
class Conditions:
    name: str
    one_way: float
    loss: float


class Network:
    """Its conditions may change at any time; the phone's connection can be cut."""

    def __init__(self, to_port: int, conditions: Conditions) -> None:
        self.to_port, self.conditions, self.port = to_port, conditions, free_port()
        self.dice = random.Random(1)  # noqa: S311 # loss needs no secrecy
        self.loop = asyncio.new_event_loop()
        self.open: set[asyncio.Task[None]] = set()
        self.ready_at = 0.0
        self.last = {"up": 0.0, "down": 0.0}  # when the last segment under way arrives

    def cut(self) -> None:
        """A phone that comes from its camera has no connection."""
        asyncio.run_coroutine_threadsafe(self._cut(), self.loop).result()

    async def _cut(self) -> None:
        for carrying in self.open:
            carrying.cancel()
        await asyncio.gather(*self.open, return_exceptions=True)
        self.ready_at = 0.0

    async def serve(self) -> None:
        await asyncio.start_server(self._connect, "127.0.0.1", self.port)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.ready_at = self.ready_at or time.monotonic() + 2 * self.conditions.one_way * HANDSHAKES + self._late(SYN_TIMEOUT)
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self.to_port)
        carrying = asyncio.ensure_future(self._both_ways(self._carry("up", reader, to_writer), self._carry("down", to_reader, writer)))
        self.open.add(carrying)
        with suppress(asyncio.CancelledError):
            await carrying
        self.open.discard(carrying)
        writer.close()
        to_writer.close()

    async def _both_ways(self, *ways: Coroutine[Any, Any, None]) -> None:
        async with asyncio.TaskGroup() as group:
            for way in ways:
                group.create_task(way)

    async def _carry(self, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction. Reading goes on while segments are under way."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        async with asyncio.TaskGroup() as group:
            group.create_task(_deliver(under_way, writer))
            segment = b"-"
            while segment:
                segment = await _read(reader)
                under_way.put_nowait((self._arrival(way, segment), segment))

    def _arrival(self, way: str, segment: bytes) -> float:
        """When it comes out at the other end; never before what was sent earlier."""
        late = self._late(2 * self.conditions.one_way + LEAST_TIMEOUT) if segment else 0.0
        arrives = max(time.monotonic(), self.ready_at) + self.conditions.one_way + late
        self.last[way] = max(self.last[way], arrives)
        return self.last[way]

    def _late(self, timeout: float) -> float:
        """How much later a segment comes for being lost, perhaps more than once."""
        late = 0.0
        while self.dice.random() < self.conditions.loss:
            late, timeout = late + timeout, timeout * 2
        return late


async def _read(reader: asyncio.StreamReader) -> bytes:
    """A segment; nothing at the end."""
    try:
        return await reader.read(SEGMENT)
    except OSError:
        return b""


async def _deliver(under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    segment = b"-"
    while segment:
        arrives, segment = await under_way.get()
        await asyncio.sleep(max(0.0, arrives - time.monotonic()))
        writer.write(segment) if segment else writer.close()


@contextmanager
def run_network(to_port: int, conditions: Conditions) -> Iterator[Network]:
    network = Network(to_port, conditions)
    network.loop.run_until_complete(network.serve())
    thread = threading.Thread(target=network.loop.run_forever, daemon=True)
    thread.start()
    try:
        yield network
    finally:
        network.cut()
        network.loop.call_soon_threadsafe(network.loop.stop)
        thread.join()
