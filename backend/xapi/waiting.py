"""What is still to be sent: completed lessons, certificates and withdrawals without a row among the sent statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, select, tuple_

from backend.certificates.models import Certificate
from backend.core.db import db
from backend.courses.models import Course, Lesson
from backend.courses.progress import LessonProgress
from backend.xapi.models import SentStatement
from backend.xapi.statements import certificate_statement, lesson_statement, voiding_statement

BATCH = 100


@dataclass(frozen=True)
class Waiting:
    """A statement to be sent, and the key under which it is noted down once it is."""

    kind: str
    member_id: int
    source_id: int
    statement: dict[str, Any]


def batches() -> Iterator[list[Waiting]]:
    """Up to a hundred at a time; each batch is read when it is its turn, in the order of the keys."""
    yield from _lessons()
    yield from _certificates("certificate")
    yield from _certificates("voided")


def _lessons() -> Iterator[list[Waiting]]:
    key = (LessonProgress.member_id, LessonProgress.lesson_id)
    fields = (Lesson.title, Lesson.course_id, Course.title.label("course_title"), LessonProgress.counted_ms, LessonProgress.completed_at)
    done = (
        select(*key, *fields)
        .join(Lesson, Lesson.id == LessonProgress.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .where(LessonProgress.completed_at.is_not(None), ~_noted("lesson", *key))
    )
    after = (0, 0)
    while rows := db.session.execute(done.where(tuple_(*key) > after).order_by(*key).limit(BATCH)).all():
        after = (rows[-1].member_id, rows[-1].lesson_id)
        yield [Waiting("lesson", row.member_id, row.lesson_id, lesson_statement(row)) for row in rows]


def _certificates(kind: str) -> Iterator[list[Waiting]]:
    waiting = select(Certificate).where(~_noted(kind, Certificate.member_id, Certificate.id))
    if kind == "certificate":
        waiting = waiting.where(Certificate.withdrawn_at.is_(None))
    else:  # only what the store has taken can be voided
        taken = exists().where(
            SentStatement.kind == "certificate", SentStatement.source_id == Certificate.id, SentStatement.outcome == "taken"
        )
        waiting = waiting.where(Certificate.withdrawn_at.is_not(None), taken)
    state, after = voiding_statement if kind == "voided" else certificate_statement, 0
    while found := db.session.scalars(waiting.where(Certificate.id > after).order_by(Certificate.id).limit(BATCH)).unique().all():
        after = found[-1].id
        yield [Waiting(kind, one.member_id, one.id, state(one)) for one in found]


def _noted(kind: str, member_id: Any, source_id: Any) -> ColumnElement[bool]:
    return exists().where(SentStatement.kind == kind, SentStatement.member_id == member_id, SentStatement.source_id == source_id)
