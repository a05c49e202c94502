"""What is promised, and whether it was kept: shares of a bare row's throughput, and growth with the city."""

from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

from bench_.report import percentile
from bench_.turns import Turns

Beside = Literal["bare", "jwt", "growth", "warm"]
WORDS: dict[Beside, str] = {
    "bare": "≥ {:.0%} of the bare insert",
    "jwt": "≥ {:.0%} of JWT",
    "growth": "p95 grows ≤ {:.0f}×",
    "warm": "p95 ≤ {:.0f}× a warm one",
}


class Goal(NamedTuple):
    """`least` of the throughput of a bare row; or how often the p95 of the smallest city, or of the same answer when nothing
    has changed, is allowed at most."""

    beside: Beside
    value: float

    def __str__(self) -> str:
        return WORDS[self.beside].format(self.value)


def at_least(share: float, *, of: Beside) -> Goal:
    return Goal(of, share)


def grows_at_most(times: float) -> Goal:
    return Goal("growth", times)


def at_most_times_warm(times: float) -> Goal:
    return Goal("warm", times)


@dataclass(frozen=True)
class Measured:
    """An operation in one city, beside the bare rows of the same turns, the same operation in the smallest city, and what is its
    warm one here, if any."""

    turns: Turns
    bare: Turns
    jwt: Turns
    smallest: Turns
    warm: Turns | None = None

    def shares(self, beside: Beside) -> list[float]:
        """Of each turn. A way that was broken off has fewer of them."""
        other = self.bare if beside == "bare" else self.jwt
        return [mine / theirs for mine, theirs in zip(self.turns.per_second, other.per_second, strict=False)]

    @property
    def growth(self) -> float:
        return percentile(self.turns.ms, 95) / percentile(self.smallest.ms, 95)

    def keeps(self, goal: Goal) -> bool | None:
        """None where there is nothing to tell: the smallest city has not grown."""
        if goal.beside == "growth":
            return None if self.smallest is self.turns else self.growth <= goal.value
        if goal.beside == "warm":
            return percentile(self.turns.ms, 95) <= goal.value * percentile(self.warm.ms, 95) if self.warm and self.warm.ms else None
        return median(self.shares(goal.beside)) >= goal.value
