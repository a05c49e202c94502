"""What others feel while fifty people sign in to the app at once, whose passwords cost the processor 20 ms each."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from bench_.city.deeds import logins
from bench_.city.town import Town
from bench_.load import Storm, send_all
from bench_.report import percentile, spread
from bench_.turns import Way, refuse_errors

OTHERS = 4  # of them ask at once
GOAL = 3.0  # times the p95 of others alone
LEAST_OF_ARGON2 = 0.7  # "bound by the hash alone": what comes beside it takes less than a third
PATH = "/api/courses?limit=50"
UNTIL_FULL = 0.3  # seconds: then all logins wait for one another


@dataclass
class UnderLogins:
    """So many log in at once. A value a turn: the others' p95 alone and under logins, and logins a second."""

    at_once: int = 50
    alone: list[float] = field(default_factory=list)
    under: list[float] = field(default_factory=list)
    logins: list[float] = field(default_factory=list)

    def take(self, town: Town, turn: int, *, seconds: float) -> None:
        """One turn of so many seconds, twice; turn -1 warms up. Raises RuntimeError for an answer that is not good."""
        others = [phone.request("GET", PATH) for phone in town.people]
        alone = asyncio.run(send_all(town.muster.port, _for_a_while(others, seconds), OTHERS))
        under, opened = asyncio.run(_together(town, others, self.at_once, seconds=seconds))
        for taken in (alone, under):
            refuse_errors(Way("list of 50 courses", town.muster, lambda turn: others), taken)
        refuse_errors(Way("login", town.muster, lambda turn: others, 201), opened)
        if turn >= 0:
            self.alone.append(percentile(alone.ms(), 95))
            self.under.append(percentile(under.ms(), 95))
            self.logins.append(opened.per_second)

    def rows(self, size: int, argon2: list[float]) -> list[dict[str, str]]:
        times = [under / alone for under, alone in zip(self.under, self.alone, strict=True)]
        shares = [mine / most for mine, most in zip(self.logins, argon2, strict=False)]
        row = {"members": f"{size:,}", "at once": f"{OTHERS} and {self.at_once} logins"}
        return [
            {
                **row,
                "operation": "list of 50 courses",
                "p95 ms alone": spread(self.alone),
                "p95 ms under logins": spread(self.under),
                "goal": f"{spread(times, 1)} ≤ {GOAL:.0f}×",
                "met": "yes" if median(times) <= GOAL else "NO",
            },
            {
                **row,
                "operation": "login",
                "requests/s": spread(self.logins),
                "goal": f"{spread([100 * one for one in shares])} % ≥ {LEAST_OF_ARGON2:.0%} of argon2id on all cores",
                "met": "yes" if median(shares) >= LEAST_OF_ARGON2 else "NO",
            },
        ]


async def _together(town: Town, others: list[bytes], at_once: int, *, seconds: float) -> tuple[Storm, Storm]:
    opening = asyncio.create_task(send_all(town.muster.port, _for_a_while(logins(town), seconds + UNTIL_FULL), at_once))
    await asyncio.sleep(UNTIL_FULL)
    under = await send_all(town.muster.port, _for_a_while(others, seconds), OTHERS)
    return under, await opening


def _for_a_while(requests: list[bytes], seconds: float) -> Iterator[bytes]:
    """Again and again."""
    until = time.monotonic() + seconds
    for request in itertools.cycle(requests):
        if time.monotonic() > until:
            return
        yield request
