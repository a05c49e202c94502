"""A member's hours in a year: the one sum that the member's page, the secretary's list, the reports and the target share."""

from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from backend.core.db import db
from backend.hours.rules import OUTSIDE, STUDIED
from backend.ledger.models import HOURS, Entry

PARTS = ("study", "meetings", "outside")
# The parts of a sum as columns over the entries of the hours book: what is neither study nor outside are meetings.
STUDY_SECONDS = func.coalesce(func.sum(case((Entry.rule == STUDIED, Entry.amount), else_=0)), 0)
OUTSIDE_SECONDS = func.coalesce(func.sum(case((Entry.rule == OUTSIDE, Entry.amount), else_=0)), 0)
MEETING_SECONDS = func.coalesce(func.sum(case((Entry.rule.in_((STUDIED, OUTSIDE)), 0), else_=Entry.amount)), 0)


def hours_of_year(member_id: int, year: int) -> dict[str, Any]:
    """Seconds of a year: study, meetings, outside study, in all and by month."""
    mine = (Entry.member_id == member_id, Entry.book == HOURS, Entry.day >= date(year, 1, 1), Entry.day <= date(year, 12, 31))
    parts = (STUDY_SECONDS.label("study"), MEETING_SECONDS.label("meetings"), OUTSIDE_SECONDS.label("outside"))
    by_day = db.session.execute(select(Entry.day, *parts).where(*mine).group_by(Entry.day)).all()
    months = {f"{year}-{month:02}": 0 for month in range(1, 13)}
    for row in by_day:
        months[f"{row.day:%Y-%m}"] += int(row.study + row.meetings + row.outside)
    study, meetings, outside = (int(sum(getattr(row, name) for row in by_day)) for name in PARTS)
    return {
        "year": year,
        "study_seconds": study,
        "meeting_seconds": meetings,
        "outside_seconds": outside,
        "total_seconds": study + meetings + outside,
        "months": [{"month": month, "seconds": seconds} for month, seconds in months.items()],
    }
