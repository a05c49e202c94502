"""Study hours by member for a subtree and a period: one query for the screen, the API and the files."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from backend.core.db import db
from backend.ledger.models import HOURS, Entry
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.study.hours import MEETING_SECONDS, STUDY_SECONDS

ORDER = (Organisation.path, Member.card_number)
AT_ONCE = 2000  # rows read at a time while a file is written


def study_hours(organisation: Organisation, first_day: date, last_day: date) -> Select[Any]:
    """Every active member of the subtree, also without hours, and whoever has hours without being active any more."""
    period = (Entry.book == HOURS, Entry.day >= first_day, Entry.day <= last_day)
    sums = (
        select(Entry.member_id, STUDY_SECONDS.label("study"), MEETING_SECONDS.label("meetings"))
        .where(*period)
        .group_by(Entry.member_id)
        .subquery()
    )
    study, meetings = func.coalesce(sums.c.study, 0), func.coalesce(sums.c.meetings, 0)
    return (
        select(
            Member.id.label("member_id"),
            Member.card_number,
            Member.name,
            Organisation.name.label("branch_name"),
            study.label("study_seconds"),
            meetings.label("meeting_seconds"),
            (study + meetings).label("total_seconds"),
        )
        .join(Organisation, Member.branch_id == Organisation.id)
        .outerjoin(sums, sums.c.member_id == Member.id)
        .where(within(Organisation.path, organisation.path), or_(Member.status == "active", sums.c.member_id.is_not(None)))
    )


def stream(select: Select[Any]) -> Iterator[Any]:
    """All rows, in order, a few thousand in memory at a time."""
    yield from db.session.execute(select.order_by(*ORDER), execution_options={"yield_per": AT_ONCE})
