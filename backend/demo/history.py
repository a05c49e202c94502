"""A believable year for the demo's members: monthly meetings, and study now and then. The same at every load."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.courses.models import Lesson
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS
from backend.ledger.post import Posting, post
from backend.meetings.models import Meeting, SignIn
from backend.meetings.sign_in import ATTENDED
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.study.count_days import count_days
from backend.study.models import Segment
from backend.study.update_progress import update_progress

SEED = 15
DICE = random.Random(SEED)
FIXED_DAY = 15
MINUTE_MS = 60_000
THEMES = (
    "年度计划",
    "急救演练",
    "楼道消防自查",
    "智能手机互助课堂",
    "社区清洁日",
    "防汛准备",
    "志愿服务总结",
    "读书分享",
    "健康讲座",
    "邻里互助安排",
    "节能一小时",
    "年终总结",
)


def hold_meetings() -> None:
    """A closed meeting in every branch on each fixed day of this year that has passed."""
    DICE.seed(SEED)
    branches = list(db.session.scalars(select(Organisation).where(Organisation.is_branch).order_by(Organisation.id)))
    today = clock.today()
    for month in range(1, today.month + 1):
        day = date(today.year, month, FIXED_DAY)
        if day < today:
            for branch in branches:
                _hold(branch, day, THEMES[month - 1])


def plan_next_months_meetings() -> None:
    """The next fixed day, in every branch."""
    first = (clock.today().replace(day=28) + timedelta(days=7)).replace(day=FIXED_DAY)
    for branch in db.session.scalars(select(Organisation).where(Organisation.is_branch)):
        _plan(branch, _evening(first), f"固定生活日：{THEMES[first.month - 1]}").expect_everybody()


def plan_meetings_if_none_today() -> None:
    """A meeting about an hour from now in every branch, so that signing in can be tried on any day."""
    now = clock.now()
    if db.session.scalar(select(Meeting.id).where(Meeting.is_coming(), Meeting.starts_at < now + timedelta(hours=2)).limit(1)):
        return
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for branch in db.session.scalars(select(Organisation).where(Organisation.is_branch)):
        _plan(branch, soon, "本月组织生活：家庭急救").expect_everybody()


def study_all_year() -> None:
    """Every member studies some lessons on some days; what it comes to is counted as for real segments."""
    lessons = {lesson.id: lesson for lesson in db.session.scalars(select(Lesson))}
    people = select(Member.id, Member.name, Member.branch_id, Organisation.path).join(Organisation, Member.branch_id == Organisation.id)
    for row in db.session.execute(people.where(Member.status == "active").order_by(Member.card_number)).all():
        _study(Actor(row.id, row.name, row.branch_id, row.path, session_id=0, must_change_password=False), lessons)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19, 0), clock.zone())


def _plan(branch: Organisation, starts_at: datetime, title: str) -> Meeting:
    secretary = db.session.scalar(select(Member.id).where(Member.branch_id == branch.id).order_by(Member.card_number).limit(1))
    meeting = Meeting(
        organisation=branch,
        title=title,
        kind="branch_meeting",
        place="社区活动室",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        created_by=secretary,
    )
    db.session.add(meeting)
    db.session.flush()
    return meeting


def _hold(branch: Organisation, day: date, theme: str) -> None:
    meeting = _plan(branch, _evening(day), f"固定生活日：{theme}")
    meeting.opened_at, meeting.closed_at = meeting.starts_at - timedelta(minutes=20), meeting.ends_at
    meeting.expect_everybody()
    present = [member for member in _members(branch) if DICE.random() < 0.86]
    rows = [
        {
            "meeting_id": meeting.id,
            "member_id": member,
            "signed_in_at": meeting.opened_at + timedelta(seconds=DICE.randrange(1500)),
            "method": "code",
        }
        for member in present
    ]
    postings = []
    for sign_in_id, member_id in insert_once(SignIn, rows, returning=(SignIn.id, SignIn.member_id)):
        source = ("sign_in", str(sign_in_id))
        postings.append(Posting(HOURS, member_id, branch.id, meeting.credited_seconds, ATTENDED, source, meeting.title, day))
        postings.append(Posting(POINTS, member_id, branch.id, 10, rules.MEETING_ATTENDED, source, meeting.title, day))
    post(*postings)


def _members(branch: Organisation) -> list[int]:
    return list(
        db.session.scalars(select(Member.id).where(Member.branch_id == branch.id, Member.status == "active").order_by(Member.card_number))
    )


def _study(actor: Actor, lessons: dict[int, Lesson]) -> None:
    eagerness = DICE.betavariate(2, 3)
    segments: list[dict[str, Any]] = []
    for lesson in lessons.values():
        if DICE.random() < eagerness:
            segments += _sit_down(lesson, share=DICE.choice((1.0, 1.0, 0.5)))
    if not segments:
        return
    db.session.execute(insert(Segment), [{"member_id": actor.id, "received_at": clock.now(), **segment} for segment in segments])
    days = {clock.day_of(clock.from_ms(segment["started_ms"])) for segment in segments}
    count = count_days(actor, days, lessons)
    update_progress(actor, segments, set(count.lessons), count.lessons)


def _sit_down(lesson: Lesson, *, share: float) -> list[dict[str, Any]]:
    """One evening with one lesson, in segments of a minute. Not today: today belongs to whoever tries the demo."""
    passed = max(1, (clock.today() - date(clock.today().year, 1, 1)).days)
    evening = datetime.combine(clock.today() - timedelta(days=1 + DICE.randrange(passed)), time(18, DICE.randrange(60)), clock.zone())
    begin, length = clock.to_ms(evening), int(lesson.nominal_seconds * 1000 * share)
    parts = [(start, min(start + MINUTE_MS, length)) for start in range(0, length, MINUTE_MS)]
    common = {"lesson_id": lesson.id, "lesson_version": lesson.version, "device": "demo", "rate": 1.0}
    return [
        {
            **common,
            "id": str(UUID(int=DICE.getrandbits(128))),
            "started_ms": begin + start,
            "ended_ms": begin + end,
            "media_from": start / 1000,
            "media_to": end / 1000,
        }
        for start, end in parts
        if end > start
    ]
