"""Who was taken out with a report: everybody in a file can see that it was made, by whom, and why."""

from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.reports.kind import MEMBER
from backend.reports.models import ReportRun
from backend.reports.past import PastMember

LEFT_THE_HOUSE = ("running", "ready", "expired")  # a download that broke off told what had come until then
PLACE, HOME = aliased(Organisation), aliased(Organisation)


def concerned(member: Member) -> Select[ReportRun]:
    """Runs and downloads by member about a place where the member was at the time: in a branch of it when it was made, or
    earlier in the days that it tells of. (Somebody who had left and has no hours of these days is told, too: better once too
    often than once too little.)"""
    return select(ReportRun).where(ReportRun.by == MEMBER, _told(), _was_there(member))


def _told() -> Any:
    broken_off = and_(ReportRun.streamed, ReportRun.state == "failed", ReportRun.rows_done > 0)
    return or_(ReportRun.state.in_(LEFT_THE_HOUSE), broken_off)


def _was_there(member: Member) -> Any:
    """A stay in a branch of the subtree that had begun when the run was made, and had not ended before its first day."""
    after = aliased(PastMember)
    ended = select(after.from_at).where(after.id == PastMember.until_id).scalar_subquery()
    stays = (
        select(literal(1))
        .select_from(PastMember)
        .join(HOME, HOME.id == PastMember.branch_id)
        .join(PLACE, and_(HOME.path >= PLACE.path, HOME.path < _end(PLACE.path)))
        .where(PastMember.member_id == member.id, PLACE.id == ReportRun.organisation_id, PastMember.from_at <= ReportRun.created_at)
        .where(or_(PastMember.until_id.is_(None), ended >= ReportRun.first_day))
    )
    return stays.exists()


def _end(path: Any) -> Any:
    return func.substr(path, 1, func.length(path) - 1).concat("0")
