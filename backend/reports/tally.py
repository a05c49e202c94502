"""Count attendances: how many were expected, came, were late, absent or on leave, and how sure their marks are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from backend.attendance.standing import CAME, Frame, Part, has_left_early, standing_of
from backend.meetings.sign_ins import ASSURANCES


@dataclass
class Tally:
    """`standings` and `assurances` count members at meetings; only those who came have an assurance."""

    standings: Counter[str] = field(default_factory=Counter)
    assurances: Counter[str] = field(default_factory=Counter)
    left_early: int = 0

    def add(self, frame: Frame, part: Part, assurance: str | None) -> None:
        word = standing_of(frame, part)
        self.standings[word] += 1
        if word in CAME and assurance:
            self.assurances[assurance] += 1
        self.left_early += has_left_early(frame, part)

    @property
    def expected(self) -> int:
        return self.standings.total()

    @property
    def came(self) -> int:
        return sum(self.standings[word] for word in CAME)

    def figures(self) -> dict[str, Any]:
        """The figures of a row; shares are of those who came, and there is none where nobody did."""
        return {
            "expected": self.expected,
            "came": self.came,
            "late": self.standings["late"],
            "left_early": self.left_early,
            "absent": self.standings["absent"],
            "on_leave": self.standings["on_leave"],
            "undecided": self.standings["waiting"] + self.standings["upcoming"],
            "rate": share(self.came, self.expected),
            "assurances": {name: self.assurances[name] for name in ASSURANCES},
            **{f"assurance_{name.lower()}": self.assurances[name] for name in ASSURANCES},
            "share_c": share(self.assurances["C"], self.came),
            "share_d": share(self.assurances["D"], self.came),
        }


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
