"""A believable year of meetings for the demo's branches: a plan, evenings that were held and put on record, and the next one."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db, insert_once
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS
from backend.ledger.post import Posting, post
from backend.meetings.attend import ATTENDED
from backend.meetings.leave import Leave
from backend.meetings.models import Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.plans.models import YearPlan
from backend.plans.propose import Proposal, propose
from backend.records.close import freeze
from backend.records.models import Minutes

DICE = random.Random(15)
RULE = "day:15"
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
AGENDA = "回顾上月安排\n本月主题\n下月志愿服务分工"
MINUTES = "一、回顾了上月的志愿服务。\n二、围绕“{theme}”交流，每人说了一件能做的事。\n三、下月分工：两人一组，月底前完成。"
REASONS = ("带孙子看牙", "外地出差", "白天值班后要休息")


class Month(NamedTuple):
    """A month of a plan; without one where the year has none yet."""

    plan: YearPlan | None
    proposal: Proposal


def hold_meetings() -> None:
    """A meeting on record in every branch for each fixed day of this year that has passed."""
    DICE.seed(15)
    today, proposals = clock.today(), propose(clock.today().year, RULE, settings().country)
    for branch in _branches():
        plan = YearPlan(organisation_id=branch.id, year=today.year, fixed_day=RULE, created_by=_secretary_of(branch))
        db.session.add(plan)
        db.session.flush()
        for proposal in proposals:
            if proposal.proposed_on < today:
                _hold(_plan(branch, _evening(proposal.proposed_on), _title(proposal), Month(plan, proposal)))


def plan_next_months_meetings() -> None:
    """The next fixed day, in every branch, from which somebody has asked for leave."""
    today = clock.today()
    both = [*propose(today.year, RULE, settings().country), *propose(today.year + 1, RULE, settings().country)]
    next_one = next(proposal for proposal in both if proposal.proposed_on > today + timedelta(days=7))
    plans = {plan.organisation_id: plan for plan in db.session.scalars(select(YearPlan).where(YearPlan.year == next_one.fixed_on.year))}
    for branch in _branches():
        meeting = _plan(branch, _evening(next_one.proposed_on), _title(next_one), Month(plans.get(branch.id), next_one))
        meeting.expect_everybody()
        asking = DICE.choice(_members(branch))
        db.session.add(Leave(meeting_id=meeting.id, member_id=asking, reason=DICE.choice(REASONS)))


def plan_meetings_if_none_today() -> None:
    """A meeting about an hour from now in every branch, so that signing in can be tried on any day."""
    now = clock.now()
    if db.session.scalar(select(Meeting.id).where(Meeting.is_coming(), Meeting.starts_at < now + timedelta(hours=2)).limit(1)):
        return
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for branch in _branches():
        _plan(branch, soon, "本月组织生活：家庭急救").expect_everybody()


def _branches() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation).where(Organisation.is_branch).order_by(Organisation.id)))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19, 0), clock.zone())


def _title(proposal: Proposal) -> str:
    return f"固定生活日：{THEMES[proposal.month - 1]}"


def _plan(branch: Organisation, starts_at: datetime, title: str, month: Month | None = None) -> Meeting:
    plan, proposal = month or (None, None)
    reason = proposal and proposal.reason
    meeting = Meeting(
        organisation=branch,
        title=title,
        theme=THEMES[proposal.month - 1] if proposal else "",
        agenda=AGENDA,
        kind="branch_meeting",
        place="社区活动室",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        plan_id=plan and plan.id,
        fixed_on=proposal.fixed_on if proposal and plan else None,
        moved_reason=reason.zh if reason else None,
        created_by=_secretary_of(branch),
    )
    db.session.add(meeting)
    db.session.flush()
    return meeting


def _hold(meeting: Meeting) -> None:
    """Members come, hours and points are booked, minutes are written, and the meeting is closed and frozen."""
    meeting.opened_at, meeting.closed_at = meeting.starts_at - timedelta(minutes=20), meeting.ends_at
    meeting.rule_id = meeting.rule.id
    meeting.expect_everybody()
    rows = [_came(meeting, member) for member in _members(meeting.organisation) if DICE.random() < 0.86]
    meeting.head_count = len(rows)
    _book(meeting, rows)
    minutes = MINUTES.format(theme=meeting.theme)
    db.session.add(Minutes(meeting_id=meeting.id, body=minutes, updated_by=meeting.created_by, updated_at=meeting.ends_at))
    db.session.flush()
    freeze(meeting, meeting.created_by)


def _came(meeting: Meeting, member_id: int) -> dict[str, Any]:
    """Most come with their own phone, some with a shared one, and a few are entered by hand."""
    assert meeting.opened_at is not None
    came = meeting.opened_at + timedelta(seconds=DICE.randrange(1500))
    assurance = DICE.choices("ABD", weights=(80, 14, 6))[0]
    by_hand = {"method": "by_hand", "reason": "没带手机", "actor_id": meeting.created_by}
    return {
        "meeting_id": meeting.id,
        "member_id": member_id,
        "kind": "in",
        "state": "accepted",
        "counts": True,
        "signed_in_at": came,
        "received_at": came,
        "assurance": assurance,
        **(by_hand if assurance == "D" else {"method": "code", "reason": None, "actor_id": None}),
    }


def _book(meeting: Meeting, rows: list[dict[str, Any]]) -> None:
    postings, day = [], clock.day_of(meeting.starts_at)
    for sign_in_id, member_id in insert_once(SignIn, rows, returning=(SignIn.id, SignIn.member_id)):
        shared = (member_id, meeting.organisation_id)
        source = ("sign_in", str(sign_in_id))
        postings.append(Posting(HOURS, *shared, meeting.credited_seconds, ATTENDED, source, meeting.title, day))
        postings.append(Posting(POINTS, *shared, 10, rules.MEETING_ATTENDED, source, meeting.title, day))
    post(*postings)


def _secretary_of(branch: Organisation) -> int:
    return _members(branch)[0]


def _members(branch: Organisation) -> list[int]:
    active = select(Member.id).where(Member.branch_id == branch.id, Member.status == "active").order_by(Member.card_number)
    return list(db.session.scalars(active))
