"""A first draft of the minutes, with all that Muster knows filled in."""

from typing import Any

from sqlalchemy import select

from backend.core.clock import day_of, zone
from backend.core.db import db
from backend.meetings.models import Meeting
from backend.members.models import Member, Role, role_holds
from backend.records.read_list import count_list, read_list

WEEKDAYS = {"zh": "一二三四五六日", "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
TEMPLATES = {
    "zh": """{title}

时间：{day}（周{weekday}）{begin}–{end}
地点：{place}
主持人：{chair}
记录人：{writer}
出席：应到 {expected} 人，实到 {came} 人（迟到 {late} 人），请假 {on_leave} 人，缺席 {missing} 人

一、议程
{agenda}

二、讨论情况


三、决定事项
1.
""",
    "en": """{title}

Time: {weekday}, {day}, {begin}–{end}
Place: {place}
Chair: {chair}
Minutes by: {writer}
Attendance: {expected} expected, {came} came ({late} late), {on_leave} on leave, {missing} missing

1. Agenda
{agenda}

2. What was said


3. What was decided
1.
""",
}


def fill_template(meeting: Meeting, writer: str, language: str) -> str:
    begin, end = (moment.astimezone(zone()) for moment in (meeting.starts_at, meeting.ends_at))
    return TEMPLATES[language].format(
        title=meeting.title,
        day=f"{begin:%Y-%m-%d}",
        weekday=WEEKDAYS[language][begin.weekday()],
        begin=f"{begin:%H:%M}",
        end=f"{end:%H:%M}",
        place=meeting.place,
        chair=_secretary(meeting),
        writer=writer,
        agenda=_numbered(meeting.agenda or meeting.theme),
        **_counts(meeting),
    )


def _secretary(meeting: Meeting) -> str:
    """Whoever was the organisation's secretary that day usually takes the chair; nobody, where there was none or several."""
    held = (Role.organisation_id == meeting.organisation_id, Role.kind == "secretary", role_holds(day_of(meeting.starts_at)))
    names = list(db.session.scalars(select(Member.name).join(Role, Role.member_id == Member.id).where(*held)))
    return names[0] if len(names) == 1 else ""


def _counts(meeting: Meeting) -> dict[str, Any]:
    return count_list(read_list(meeting))


def _numbered(agenda: str) -> str:
    """An item a line, each with a number; lines that have one keep it."""
    items = [line.strip() for line in agenda.splitlines() if line.strip()] or [""]
    return "\n".join(item if item[:1].isdigit() else f"{number}. {item}".rstrip() for number, item in enumerate(items, start=1))
