"""How time is shared out: pure functions of the set of segments, so order, retries and devices change nothing.

All times are milliseconds, all intervals half-open.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple


class Piece(NamedTuple):
    """A segment as the merging sees it: when, on which device, which lesson."""

    id: str
    device: str
    lesson_id: int
    start: int
    end: int


class Owned(NamedTuple):
    """The part of the member's time that belongs to one piece, and to no other."""

    piece_id: str
    lesson_id: int
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


class Credit(NamedTuple):
    """What of a piece counted, and what kept the rest from counting."""

    counted: int
    reason: str | None


def share_out(pieces: Iterable[Piece], day: tuple[int, int]) -> list[Owned]:
    """The union of a member's pieces within a day; an overlap belongs to the piece that started first."""
    opens, closes = day
    owned, covered_to = [], opens
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.device, piece.id)):
        start, end = max(piece.start, covered_to), min(piece.end, closes)
        owned.append(Owned(piece.id, piece.lesson_id, start, max(start, end)))
        covered_to = max(covered_to, end)
    return owned


def by_lesson(owned: Iterable[Owned]) -> dict[int, int]:
    """How long each lesson was studied."""
    sums: dict[int, int] = {}
    for part in owned:
        sums[part.lesson_id] = sums.get(part.lesson_id, 0) + part.length
    return sums


def change_by_lesson(standing: Collection[Piece], new: Collection[Piece], day: tuple[int, int]) -> tuple[dict[int, int], list[Owned]]:
    """By how much each lesson's time changes when new pieces join those that stand, and what the new ones own.

    Who owns a moment is decided by the pieces that run in it. So `standing` need only hold those that overlap a new one, and
    the answer is the same as from all of the day's."""
    before = by_lesson(share_out(standing, day))
    owned = share_out([*standing, *new], day)
    after = by_lesson(owned)
    changes = {lesson: after.get(lesson, 0) - before.get(lesson, 0) for lesson in after.keys() | before.keys()}
    names = {piece.id for piece in new}
    return {lesson: change for lesson, change in changes.items() if change}, [part for part in owned if part.piece_id in names]


def cap_by_length(studied: Mapping[date, int], nominal: int) -> dict[date, int]:
    """A lesson counts at most its nominal length, earlier days first: {day: studied} → {day: counted}."""
    counted, room = {}, nominal
    for day in sorted(studied):
        counted[day] = min(studied[day], room)
        room -= counted[day]
    return counted


def credit(owned: Iterable[Owned], room: Mapping[int, int], day_room: int) -> dict[str, Credit]:
    """What each piece of a day counted, in the order of time, given the room that each lesson and the day still have."""
    left, day_left = dict(room), day_room
    credits: dict[str, Credit] = {}
    for part in owned:
        by_room = min(part.length, max(0, left.get(part.lesson_id, 0)))
        counted = min(by_room, day_left)
        left[part.lesson_id] = left.get(part.lesson_id, 0) - by_room
        day_left -= counted
        reason = "lesson_length_reached" if by_room < part.length else "day_cap" if counted < by_room else None
        so_far = credits.get(part.piece_id, Credit(0, None))
        credits[part.piece_id] = Credit(so_far.counted + counted, so_far.reason or reason)
    return credits


def outside(piece: Piece, intervals: Iterable[tuple[int, int]]) -> list[Piece]:
    """The parts of a piece that lie in none of these sorted, disjoint intervals."""
    parts, at = [], piece.start
    for start, end in intervals:
        if at < start and at < piece.end:
            parts.append(piece._replace(start=at, end=min(start, piece.end)))
        at = max(at, end)
    if at < piece.end:
        parts.append(piece._replace(start=at))
    return parts


def merge(intervals: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Intervals as the shortest sorted list that covers the same."""
    merged: list[list[int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        elif end > start:
            merged.append([start, end])
    return merged
