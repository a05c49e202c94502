"""Issue a certificate: of a course whose lessons are all complete, or of the hours of a year."""

import secrets
from datetime import date
from typing import Any

from sqlalchemy import func, select

from backend.certificates.models import Certificate
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Course, Lesson
from backend.courses.progress import LessonProgress
from backend.hours.rules import target_of
from backend.hours.year import hours_of_year
from backend.members.models import Member, lock_member
from backend.sign_in import base32

CODE_BYTES = 12  # 96 bits: nobody finds one by trying
PARTS = ("study_seconds", "meeting_seconds", "outside_seconds")
FIGURES = ("seconds", *PARTS, "target_seconds")


def issue_for_course(actor: Actor, course: Course) -> tuple[Certificate, bool]:
    """The certificate of a course, and whether it is new: there is one, however often it is asked for."""
    lock_member(actor.id)
    about = f"course/{course.id}"
    if there := _latest(actor.id, about):
        return _refuse_withdrawn(there), False
    done = _finished(actor.id, course.id)
    if done is None:
        raise Refused("course_not_finished", "Some of its lessons are not complete yet.")
    day, seconds = done
    figures = {"seconds": seconds, "study_seconds": seconds, "meeting_seconds": 0, "outside_seconds": 0, "target_seconds": None}
    return _keep(actor, about, 1, kind="course", course_id=course.id, title=course.title, day=day, **figures), True


def issue_for_year(actor: Actor, year: int) -> tuple[Certificate, bool]:
    """The certificate of a year's hours. Where the hours have changed since, a new one replaces the one before."""
    lock_member(actor.id)
    hours = hours_of_year(actor.id, year)
    if not hours["total_seconds"] or year > clock.today().year:
        raise Refused("no_hours_yet", "There are no hours in that year to certify.")
    parts = {name: hours[name] for name in PARTS}
    figures = {"seconds": hours["total_seconds"], **parts, "target_seconds": target_of(actor, year)}
    about, before = f"year/{year}", _latest(actor.id, f"year/{year}")
    if before and all(getattr(before, name) == figures[name] for name in FIGURES):
        return _refuse_withdrawn(before), False
    if before and before.withdrawn_at is None:
        before.withdrawn_at, before.withdrawn_reason = clock.now(), None  # nobody withdrew it: it was replaced
    serial = before.serial + 1 if before else 1
    return _keep(actor, about, serial, kind="year", year=year, title=str(year), day=_last_day(year), **figures), True


def finished_courses(member_id: int, course_ids: Any = None) -> Any:
    """A select of (course id, last completion, counted milliseconds) of the courses whose mandatory lessons are all complete."""
    mine = (LessonProgress.lesson_id == Lesson.id) & (LessonProgress.member_id == member_id)
    missing = func.count(Lesson.id).filter(Lesson.optional.is_(False), LessonProgress.completed_at.is_(None))
    done = func.count(Lesson.id).filter(LessonProgress.completed_at.is_not(None))
    sums = (func.max(LessonProgress.completed_at).label("completed_at"), func.sum(LessonProgress.counted_ms).label("counted_ms"))
    live = (Lesson.withdrawn_at.is_(None), Lesson.version > 0)
    finished = select(Lesson.course_id, *sums).outerjoin(LessonProgress, mine).where(*live).group_by(Lesson.course_id)
    if course_ids is not None:
        finished = finished.where(Lesson.course_id.in_(course_ids))
    return finished.having(missing == 0, done > 0)


def _finished(member_id: int, course_id: int) -> tuple[date, int] | None:
    row = db.session.execute(finished_courses(member_id, [course_id])).first()
    return row and (clock.day_of(row.completed_at), int(row.counted_ms) // 1000)


def _latest(member_id: int, about: str) -> Certificate | None:
    same = select(Certificate).where(Certificate.member_id == member_id, Certificate.about == about)
    return db.session.scalars(same.order_by(Certificate.serial.desc()).limit(1)).unique().one_or_none()


def _refuse_withdrawn(certificate: Certificate) -> Certificate:
    if certificate.withdrawn_at:
        raise Refused("certificate_withdrawn", "It was withdrawn: ask those who look after your branch.")
    return certificate


def _keep(actor: Actor, about: str, serial: int, **facts: Any) -> Certificate:
    member = db.session.get_one(Member, actor.id)
    code = base32.encode(secrets.token_bytes(CODE_BYTES))
    named = {"name": member.name, "branch_name": member.branch.name, "member": member}
    certificate = Certificate(code=code, about=about, serial=serial, **named, **facts)
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _last_day(year: int) -> date:
    return min(clock.today(), date(year, 12, 31))
