"""Study hours by member for a subtree and a period: one query for the screen, the API and the files."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from backend.core.db import db
from backend.hours.year import MEETING_SECONDS, OUTSIDE_SECONDS, PARTS, STUDY_SECONDS
from backend.ledger.models import HOURS, Entry
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.reports.files import Column, Sheet, hours

ORDER = (Organisation.path, Member.card_number)
AT_ONCE = 2000  # rows read at a time while a file is written
SHEET = Sheet(
    "学习",
    "Study hours",
    (
        Column("支部", "Branch", 24),
        Column("学习卡号", "Card number", 16, "id"),
        Column("姓名", "Name", 12),
        Column("学习（小时）", "Study (hours)", 14, "number"),
        Column("会议（小时）", "Meetings (hours)", 16, "number"),
        Column("其他学习（小时）", "Outside study (hours)", 20, "number"),
        Column("合计（小时）", "Total (hours)", 14, "number"),
    ),
)


def study_hours(organisation: Organisation, first_day: date, last_day: date) -> Select[Any]:
    """Every active member of the subtree, also without hours, and whoever has hours without being active any more."""
    period = (Entry.book == HOURS, Entry.day >= first_day, Entry.day <= last_day)
    sums = (
        select(Entry.member_id, STUDY_SECONDS.label("study"), MEETING_SECONDS.label("meetings"), OUTSIDE_SECONDS.label("outside"))
        .where(*period)
        .group_by(Entry.member_id)
        .subquery()
    )
    study, meetings, outside = (func.coalesce(sums.c[part], 0) for part in PARTS)
    return (
        select(
            Member.id.label("member_id"),
            Member.card_number,
            Member.name,
            Organisation.name.label("branch_name"),
            study.label("study_seconds"),
            meetings.label("meeting_seconds"),
            outside.label("outside_seconds"),
            (study + meetings + outside).label("total_seconds"),
        )
        .join(Organisation, Member.branch_id == Organisation.id)
        .outerjoin(sums, sums.c.member_id == Member.id)
        .where(within(Organisation.path, organisation.path), or_(Member.status == "active", sums.c.member_id.is_not(None)))
    )


def stream(select: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """The cells of all rows, in order, a few thousand in memory at a time."""
    for row in db.session.execute(select.order_by(*ORDER), execution_options={"yield_per": AT_ONCE}):
        seconds = (row.study_seconds, row.meeting_seconds, row.outside_seconds, row.total_seconds)
        yield (row.branch_name, row.card_number, row.name, *map(hours, seconds))
