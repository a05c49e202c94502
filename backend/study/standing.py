"""The segments that stand where new ones come in: those of the same time, and those of the same id. One statement, whose rows
do not grow with what else is stored."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, or_, select, union_all

from backend.core.db import run
from backend.study.bounds import LONGEST_MS
from backend.study.merge_segments import Piece, merge
from backend.study.models import HeldStudy, Segment

CONTENT = ("lesson_id", "lesson_version", "device", "started_ms", "ended_ms", "media_from", "media_to", "rate")
MOST_WINDOWS = 8
NEAR_MS = 60 * 60_000


class Standing(NamedTuple):
    """`pieces` count and lie near the new ones; `rows` are stored segments by their id."""

    pieces: list[Piece]
    rows: dict[str, Any]


def find_standing(member_id: int, batch: Sequence[dict[str, Any]]) -> Standing:
    windows = windows_of((segment["started_ms"], segment["ended_ms"]) for segment in batch)
    few = len(windows) == 1
    asked = {"member": member_id, "ids": [segment["id"] for segment in batch]}
    for n, (start, end) in enumerate(windows + [(0, 0)] * (0 if few else MOST_WINDOWS - len(windows))):
        asked |= {f"from_{n}": start - LONGEST_MS, f"to_{n}": end}
    rows = {row.id: row for row in run(_ONE if few else _MANY, asked)}
    return Standing([piece_of(row) for row in rows.values() if row.counts], rows)


def windows_of(intervals: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The times in which these intervals lie, a few windows at most: what lies near one another shares one."""
    near, wanted = NEAR_MS, list(intervals)
    while True:
        merged = [(start, end - near) for start, end in merge((start, end + near) for start, end in wanted if start < end)]
        if len(merged) <= MOST_WINDOWS:
            return merged or [(0, 0)]
        near *= 2


def piece_of(row: Any) -> Piece:
    """A stored or a received segment as the merging sees it."""
    values = row if isinstance(row, dict) else row._mapping
    return Piece(values["id"], values["device"], values["lesson_id"], values["started_ms"], values["ended_ms"])


_COLUMNS = (
    Segment.id,
    *(getattr(Segment, name) for name in CONTENT),
    Segment.counts,
    Segment.counted_ms,
    Segment.reason,
    HeldStudy.decision,
    HeldStudy.reason.label("held_because"),
    Segment.held_id,
)
_MINE = select(*_COLUMNS).outerjoin(HeldStudy, HeldStudy.id == Segment.held_id).where(Segment.member_id == bindparam("member"))
_SAME_IDS = _MINE.where(Segment.id.in_(bindparam("ids", expanding=True)))


def _near(windows: int) -> Any:
    ranges = (and_(Segment.started_ms > bindparam(f"from_{n}"), Segment.started_ms < bindparam(f"to_{n}")) for n in range(windows))
    return union_all(_SAME_IDS, _MINE.where(or_(*ranges)))


_ONE, _MANY = _near(1), _near(MOST_WINDOWS)
