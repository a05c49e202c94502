"""A hall screen on server-sent events: holds one stream, as a browser's EventSource does, and reads what comes."""

import asyncio
import json
import time

from bench_.phones import Phone


class Listener:
    """Listens until its task is cancelled. `late_ms`: from the server's seeing a change to the screen's."""

    def __init__(self, port: int, secretary: Phone) -> None:
        self.port, self.secretary = port, secretary
        self.late_ms: list[float] = []
        self.hung_up = 0

    @property
    def served(self) -> bool:
        return bool(self.late_ms)

    async def listen(self) -> None:
        while True:
            try:
                await self._hold()
            except OSError:
                self.hung_up += 1
            await asyncio.sleep(3)  # as EventSource waits before it comes again

    async def _hold(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self.secretary.request("GET", "/events"))
            while line := await reader.readline():
                if line.startswith(b"data: "):
                    self._read(line)
        finally:
            writer.close()
        raise ConnectionResetError("the server ended the stream")

    def _read(self, line: bytes) -> None:
        event = json.loads(line.removeprefix(b"data: "))
        first = not self.late_ms  # what stood before is as old as it is
        self.late_ms.append(0.0 if first else (time.time() - event["at"]) * 1000)
