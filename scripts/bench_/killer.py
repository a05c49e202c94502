"""Kills what serves a storm, with signal 9: gunicorn's workers, its master, and PostgreSQL; starts again what does not come by itself."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench_.crowd import Crowd
from bench_.databases import Database
from bench_.processes import children
from bench_.server import Server

PATIENCE = 30.0
BETWEEN = 3  # so many sign-ins are acknowledged between two kills: a server that lies dead is not killed again


class Killer:
    """`killed` counts by kind of victim, each process once."""

    def __init__(self, server: Server, database: Database, crowd: Crowd) -> None:
        self.server, self.database, self.crowd = server, database, crowd
        self.killed: Counter[str] = Counter()
        self.dice = random.Random(11)  # noqa: S311 # the same evening each time
        self.dead: set[int] = set()

    async def kill(self, victim: str) -> None:
        """In the middle of the storm."""
        await self._storming()
        await asyncio.sleep(self.dice.uniform(0.02, 0.25))
        await self.__getattribute__(f"_kill_{victim}")()
        self.killed[victim] += 1

    async def _storming(self) -> None:
        wanted, until = len(self.crowd.told.acknowledged) + BETWEEN, time.monotonic() + PATIENCE
        while len(self.crowd.told.acknowledged) < wanted:
            if time.monotonic() > until:
                raise RuntimeError(f"nobody signs in any more: {self.server.log.read_text()[-3000:]}")
            await asyncio.sleep(0.01)

    async def _kill_worker(self) -> None:
        """The master starts another."""
        await self._kill_one(lambda: children(self.server.pid))

    async def _kill_master(self) -> None:
        """With its workers, as systemd leaves none behind; then it starts the server again."""
        self.server.kill_all()
        await asyncio.sleep(0.1)
        self.server.start()
        await asyncio.to_thread(self.server.wait_until_ready)

    async def _kill_postmaster(self) -> None:
        """As when the power fails."""
        await asyncio.to_thread(self.database.kill)
        await asyncio.to_thread(self.database.start)

    async def _kill_backend(self) -> None:
        """The process behind one connection; PostgreSQL then ends all the others and recovers."""
        await self._kill_one(lambda: [pid for pid in self.database.pids() if "127.0.0.1(" in _title(pid)])

    async def _kill_one(self, living: Any) -> None:
        while not (victims := set(living()) - self.dead):
            await asyncio.sleep(0.02)
        victim = self.dice.choice(sorted(victims))
        self.dead.add(victim)
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
