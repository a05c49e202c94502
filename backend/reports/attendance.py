"""Attendance by branch, and by member of one branch: one query for the screen, the API and the files."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from backend.core.db import db
from backend.meetings.models import Expected, JointBranch, Meeting
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, within
from backend.records.models import Correction
from backend.reports.attendances import Period, people_of, read_attendances
from backend.reports.tally import Tally

BRANCH_ORDER = (Organisation.path,)
MEMBER_ORDER = (Member.card_number,)
NOBODY = dict.fromkeys(("member_id", "name", "card_number"))


def branches_of(organisation: Organisation) -> Any:
    """The branches of a subtree, to be listed by BRANCH_ORDER."""
    columns = (Organisation.id, Organisation.name, Organisation.path)
    return select(*columns).where(within(Organisation.path, organisation.path), Organisation.is_branch)


def children_of(organisation: Organisation) -> Any:
    """What stands directly below an organisation (a branch has itself), to be listed by BRANCH_ORDER."""
    own = Organisation.id == organisation.id if organisation.is_branch else Organisation.parent_id == organisation.id
    return select(Organisation.id, Organisation.name, Organisation.path).where(own)


def by_branch(branches: Sequence[Any], period: Period, *, among: Any = None) -> list[dict[str, Any]]:
    """The figures of these branches (id, name), in their order. Four statements, however many; `among` is a select of
    the same branches' ids, where they are too many to be named one by one."""
    ids = [branch.id for branch in branches] if among is None else among
    tallies: dict[int, Tally] = defaultdict(Tally)
    for one in read_attendances(ids, period):
        tallies[one.branch_id].add(one.frame, one.part, one.assurance)
    held, corrected = _held(ids, period), _corrections(ids, period)
    return [_of_place(branch, held[branch.id], tallies[branch.id], corrected[branch.id]) for branch in branches]


def by_child(children: Sequence[Any], organisation: Organisation, period: Period) -> list[dict[str, Any]]:
    """The figures of what stands below an organisation (id, name, path), each with all its branches."""
    branches = db.session.execute(branches_of(organisation)).all()
    ids = branches_of(organisation).with_only_columns(Organisation.id)
    by_id = {child.id: child for child in children}
    child_of = {branch.id: next((by_id[one] for one in ids_above(branch.path) if one in by_id), None) for branch in branches}
    tallies: dict[int, Tally] = defaultdict(Tally)
    for one in read_attendances(ids, period):
        if child := child_of.get(one.branch_id):
            tallies[child.id].add(one.frame, one.part, one.assurance)
    held, corrected = _held(ids, period), _corrections(ids, period)
    summed: dict[int, Counter[str]] = defaultdict(Counter)
    for branch_id, child in child_of.items():
        if child:
            summed[child.id].update(held=held[branch_id], corrected=corrected[branch_id])
    return [_of_place(child, summed[child.id]["held"], tallies[child.id], summed[child.id]["corrected"]) for child in children]


def _of_place(place: Any, held: int, tally: Tally, corrected: int) -> dict[str, Any]:
    named = {"branch_id": place.id, "organisation_id": place.id, "branch_name": place.name, **NOBODY}
    return {**named, "meetings": held, **tally.figures(), "corrections": corrected}


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
            "organisation_id": branch.id,
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
