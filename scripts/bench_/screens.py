"""A hall screen, as the app polls: the code at every change, the board every three seconds with its ETag."""

import asyncio
import json
import time
from collections import Counter

from bench_.load import Answer, Proxy
from bench_.phones import Phone

BOARD_SECONDS, PATIENCE = 3.0, 10.0
UNANSWERED = 0  # counts as a status


class Screen:
    """Shows until its task is cancelled."""

    def __init__(self, proxy: Proxy, secretary: Phone, meeting: int) -> None:
        self.proxy, self.secretary, self.meeting = proxy, secretary, f"/api/meetings/{meeting}"
        self.code, self.has_code = "", asyncio.Event()
        self.code_ms: list[float] = []
        self.board_ms: list[float] = []
        self.errors: Counter[int] = Counter()

    async def show(self) -> None:
        await asyncio.gather(self._follow_code(), self._follow_board())

    async def _follow_code(self) -> None:
        while True:
            answer = await self._ask("/code")
            self.code_ms.append(answer.ms)
            if answer.status != 200:
                await asyncio.sleep(1)
                continue
            shown = json.loads(answer.body)
            self.code = shown["url"].rpartition("/")[2]
            self.has_code.set()
            await asyncio.sleep(shown["left_ms"] / 1000)

    async def _follow_board(self) -> None:
        version = '""'
        while True:
            answer = await self._ask("/board", If_None_Match=version)
            self.board_ms.append(answer.ms)
            if answer.status == 200:
                version = _header(answer, b"etag")
            await asyncio.sleep(BOARD_SECONDS)

    async def _ask(self, path: str, **headers: str) -> Answer:
        request, began = self.secretary.request("GET", self.meeting + path, **headers), time.monotonic()
        try:
            answer = await asyncio.wait_for(self.proxy.ask(request), PATIENCE)
        except (OSError, TimeoutError):
            answer = Answer(UNANSWERED, b"", b"", (time.monotonic() - began) * 1000)
        if answer.status not in (200, 304):
            self.errors[answer.status] += 1
        return answer


def _header(answer: Answer, name: bytes) -> str:
    return answer.head.lower().partition(name + b": ")[2].partition(b"\r\n")[0].decode()
