"""How hours are counted: pure functions of the set of segments, so order, retries and devices change nothing.

All times are milliseconds, all intervals half-open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Piece:
    """A stored segment as the merging sees it: when, on which device, which lesson."""

    id: str
    device: str
    lesson_id: int
    start: int
    end: int


@dataclass(frozen=True)
class Owned:
    """The part of the member's time that belongs to one piece, and to no other."""

    piece_id: str
    lesson_id: int
    length: int


@dataclass(frozen=True)
class Credit:
    """What of a piece counted, and what kept the rest from counting."""

    counted: int
    reason: str | None


def share_out(pieces: Iterable[Piece], day: tuple[int, int]) -> list[Owned]:
    """The union of a member's pieces within a day; an overlap belongs to the piece that started first."""
    opens, closes = day
    owned, covered_to = [], opens
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.device, piece.id)):
        start, end = max(piece.start, covered_to), min(piece.end, closes)
        owned.append(Owned(piece.id, piece.lesson_id, max(0, end - start)))
        covered_to = max(covered_to, end)
    return owned


def by_lesson(owned: Iterable[Owned]) -> dict[int, int]:
    """How long each lesson was studied."""
    sums: dict[int, int] = {}
    for part in owned:
        sums[part.lesson_id] = sums.get(part.lesson_id, 0) + part.length
    return sums


def cap_by_length(studied: Mapping[date, int], nominal: int) -> dict[date, int]:
    """A lesson counts at most its nominal length, earlier days first: {day: studied} → {day: counted}."""
    counted, room = {}, nominal
    for day in sorted(studied):
        counted[day] = min(studied[day], room)
        room -= counted[day]
    return counted


def credit(owned: Iterable[Owned], room: Mapping[int, int], day_cap: int) -> dict[str, Credit]:
    """What each piece of a day counted, given each lesson's room on that day and the day's cap."""
    left, day_left, credits = dict(room), day_cap, {}
    for part in owned:
        by_room = min(part.length, left[part.lesson_id])
        counted = min(by_room, day_left)
        left[part.lesson_id] -= by_room
        day_left -= counted
        reason = "lesson_length_reached" if by_room < part.length else "day_cap" if counted < by_room else None
        credits[part.piece_id] = Credit(counted, reason)
    return credits


def merge(intervals: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Intervals as the shortest sorted list that covers the same."""
    merged: list[list[int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        elif end > start:
            merged.append([start, end])
    return merged
