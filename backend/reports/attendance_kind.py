"""Attendance as a kind of report. Marks change until a meeting is closed, and by corrections after it: it is always as of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from backend.core.db import db
from backend.core.errors import Refused
from backend.meetings.sign_ins import ASSURANCES
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.reports import attendance
from backend.reports.attendances import Period
from backend.reports.columns import BRANCH_NAME, CARD, NAME, ORGANISATION_NAME, Column
from backend.reports.kind import BRANCH, MEMBER, SUBTREE, Kind, Question

FIGURES = (
    Column("应到人次", "Expected", 10, "count", "expected"),
    Column("实到人次", "Came", 10, "count", "came"),
    Column("其中迟到", "Of these late", 10, "count", "late"),
    Column("其中早退", "Of these left early", 10, "count", "left_early"),
    Column("缺席人次", "Absent", 10, "count", "absent"),
    Column("请假人次", "On leave", 10, "count", "on_leave"),
    Column("未定人次", "Undecided", 10, "count", "undecided"),
    Column("到会率（%）", "Rate (%)", 12, "percent", "rate"),
    *(Column(f"{name} 级", f"Assurance {name}", 8, "count", f"assurance_{name.lower()}") for name in ASSURANCES),
    Column("C 级占比（%）", "Share of C (%)", 14, "percent", "share_c"),
    Column("D 级占比（%）", "Share of D (%)", 14, "percent", "share_d"),
    Column("会后更正", "Corrections", 10, "count", "corrections"),
)
HELD = Column("召开次数", "Meetings held", 10, "count", "meetings")


@dataclass(frozen=True, kw_only=True)
class AttendanceKind(Kind):
    """Counted by the rules of each meeting, which no SQL says: read once, tallied by row."""

    def can_be_settled(self, question: Question) -> bool:
        return False

    def items(self, question: Question, keys: Sequence[int]) -> list[dict[str, Any]]:
        found = {row.id: row for row in db.session.execute(_named(question).where(_id_of(question).in_(keys)))}
        return _figures(question, [found[key] for key in keys if key in found])

    def rows(self, question: Question) -> Iterable[Sequence[Any]]:
        named = db.session.execute(_named(question).order_by(*_keys(question)[1])).all()
        names = [column.name for column in self.columns(question.by)]
        for row in _figures(question, named, whole=True):
            yield [row[name] for name in names]


def _figures(question: Question, rows: Sequence[Any], *, whole: bool = False) -> list[dict[str, Any]]:
    period = Period(question.first_day, question.last_day, question.meeting_kind)
    if question.by == MEMBER:
        return attendance.by_member(rows, question.organisation, period)
    if question.by == SUBTREE:
        return attendance.by_child(rows, question.organisation, period)
    among = attendance.branches_of(question.organisation).with_only_columns(Organisation.id) if whole else None
    return attendance.by_branch(rows, period, among=among)


def _named(question: Question) -> Any:
    if question.by == MEMBER:
        return attendance.members_of(question.organisation, Period(question.first_day, question.last_day, question.meeting_kind))
    return attendance.children_of(question.organisation) if question.by == SUBTREE else attendance.branches_of(question.organisation)


def _id_of(question: Question) -> Any:
    return Member.id if question.by == MEMBER else Organisation.id


def _keys(question: Question) -> tuple[Any, Sequence[Any]]:
    order = attendance.MEMBER_ORDER if question.by == MEMBER else attendance.BRANCH_ORDER
    return _named(question).with_only_columns(_id_of(question).label("key")), order


def _columns(by: str) -> tuple[Column, ...]:
    if by == MEMBER:
        return (BRANCH_NAME, CARD, NAME, *FIGURES)
    return (BRANCH_NAME if by == BRANCH else ORGANISATION_NAME, HELD, *FIGURES)


def _one_branch(question: Question) -> None:
    if question.by == MEMBER and not question.organisation.is_branch:
        raise Refused("not_a_branch", "Members are listed for one branch at a time.", status=422)


ATTENDANCE = AttendanceKind(
    name="attendance",
    zh="到会报表",
    en="Attendance",
    columns=_columns,
    keys=_keys,
    by=(BRANCH, MEMBER, SUBTREE),
    filters=("meeting_kind",),
    checks=(_one_branch,),
)
