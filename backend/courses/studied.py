"""The lessons that a member has begun and completed, and the mark of the catalogue that they are told by: one statement of a request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g
from sqlalchemy import CheckConstraint, String, bindparam, case, cast, func, literal_column, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Model, Prepared
from backend.courses.progress import LessonProgress


class ShelfMark(Model):
    """One row. The database itself writes another mark into it at every change of what the catalogue is made of (triggers of
    migration 0018), so that what was made of it can be kept in memory for as long as the mark stands."""

    __tablename__ = "shelf_marks"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(36))


@dataclass(frozen=True)
class Studied:
    """`begun` and `completed` as the database tells them: lesson ids in their order, with commas between."""

    mark: str
    begun: str
    completed: str

    @cached_property
    def begun_ids(self) -> list[int]:
        return [int(one) for one in self.begun.split(",")] if self.begun else []

    @cached_property
    def completed_ids(self) -> list[int]:
        return [int(one) for one in self.completed.split(",")] if self.completed else []


def studied(member_id: int) -> Studied:
    """As it stands at this request, which asks for it once."""
    known: tuple[int, Studied] | None = g.get("studied")
    if known is None or known[0] != member_id:
        row = _STUDIED.first(member=member_id)
        known = g.studied = member_id, Studied(row.mark, row.begun or "", row.completed or "")
    return known[1]


def shelf_mark() -> str:
    return str(_MARK.first().mark)


_ROWS = (
    select(LessonProgress.lesson_id, LessonProgress.completed_at)
    .where(LessonProgress.member_id == bindparam("member"))
    .order_by(LessonProgress.lesson_id)
    .subquery()
)
_ID = cast(_ROWS.c.lesson_id, String)
_COMMA: Any = literal_column("','")
_STUDIED = Prepared(
    select(
        select(ShelfMark.mark).scalar_subquery().label("mark"),
        func.aggregate_strings(_ID, _COMMA).label("begun"),
        func.aggregate_strings(case((_ROWS.c.completed_at.is_not(None), _ID)), _COMMA).label("completed"),
    )
)
_MARK = Prepared(select(ShelfMark.mark))
