"""Drop raw segments that nobody can ask about any more; what they came to stays: merged intervals a day, sums by lesson.

Late uploads come for 30 days, so segments are kept longer than that: a late one is still seen to overlap, or to be a second
delivery. What is held and not decided stays, however old.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import and_, delete, or_, select, update

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db, run
from backend.members.models import Member, lock_member
from backend.study.bounds import LATEST_DAYS
from backend.study.count_days import count_days, days_of, segments_of_days, share_out_day
from backend.study.desk import Learner
from backend.study.merge_segments import merge
from backend.study.models import HeldStudy, Segment, StudyDay

RESERVE_DAYS = 7
FEWEST_DAYS = LATEST_DAYS + RESERVE_DAYS
AT_ONCE = 500  # members looked at in one statement

study_commands = AppGroup("study", help="Look after what was studied.")


@study_commands.command("drop-raw")
def drop_raw_command() -> None:
    """Drop segments older than MUSTER_KEEP_SEGMENTS_DAYS; hours and receipts stay. For a nightly timer."""
    dropped = sum(drop_raw(member_id, oldest_day()) for member_id in _members())
    click.echo(f"{dropped} segments dropped; hours are as they were.")


@study_commands.command("recount")
def recount_command() -> None:
    """Count every day of every member anew, and book what differs. Changes nothing unless a rule or a version was corrected."""
    changed = 0
    for member_id in _members():
        lock_member(member_id)
        branch_id = db.session.get_one(Member, member_id).branch_id
        days = list(db.session.scalars(select(StudyDay.day).where(StudyDay.member_id == member_id)))
        changed += len(count_days(Learner(member_id, branch_id), days).booked)
        db.session.commit()
    click.echo(f"{changed} days changed.")


def oldest_day() -> date:
    """The first day whose segments are kept."""
    return clock.today() - timedelta(days=max(settings().keep_segments_days, FEWEST_DAYS))


def drop_raw(member_id: int, before: date) -> int:
    """Drop a member's segments that ended before a day, and keep their days as merged intervals. Commits; answers how many."""
    lock_member(member_id)
    until = clock.bounds_ms(before)[0]
    old = and_(Segment.member_id == member_id, Segment.ended_ms <= until, _nobody_asks())
    going = run(select(Segment.started_ms, Segment.ended_ms, Segment.counts).where(old)).all()
    days = days_of(*((row.started_ms, row.ended_ms) for row in going if row.counts))
    for day in sorted(days):
        _keep_intervals(member_id, day)
    run(delete(Segment).where(old))
    db.session.commit()
    return len(going)


def merged_by_lesson(parts: Sequence[tuple[int, int, int]]) -> list[list[int]]:
    """[[from, to, lesson], …] in the order of time: what touches and is of one lesson becomes one."""
    lessons: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end, lesson in parts:
        lessons[lesson].append((start, end))
    return sorted([start, end, lesson] for lesson, intervals in lessons.items() for start, end in merge(intervals))


def _keep_intervals(member_id: int, day: date) -> None:
    """A day that is dropped already has been joined by released segments: they lie beside what is kept."""
    mine = (StudyDay.member_id == member_id, StudyDay.day == day)
    kept = db.session.scalar(select(StudyDay.intervals).where(*mine)) or []
    owned = share_out_day(segments_of_days(member_id, [day]), day)
    parts = [*((one[0], one[1], one[2]) for one in kept), *((part.start, part.end, part.lesson_id) for part in owned)]
    run(update(StudyDay).where(*mine).values(intervals=merged_by_lesson(parts)))


def _nobody_asks() -> Any:
    undecided = select(HeldStudy.id).where(HeldStudy.decided_at.is_(None))
    return or_(Segment.held_id.is_(None), Segment.held_id.not_in(undecided))


def _members() -> Iterator[int]:
    """Everybody who ever studied, some at a time: a year of a city is not held in memory."""
    after = 0
    while ids := list(db.session.scalars(select(Member.id).where(Member.id > after).order_by(Member.id).limit(AT_ONCE))):
        db.session.rollback()
        yield from ids
        after = ids[-1]
