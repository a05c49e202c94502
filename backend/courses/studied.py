"""The lessons that a member has begun and completed, and the mark of the catalogue that they are told by: read along with
who asks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import CheckConstraint, String, bindparam, case, cast, func, literal_column, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.along import Along
from backend.core.db import Model
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
    """`lessons` as the database tells them: the ids of those begun in their order, with commas between, and a + after those completed."""

    mark: str
    lessons: str

    @cached_property
    def begun_ids(self) -> list[int]:
        return [int(one.rstrip("+")) for one in self.lessons.split(",")] if self.lessons else []

    @cached_property
    def completed_ids(self) -> list[int]:
        return [int(one[:-1]) for one in self.lessons.split(",") if one.endswith("+")]


def studied(member_id: int) -> Studied:
    row = STUDIED.row(member_id)
    return Studied(row.mark, row.lessons or "")


def shelf_mark(member_id: int) -> str:
    return str(MARK.row(member_id).mark)


_ROWS = (
    select(LessonProgress.lesson_id, LessonProgress.completed_at)
    .where(LessonProgress.member_id == bindparam("member_id"))
    .order_by(LessonProgress.lesson_id)
    .subquery()
)
_ONE = cast(_ROWS.c.lesson_id, String).concat(case((_ROWS.c.completed_at.is_(None), literal_column("''")), else_=literal_column("'+'")))
_COMMA: Any = literal_column("','")
_STANDS = select(ShelfMark.mark).scalar_subquery().label("mark")
MARK = Along(_STANDS)
STUDIED = Along(_STANDS, select(func.aggregate_strings(_ONE, _COMMA)).scalar_subquery().label("lessons"))
