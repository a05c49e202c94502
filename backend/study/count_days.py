"""Count a member's days anew from the stored segments, and book what changed in the ledger."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, upsert
from backend.courses.models import Lesson
from backend.hours.rules import STUDIED, study_rooms
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS, PointRule
from backend.ledger.post import Posting, post
from backend.study.judge_segment import LONGEST_MS
from backend.study.merge_segments import Credit, Owned, by_lesson, cap_by_length, credit, share_out
from backend.study.models import Segment, StudyDay, StudyDayLesson

Table = dict[int, dict[date, int]]  # lesson → day → milliseconds studied


@dataclass(frozen=True)
class DayCount:
    """What was counted: each piece's credits (two of them over midnight), and the lessons with their counted time."""

    credits: dict[str, list[Credit]]
    lessons: dict[int, int]

    def of(self, piece_id: str) -> tuple[int, str | None]:
        credits = self.credits.get(piece_id, [])
        return sum(one.counted for one in credits), next((one.reason for one in credits if one.reason), None)


@dataclass(frozen=True)
class Booking:
    """How a day's change is booked: for whom, on which day, from which source, under which title."""

    actor: Actor
    day: date
    source: tuple[str, str]
    title: str

    def difference(self, before: int, after: int, rule: PointRule) -> list[Posting]:
        """The postings in both books when a day's counted seconds change."""
        points = rules.points_for_study(after, rule) - rules.points_for_study(before, rule)
        return [
            Posting(HOURS, self.actor.id, self.actor.branch_id, after - before, STUDIED, self.source, self.title, self.day),
            Posting(POINTS, self.actor.id, self.actor.branch_id, points, rule.name, self.source, self.title, self.day, rule.version),
        ]


def count_days(actor: Actor, days: set[date], lessons: dict[int, Lesson]) -> DayCount:
    """Count these days of a member. `lessons` are those already at hand; others are read."""
    if not days:
        return DayCount({}, {})
    owned = _share_out_days(actor.id, days)
    lessons = _with_missing(lessons, {part.lesson_id for parts in owned.values() for part in parts})
    before = _stored_table(actor.id, days, set(lessons))
    after = _table_after(before, owned, days)
    counted = {
        lesson_id: cap_by_length(after[lesson_id], lessons[lesson_id].nominal_seconds * 1000) for lesson_id in after if lesson_id in lessons
    }
    changed = _keep_lessons(actor.id, before, after, counted)
    rooms = study_rooms(actor.id, changed | days)
    _keep_days(actor, rooms, lessons)
    credits = _credit_pieces(owned, after, lessons, rooms)
    return DayCount(credits, {lesson_id: sum(by_day.values()) for lesson_id, by_day in counted.items()})


def book_days(actor: Actor, days: set[date]) -> None:
    """Book these days anew from what is kept of them, after the room that outside study leaves has changed."""
    about = select(StudyDayLesson.lesson_id).where(StudyDayLesson.member_id == actor.id, StudyDayLesson.day.in_(days))
    _keep_days(actor, study_rooms(actor.id, days), _with_missing({}, set(db.session.scalars(about))))


def _share_out_days(member_id: int, days: set[date]) -> dict[date, list[Owned]]:
    bounds = {day: clock.bounds_ms(day) for day in days}
    in_a_day = or_(*(and_(Segment.started_ms > opens - LONGEST_MS, Segment.started_ms < closes) for opens, closes in bounds.values()))
    pieces = [row.piece for row in db.session.scalars(select(Segment).where(Segment.member_id == member_id, in_a_day))]
    return {
        day: share_out([piece for piece in pieces if piece.start < closes and piece.end > opens], (opens, closes))
        for day, (opens, closes) in bounds.items()
    }


def _with_missing(lessons: dict[int, Lesson], ids: set[int]) -> dict[int, Lesson]:
    missing = ids - set(lessons)
    found = db.session.scalars(select(Lesson).where(Lesson.id.in_(missing))) if missing else ()
    return {**lessons, **{lesson.id: lesson for lesson in found}}


def _stored_table(member_id: int, days: set[date], lesson_ids: set[int]) -> dict[int, dict[date, StudyDayLesson]]:
    about = or_(StudyDayLesson.lesson_id.in_(lesson_ids), StudyDayLesson.day.in_(days))
    table: dict[int, dict[date, StudyDayLesson]] = defaultdict(dict)
    for row in db.session.scalars(select(StudyDayLesson).where(StudyDayLesson.member_id == member_id, about)):
        table[row.lesson_id][row.day] = row
    return table


