"""The segments that stand where new ones come in: those of the same time, and those of the same id. One statement, whose rows
do not grow with what else is stored."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, or_, select, type_coerce, union_all
from sqlalchemy.types import NullType

from backend.study.bounds import LONGEST_MS
from backend.study.merge_segments import Piece, merge
from backend.study.models import HeldStudy, Segment
from backend.study.sizes import Sized

CONTENT = ("lesson_id", "lesson_version", "device", "started_ms", "ended_ms", "media_from", "media_to", "rate")
MOST_WINDOWS = 8
NEAR_MS = 60 * 60_000


class Standing(NamedTuple):
    """`pieces` count and lie near the new ones; `rows` are stored segments by their id."""

    pieces: list[Piece]
    rows: dict[str, Any]


def find_standing(member_id: int, batch: Sequence[dict[str, Any]]) -> Standing:
    windows = windows_of((segment["started_ms"], segment["ended_ms"]) for segment in batch)
    lists = ([segment["id"] for segment in batch], [start - LONGEST_MS for start, _ in windows], [end for _, end in windows])
    rows = {row.id: row for row in _NEAR.rows(lists=lists, member=member_id)}
    return Standing([piece_of(row) for row in rows.values() if row.counts], rows)


def windows_of(intervals: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The times in which these intervals lie, a few windows at most: what lies near one another shares one."""
    near, wanted = NEAR_MS, [(start, end) for start, end in intervals if 0 < end - start <= LONGEST_MS]
    while True:
        merged = [(start, end - near) for start, end in merge((start, end + near) for start, end in wanted)]
        if len(merged) <= MOST_WINDOWS:
            return merged or [(0, 0)]
        near *= 2


def piece_of(row: Any) -> Piece:
    """A stored or a received segment as the merging sees it."""
    if isinstance(row, dict):
        return Piece(row["id"], row["device"], row["lesson_id"], row["started_ms"], row["ended_ms"])
    return Piece(row.id, row.device, row.lesson_id, row.started_ms, row.ended_ms)


_COLUMNS = (
    Segment.id,
    # As the driver gives them: a driver knows its own numbers.
    *(type_coerce(getattr(Segment, name), NullType()).label(name) for name in CONTENT),
    Segment.counts,
    Segment.counted_ms,
    Segment.reason,
    HeldStudy.decision,
    HeldStudy.reason.label("held_because"),
    Segment.held_id,
)
_MINE = select(*_COLUMNS).outerjoin(HeldStudy, HeldStudy.id == Segment.held_id).where(Segment.member_id == bindparam("member"))


def _near(ids: list[Any], begins: list[Any], ends: list[Any]) -> Any:
    ranges = (and_(Segment.started_ms > begin, Segment.started_ms < end) for begin, end in zip(begins, ends, strict=True))
    return union_all(_MINE.where(Segment.id.in_(ids)), _MINE.where(or_(*ranges)))


_NEAR = Sized(_near, id=Segment.id.type, begin=Segment.started_ms.type, end=Segment.started_ms.type)
