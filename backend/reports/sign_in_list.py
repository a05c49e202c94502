"""One meeting's list as a file: everybody who was expected, what became of it, and every mark that stands."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from backend.attendance.frames import Frames
from backend.attendance.standing import Part, has_left_early, standing_of
from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.permissions import can_look_after
from backend.reports.columns import Column
from backend.reports.sheets import Report, Sheet
from backend.reports.stream import TYPES, download, pieces_of, written
from backend.reports.write import say

WORDS = {
    "zh": {
        "on_time": "准时", "late": "迟到", "absent": "缺席", "on_leave": "请假", "waiting": "待确认", "upcoming": "未签到",
        "code": "扫码", "digits": "数字码", "reply": "互扫", "card": "成员卡", "by_hand": "手工", "left_early": "早退",
    },
    "en": {
        "on_time": "on time", "late": "late", "absent": "absent", "on_leave": "on leave", "waiting": "waiting", "upcoming": "not in",
        "code": "code", "digits": "digits", "reply": "mutual scan", "card": "member card", "by_hand": "by hand", "left_early": "left early",
    },
}  # fmt: skip
SHEET = Sheet(
    "签到",
    "Sign-ins",
    (
        Column("学习卡号", "Card number", 16, "id"),
        Column("姓名", "Name", 12),
        Column("支部", "Branch", 24),
        Column("情况", "Standing", 10),
        Column("方式", "Method", 12),
        Column("可信级别", "Assurance", 10),
        Column("签到时间", "Signed in", 20),
        Column("签退时间", "Signed out", 20),
        Column("早退", "Left early", 10),
        Column("登记人", "Entered by", 12),
        Column("手工登记的原因", "Reason", 30),
        Column("其他记录", "Other marks", 40),
    ),
)


def send_list(meeting: Meeting, actor: Actor, *, format: str, language: str) -> Response:
    """The list as a file, whole before it goes: a meeting is small."""
    day = clock.day_of(meeting.starts_at)
    report = Report(
        SHEET,
        sign_in_list(meeting, actor, language),
        language=language,
        title=f"{getattr(SHEET, language)} · {meeting.title}",
        organisation=meeting.organisation.name,
        period=str(day),
        as_of=say(clock.now()),
    )
    file, _, _ = written(report, format)
    return download(Response(pieces_of(file), content_type=TYPES[format]), f"sign-ins-{meeting.id}-{day}.{format}")


def sign_in_list(meeting: Meeting, actor: Actor, language: str) -> list[tuple[Any, ...]]:
    """The cells of SHEET in the order of branches and card numbers. The card number, with which its member signs in to
    the app, is told to those alone who look after the member."""
    marks, frame, words = _marks(meeting), Frames().of(meeting), WORDS[language]
    return [
        (
            person.card_number if can_look_after(actor, person.path) else "",
            person.name,
            person.branch,
            *_cells(marks[person.id], frame, words, on_leave=person.leave == "granted"),
        )
        for person in _people(meeting)
    ]


def _people(meeting: Meeting) -> Any:
    mine = and_(Leave.meeting_id == Expected.meeting_id, Leave.member_id == Member.id)
    return db.session.execute(
        select(Member.id, Member.card_number, Member.name, Organisation.name.label("branch"), Organisation.path, Leave.state.label("leave"))
        .join(Expected, Expected.member_id == Member.id)
        .join(Organisation, Organisation.id == Member.branch_id)
        .outerjoin(Leave, mine)
        .where(Expected.meeting_id == meeting.id)
        .order_by(Organisation.path, Member.card_number)
    )


def _marks(meeting: Meeting) -> dict[int, list[Any]]:
    """What was accepted or waits, by member, with the name of whoever entered it for the member."""
    by = aliased(Member)
    columns = (SignIn.member_id, SignIn.kind, SignIn.method, SignIn.assurance, SignIn.state, SignIn.counts, SignIn.signed_in_at)
    rows = db.session.execute(
        select(*columns, SignIn.reason, by.name.label("by"))
        .outerjoin(by, and_(by.id == SignIn.actor_id, SignIn.actor_id != SignIn.member_id))
        .where(SignIn.meeting_id == meeting.id, SignIn.state.in_(("accepted", "waiting")))
        .order_by(SignIn.signed_in_at, SignIn.id)
    )
    marks: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        marks[row.member_id].append(row)
    return marks


def _cells(marks: list[Any], frame: Any, words: dict[str, str], *, on_leave: bool) -> Iterator[str]:
    came, left = (next((mark for mark in marks if mark.counts and mark.kind == kind), None) for kind in ("in", "out"))
    waits = any(mark.state == "waiting" and mark.kind == "in" for mark in marks)
    part = Part(came and came.signed_in_at, left and left.signed_in_at, waits, on_leave)
    others = [mark for mark in marks if mark.kind == "in" and mark is not came and mark.state == "accepted"]
    yield words[standing_of(frame, part)]
    yield words[came.method] if came else ""
    yield came.assurance if came else ""
    yield _say(part.signed_in_at)
    yield _say(part.signed_out_at)
    yield words["left_early"] if has_left_early(frame, part) else ""
    yield (came and came.by) or ""
    yield came.reason or "" if came and came.method == "by_hand" else ""
    yield "; ".join(f"{mark.assurance} {words[mark.method]} {_say(mark.signed_in_at)} {mark.by or ''}".rstrip() for mark in others)


def _say(moment: datetime | None) -> str:
    return moment.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