def _table_after(before: dict[int, dict[date, StudyDayLesson]], owned: dict[date, list[Owned]], days: set[date]) -> Table:
    table: Table = defaultdict(dict)
    for lesson_id, by_day in before.items():
        table[lesson_id] = {day: row.studied_ms for day, row in by_day.items() if day not in days}
    for day, parts in owned.items():
        for lesson_id, length in by_lesson(parts).items():
            table[lesson_id][day] = length
    return table


def _keep_lessons(member_id: int, before: dict[int, dict[date, StudyDayLesson]], after: Table, counted: Table) -> set[date]:
    """Store what differs from before; answers the days on which it does."""
    rows: list[dict[str, Any]] = []
    for lesson_id, by_day in counted.items():
        for day, counted_ms in by_day.items():
            studied_ms, stored = after[lesson_id][day], before.get(lesson_id, {}).get(day)
            if stored is None or (stored.studied_ms, stored.counted_ms) != (studied_ms, counted_ms):
                rows.append(
                    {"member_id": member_id, "day": day, "lesson_id": lesson_id, "studied_ms": studied_ms, "counted_ms": counted_ms}
                )
    if rows:
        upsert(
            StudyDayLesson,
            rows,
            ("member_id", "day", "lesson_id"),
            lambda old, new: {"studied_ms": new.studied_ms, "counted_ms": new.counted_ms},
        )
    return {row["day"] for row in rows}


def _keep_days(actor: Actor, rooms: dict[date, int], lessons: dict[int, Lesson]) -> None:
    """Each day's sum within the day's room; a difference goes to both books of the ledger."""
    totals, titles = _totals(actor.id, rooms, lessons)
    stored = {row.day: row for row in db.session.scalars(select(StudyDay).where(StudyDay.member_id == actor.id, StudyDay.day.in_(rooms)))}
    rule = rules.Rule(rules.HALF_HOUR_STUDIED)
    rows, postings = [], []
    for day, counted_ms in sorted(totals.items()):
        before, revision = (stored[day].counted_ms, stored[day].revision + 1) if day in stored else (0, 1)
        if counted_ms == before:
            continue
        rows.append({"member_id": actor.id, "day": day, "counted_ms": counted_ms, "revision": revision})
        book = Booking(actor, day, ("study_day", f"{day}/{revision}"), titles[day])
        postings += book.difference(before // 1000, counted_ms // 1000, rule.on(day))
    if rows:
        upsert(StudyDay, rows, ("member_id", "day"), lambda old, new: {"counted_ms": new.counted_ms, "revision": new.revision})
    post(*postings)


def _totals(member_id: int, rooms: dict[date, int], lessons: dict[int, Lesson]) -> tuple[dict[date, int], dict[date, str]]:
    sums: dict[date, int] = defaultdict(int)
    titles: dict[date, str] = defaultdict(str)
    rows = select(StudyDayLesson.day, StudyDayLesson.counted_ms, StudyDayLesson.lesson_id).where(
        StudyDayLesson.member_id == member_id, StudyDayLesson.day.in_(rooms)
    )
    for day, counted_ms, lesson_id in db.session.execute(rows):
        sums[day] += counted_ms
        # One of the day's lessons names the booking.
        if lesson_id in lessons and counted_ms:
            titles[day] = lessons[lesson_id].title
    return {day: min(total, rooms[day]) for day, total in sums.items()}, titles


def _credit_pieces(
    owned: dict[date, list[Owned]], after: Table, lessons: dict[int, Lesson], rooms: dict[date, int]
) -> dict[str, list[Credit]]:
    credits: dict[str, list[Credit]] = defaultdict(list)
    for day, parts in owned.items():
        room: dict[int, Any] = {
            lesson_id: max(0, lessons[lesson_id].nominal_seconds * 1000 - sum(ms for other, ms in after[lesson_id].items() if other < day))
            for lesson_id in {part.lesson_id for part in parts}
        }
        for piece_id, one in credit(parts, room, rooms[day]).items():
            credits[piece_id].append(one)
    return credits
