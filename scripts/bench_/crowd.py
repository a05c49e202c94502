"""Phones in a storm that the server does not survive: each sends its sign-in again until it is acknowledged."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from bench_.load import Answer, Proxy
from bench_.phones import Phone
from bench_.seed import Hall

Pair = tuple[int, int]  # meeting and member
PATIENCE = 20.0  # seconds for one answer
BUSY = (500, 502, 503, 504)  # what a phone tries again
DICE = random.Random(7)  # noqa: S311 # pauses need no secrecy


@dataclass
class Told:
    """What the phones know: who sent, who was acknowledged, and after how long."""

    sent: set[Pair] = field(default_factory=set)
    acknowledged: set[Pair] = field(default_factory=set)
    tries: int = 0
    unanswered: int = 0
    failed: int = 0
    ms: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


class Crowd:
    """Signs in to one meeting after the other until it is told to stop; then everybody who has begun finishes.

    `operation_kept`: a phone repeats its operation id, as the app does; else it makes a new one at each try."""

    def __init__(self, hall: Hall, port: int, *, operation_kept: bool) -> None:
        self.hall, self.proxy, self.operation_kept = hall, Proxy(port), operation_kept
        self.told, self.enough = Told(), False
        self.codes: dict[int, tuple[str, float]] = {}
        self.reading = asyncio.Lock()

    async def storm(self, connections: int) -> None:
        queue = iter([(phone, meeting) for meeting in self.hall.meetings for phone in self.hall.members])
        await asyncio.gather(*(self._go_on(queue) for _ in range(connections)))
        self.proxy.close()

    async def _go_on(self, queue: Iterator[tuple[Phone, int]]) -> None:
        for phone, meeting in queue:
            if self.enough:
                return
            await self._sign_in(phone, meeting)
            await asyncio.sleep(DICE.uniform(0, 0.1))

    async def _sign_in(self, phone: Phone, meeting: int) -> None:
        pair, operation, began = (meeting, phone.member_id), str(uuid4()), time.monotonic()
        while True:
            code = await self._code(meeting)
            self.told.sent.add(pair)
            answer = await self._try(phone.sign_in(code, operation_id=operation if self.operation_kept else str(uuid4())))
            if answer and answer.status in (200, 201):
                self.told.acknowledged.add(pair)
                self.told.ms.append((time.monotonic() - began) * 1000)
                return
            if answer and (word := _refusal(answer)) != "code_expired":
                self.told.refused[word] += 1
                return
            await asyncio.sleep(DICE.uniform(0.05, 0.3))

    async def _try(self, request: bytes) -> Answer | None:
        """An answer that settles it, or None where the phone has to ask again."""
        self.told.tries += 1
        try:
            answer = await asyncio.wait_for(self.proxy.ask(request), PATIENCE)
        except (OSError, TimeoutError):
            self.told.unanswered += 1
            return None
        if answer.status not in BUSY:
            return answer
        self.told.failed += 1
        return None

    async def _code(self, meeting: int) -> str:
        """What the hall's screen shows; asked of the server once a slot."""
        async with self.reading:
            while time.monotonic() >= self.codes.get(meeting, ("", 0.0))[1]:
                if shown := await self._ask_for_code(meeting):
                    self.codes[meeting] = shown
                else:
                    await asyncio.sleep(0.1)
        return self.codes[meeting][0]

    async def _ask_for_code(self, meeting: int) -> tuple[str, float] | None:
        try:
            answer = await asyncio.wait_for(self.proxy.ask(self.hall.secretary.request("GET", f"/api/meetings/{meeting}/code")), PATIENCE)
        except (OSError, TimeoutError):
            return None
        if answer.status != 200:
            return None
        shown = json.loads(answer.body)
        return shown["url"].rpartition("/")[2], time.monotonic() + shown["left_ms"] / 1000


def _refusal(answer: Answer) -> str:
    try:
        return str(json.loads(answer.body)["code"])
    except (ValueError, KeyError):
        return f"{answer.status} {answer.body[:80]!r}"
