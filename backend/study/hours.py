"""A member's hours in a year: the one sum that the member's page, the report and the target share."""

from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from backend.core.db import db
from backend.ledger.models import HOURS, Entry
from backend.study.count_days import STUDIED

# Study seconds and the rest (meetings) as two columns over the entries of the hours book.
STUDY_SECONDS = func.coalesce(func.sum(case((Entry.rule == STUDIED, Entry.amount), else_=0)), 0)
MEETING_SECONDS = func.coalesce(func.sum(case((Entry.rule != STUDIED, Entry.amount), else_=0)), 0)


def hours_of_year(member_id: int, year: int) -> dict[str, Any]:
    """Seconds of a year: study, meetings, in all and by month."""
    mine = (Entry.member_id == member_id, Entry.book == HOURS, Entry.day >= date(year, 1, 1), Entry.day <= date(year, 12, 31))
    by_day = db.session.execute(
        select(Entry.day, STUDY_SECONDS.label("study"), MEETING_SECONDS.label("meetings")).where(*mine).group_by(Entry.day)
    ).all()
    months = {f"{year}-{month:02}": 0 for month in range(1, 13)}
    for row in by_day:
        months[f"{row.day:%Y-%m}"] += int(row.study + row.meetings)
    study, meetings = (int(sum(getattr(row, name) for row in by_day)) for name in ("study", "meetings"))
    listed = [{"month": month, "seconds": seconds} for month, seconds in months.items()]
    return {"year": year, "study_seconds": study, "meeting_seconds": meetings, "total_seconds": study + meetings, "months": listed}
