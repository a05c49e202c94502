"""The compact rows of study: what each lesson came to on each day, and what each day came to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, select, union_all

from backend.core.db import upsert
from backend.study.merge_segments import cap_by_length
from backend.study.models import StudyDay, StudyDayLesson
from backend.study.sizes import Sized

Key = tuple[int, date]  # a lesson on a day
Changes = Mapping[Key, int]  # milliseconds more or less


@dataclass(frozen=True)
class LessonOnDay:
    studied_ms: int = 0
    counted_ms: int = 0
    nominal_ms: int = 0


@dataclass
class KeptDays:
    """A member's rows: all of the days `whole`, and all days of the lessons that were asked for."""

    rows: dict[Key, LessonOnDay]
    days: dict[date, tuple[int, int]]  # counted milliseconds and revision
    whole: set[date] = field(default_factory=set)

    def lesson_sum(self, lesson_id: int) -> int:
        return sum(row.counted_ms for (lesson, _), row in self.rows.items() if lesson == lesson_id)

    def day_sum(self, day: date) -> int:
        return sum(row.counted_ms for (_, other), row in self.rows.items() if other == day)


def read_kept(member_id: int, lesson_ids: Collection[int], days: Collection[date]) -> KeptDays:
    rows = _KEPT.rows(lists=(lesson_ids, days), member=member_id)
    kept = {(row.lesson_id, row.day): LessonOnDay(row.studied_ms, row.counted_ms, row.nominal_ms) for row in rows}
    return KeptDays(kept, {row.day: (row.day_ms, row.revision) for row in rows if row.revision}, set(days))


def change(kept: KeptDays, changes: Changes, lengths: Mapping[int, int]) -> dict[Key, LessonOnDay]:
    """The rows that differ after the changes, under each lesson's cap: the longest length among the versions that the member
    studied, so that a shortened lesson takes nothing away. `lengths` are those of the versions now studied."""
    after = dict(kept.rows)
    for key, more in changes.items():
        row = after.get(key, LessonOnDay())
        after[key] = replace(row, studied_ms=row.studied_ms + more, nominal_ms=max(row.nominal_ms, lengths.get(key[0], 0)))
    for lesson_id in {lesson_id for lesson_id, _ in changes}:
        _cap(after, lesson_id)
    return {key: row for key, row in after.items() if row != kept.rows.get(key)}


def _cap(rows: dict[Key, LessonOnDay], lesson_id: int) -> None:
    days = {day: row for (lesson, day), row in rows.items() if lesson == lesson_id}
    counted = cap_by_length({day: row.studied_ms for day, row in days.items()}, max(row.nominal_ms for row in days.values()))
    for day, row in days.items():
        rows[lesson_id, day] = replace(row, counted_ms=counted[day])


def keep_lessons(member_id: int, changed: Mapping[Key, LessonOnDay]) -> None:
    rows = [
        {
            "member_id": member_id,
            "day": day,
            "lesson_id": lesson_id,
            "studied_ms": row.studied_ms,
            "counted_ms": row.counted_ms,
            "nominal_ms": row.nominal_ms,
        }
        for (lesson_id, day), row in sorted(changed.items())
    ]
    if rows:
        upsert(StudyDayLesson, rows, ("member_id", "day", "lesson_id"), _as_it_came)


def keep_days(member_id: int, days: Mapping[date, tuple[int, int]]) -> None:
    rows = [{"member_id": member_id, "day": day, "counted_ms": ms, "revision": revision} for day, (ms, revision) in sorted(days.items())]
    if rows:
        upsert(StudyDay, rows, ("member_id", "day"), _day_as_it_came)


def _as_it_came(old: Any, new: Any) -> dict[str, Any]:
    return {name: new[name] for name in ("studied_ms", "counted_ms", "nominal_ms")}


def _day_as_it_came(old: Any, new: Any) -> dict[str, Any]:
    return {name: new[name] for name in ("counted_ms", "revision")}


_COLUMNS = (
    StudyDayLesson.lesson_id,
    StudyDayLesson.day,
    StudyDayLesson.studied_ms,
    StudyDayLesson.counted_ms,
    StudyDayLesson.nominal_ms,
    StudyDay.counted_ms.label("day_ms"),
    StudyDay.revision,
)
_ITS_DAY = and_(StudyDay.member_id == StudyDayLesson.member_id, StudyDay.day == StudyDayLesson.day)
_MINE = select(*_COLUMNS).outerjoin(StudyDay, _ITS_DAY).where(StudyDayLesson.member_id == bindparam("member"))


def _kept(lessons: list[Any], days: list[Any]) -> Any:
    """Two indexes, one select each."""
    return union_all(_MINE.where(StudyDayLesson.lesson_id.in_(lessons)), _MINE.where(StudyDayLesson.day.in_(days)))


_KEPT = Sized(_kept, lesson=StudyDayLesson.lesson_id.type, day=StudyDayLesson.day.type)
