"""Attendance by branch, and by member of one branch: one query for the screen, the API and the files."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from backend.core.db import db
from backend.meetings.models import Expected, JointBranch, Meeting
from backend.meetings.sign_ins import ASSURANCES
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.records.models import Correction
from backend.reports.attendances import Period, people_of, read_attendances
from backend.reports.files import Column, Sheet, percent
from backend.reports.tally import Tally

BRANCH_ORDER = (Organisation.path,)
MEMBER_ORDER = (Member.card_number,)
NOBODY = dict.fromkeys(("member_id", "name", "card_number"))
FIGURES = ("expected", "came", "late", "left_early", "absent", "on_leave", "undecided")
FIGURE_COLUMNS = (
    Column("应到人次", "Expected", 10, "number"),
    Column("实到人次", "Came", 10, "number"),
    Column("其中迟到", "Of these late", 10, "number"),
    Column("其中早退", "Of these left early", 10, "number"),
    Column("缺席人次", "Absent", 10, "number"),
    Column("请假人次", "On leave", 10, "number"),
    Column("未定人次", "Undecided", 10, "number"),
    Column("到会率（%）", "Rate (%)", 12, "number"),
    *(Column(f"{name} 级", f"Assurance {name}", 8, "number") for name in ASSURANCES),
    Column("C 级占比（%）", "Share of C (%)", 14, "number"),
    Column("D 级占比（%）", "Share of D (%)", 14, "number"),
    Column("会后更正", "Corrections", 10, "number"),
)
BRANCH_SHEET = Sheet(
    "到会", "Attendance", (Column("支部", "Branch", 24), Column("召开次数", "Meetings held", 10, "number"), *FIGURE_COLUMNS)
)
MEMBER_SHEET = Sheet(
    "到会",
    "Attendance",
    (Column("支部", "Branch", 24), Column("学习卡号", "Card number", 16, "id"), Column("姓名", "Name", 12), *FIGURE_COLUMNS),
)


def branches_of(organisation: Organisation) -> Any:
    """The branches of a subtree, to be listed by BRANCH_ORDER."""
    return select(Organisation.id, Organisation.name).where(within(Organisation.path, organisation.path), Organisation.is_branch)


def by_branch(branches: Sequence[Any], period: Period, *, among: Any = None) -> list[dict[str, Any]]:
    """The figures of these branches (id, name), in their order. Four statements, however many; `among` is a select of
    the same branches' ids, where they are too many to be named one by one."""
    ids = [branch.id for branch in branches] if among is None else among
    tallies: dict[int, Tally] = defaultdict(Tally)
    for one in read_attendances(ids, period):
        tallies[one.branch_id].add(one.frame, one.part, one.assurance)
    held, corrected = _held(ids, period), _corrections(ids, period)
    return [
        {
            "branch_id": branch.id,
            "branch_name": branch.name,
            **NOBODY,
            "meetings": held[branch.id],
            **tallies[branch.id].figures(),
            "corrections": corrected[branch.id],
        }
        for branch in branches
    ]


def members_of(branch: Organisation, period: Period) -> Any:
    """The branch's active members, and whoever was expected in the period as its member; to be listed by MEMBER_ORDER."""
    expected = select(Expected.member_id).join(Meeting, Meeting.id == Expected.meeting_id).where(period.holds())
    return select(Member.id, Member.name, Member.card_number).where(
        Member.id.in_(people_of([branch.id], period)),
        or_(Member.id.in_(expected), (Member.status == "active") & (Member.branch_id == branch.id)),
    )


def by_member(members: Sequence[Any], branch: Organisation, period: Period) -> list[dict[str, Any]]:
    """The figures of these members (id, name, card number) as members of the branch, in their order."""
    tallies: dict[int, Tally] = defaultdict(Tally)
    for one in read_attendances([branch.id], period):
        if one.branch_id == branch.id:
            tallies[one.member_id].add(one.frame, one.part, one.assurance)
    corrected = _corrections_about([member.id for member in members], period)
    return [
        {
            "branch_id": branch.id,
            "branch_name": branch.name,
            "member_id": member.id,
            "name": member.name,
            "card_number": member.card_number,
            "meetings": tallies[member.id].expected,
            **tallies[member.id].figures(),
            "corrections": corrected[member.id],
        }
        for member in members
    ]


def branch_cells(rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The rows of by_branch as cells of BRANCH_SHEET."""
    for row in rows:
        yield (row["branch_name"], row["meetings"], *_figure_cells(row))


def member_cells(rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The rows of by_member as cells of MEMBER_SHEET."""
    for row in rows:
        yield (row["branch_name"], row["card_number"], row["name"], *_figure_cells(row))


def _figure_cells(row: dict[str, Any]) -> tuple[Any, ...]:
    shares = (percent(row[name]) for name in ("share_c", "share_d"))
    counts = (row["assurances"][name] for name in ASSURANCES)
    return (*(row[name] for name in FIGURES), percent(row["rate"]), *counts, *shares, row["corrections"])


def _held(branches: Any, period: Period) -> Counter[int]:
    """The meetings that a branch held itself, or joined."""
    own = select(Meeting.organisation_id, func.count()).where(Meeting.organisation_id.in_(branches), period.holds())
    joined = (
        select(JointBranch.organisation_id, func.count())
        .join(Meeting, Meeting.id == JointBranch.meeting_id)
        .where(JointBranch.organisation_id.in_(branches), JointBranch.accepted_at.is_not(None), period.holds())
    )
    return _counts(own.group_by(Meeting.organisation_id)) + _counts(joined.group_by(JointBranch.organisation_id))


def _corrections(branches: Any, period: Period) -> Counter[int]:
    """Corrections after closing, by the branch that held the meeting."""
    counts = select(Meeting.organisation_id, func.count(Correction.id)).join(Correction, Correction.meeting_id == Meeting.id)
    return _counts(counts.where(Meeting.organisation_id.in_(branches), period.holds()).group_by(Meeting.organisation_id))


def _corrections_about(members: list[int], period: Period) -> Counter[int]:
    counts = select(Correction.member_id, func.count(Correction.id)).join(Meeting, Meeting.id == Correction.meeting_id)
    return _counts(counts.where(Correction.member_id.in_(members), period.holds()).group_by(Correction.member_id))


def _counts(statement: Any) -> Counter[int]:
    return Counter(dict(db.session.execute(statement).all()))
