"""The table of a city: each operation at each size, with its shares of the bare rows, its growth, and the goals kept or missed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench_.city.deeds import Deed
from bench_.city.goals import Measured
from bench_.report import percentile, spread
from bench_.turns import Turns

WORDS = {True: "yes", False: "NO", None: "–"}


@dataclass
class Row:
    """An operation in the city of this size. `broken`: an answer was not good, and it was asked no more."""

    size: int
    deed: Deed
    statements: int
    taken: dict[str, Turns] = field(default_factory=dict)
    broken: bool = False

    @property
    def turns(self) -> Turns:
        return self.taken.setdefault(self.deed.way.name, Turns())


def as_rows(rows: Sequence[Row], bare: Mapping[str, Turns], connections: int) -> list[dict[str, Any]]:
    return [_cells(row, measured, connections) for row, measured in _measured(rows, bare)]


def as_figures(rows: Sequence[Row], bare: Mapping[str, Turns]) -> list[dict[str, Any]]:
    """The same as numbers, for programs."""
    return [
        {
            "operation": row.deed.way.name,
            "members": row.size,
            "per_second": [round(one, 1) for one in row.turns.per_second] if row.deed.alone else [],
            **{f"p{percent}_ms": round(percentile(row.turns.ms, percent), 2) for percent in (50, 95, 99)},
            "slowest_ms": round(max(row.turns.ms), 2),
            "cold_ms": round(row.turns.cold_ms, 2),
            "requests": len(row.turns.ms),
            "statements": row.statements,
            "of_bare": [round(one, 3) for one in measured.shares("bare")] if row.deed.alone else [],
            "of_jwt": [round(one, 3) for one in measured.shares("jwt")] if row.deed.alone else [],
            "p95_growth": round(measured.growth, 2),
            "goals": {str(goal): measured.keeps(goal) for goal in row.deed.goals},
        }
        for row, measured in _measured(rows, bare)
    ]


def promises(rows: Sequence[Row], bare: Mapping[str, Turns]) -> list[str]:
    """How many goals are kept, and which are not, in which sizes."""
    all_goals = [(row, goal, measured.keeps(goal)) for row, measured in _measured(rows, bare) for goal in row.deed.goals]
    found = [(row, goal, bool(kept)) for row, goal, kept in all_goals if kept is not None]
    missed: dict[str, list[str]] = {}
    for row, goal, kept in found:
        if not kept:
            missed.setdefault(f"{row.deed.way.name}: {goal}", []).append(f"{row.size:,}")
    kept_goals = sum(kept for _, _, kept in found)
    return [
        f"{kept_goals} of {len(found)} goals of these rows are kept.",
        *(f"Missed: {what}, at {', '.join(at)}." for what, at in missed.items()),
    ]


def _measured(rows: Sequence[Row], bare: Mapping[str, Turns]) -> Iterator[tuple[Row, Measured]]:
    smallest: dict[str, Turns] = {}
    every = {(row.size, row.deed.way.name): row.turns for row in rows}
    for row in rows:
        if row.turns.ms:
            first = smallest.setdefault(row.deed.way.name, row.turns)
            yield row, Measured(row.turns, bare["bare"], bare["jwt"], first, every.get((row.size, row.deed.warm)))


def _cells(row: Row, measured: Measured, connections: int) -> dict[str, Any]:
    turns, alone, goals = row.turns, row.deed.alone, row.deed.goals
    return {
        "operation": row.deed.way.name,
        "members": f"{row.size:,}",
        "at once": row.deed.way.at_once or connections,
        "requests/s": spread(turns.per_second) if alone else "",
        **{f"p{percent} ms": f"{percentile(turns.ms, percent):,.0f}" for percent in (50, 95, 99)},
        "slowest ms": f"{max(turns.ms):,.0f}",
        "cold ms": f"{turns.cold_ms:,.0f}",
        "SQL": row.statements,
        "of bare": _percent(measured.shares("bare")) if alone else "",
        "of JWT": _percent(measured.shares("jwt")) if alone else "",
        "p95 growth": "" if measured.smallest is turns else f"{measured.growth:.1f}×",
        "goal": "; ".join(map(str, goals)),
        "met": ", ".join(WORDS[measured.keeps(goal)] for goal in goals),
    }


def _percent(shares: Sequence[float]) -> str:
    return spread([100 * share for share in shares]) + " %"
