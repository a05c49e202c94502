"""The rows of a report by member, by branch and by the children of an organisation, as of any moment.

A member has a row in each branch in which he or she was active or has bookings of the period: each booking counts in the branch
of its day. So whoever moved in the middle is in both, and every booking is in exactly one row.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, exists, func, select
from sqlalchemy.orm import aliased

from backend.organisations.tree import within
from backend.reports.kind import BRANCH, MEMBER, Question
from backend.reports.past import PastMember, PastOrganisation, held_at

STAY, PERSON, HOME = aliased(PastMember, name="stay"), aliased(PastMember, name="person"), aliased(PastOrganisation, name="home")
PLACE = aliased(PastOrganisation, name="place")
MEMBER_ORDER, PLACE_ORDER = (HOME.path, PERSON.card_number), (PLACE.path,)
IS_HERE = and_(PERSON.branch_id == STAY.branch_id, PERSON.status == "active")


def stays(question: Question, *columns: Any, among: Sequence[int] | None = None) -> Any:
    """Select from everybody who ever belonged to a branch of the subtree, once for each branch, with the person (PERSON) and
    the branch (HOME) as they were at the moment. `among`: of these branches alone, if the question is not by member; else
    these stays alone."""
    before = aliased(PastMember)
    # That a row of before has ended says nothing new, but leaves few to look among: those who ever changed.
    again = exists().where(
        before.member_id == STAY.member_id, before.branch_id == STAY.branch_id, before.id < STAY.id, before.until_id.is_not(None)
    )
    members, organisations = question.position("members"), question.position("organisations")
    statement = (
        select(*columns)
        .select_from(STAY)
        .join(PERSON, and_(PERSON.member_id == STAY.member_id, held_at(PERSON, members)))
        .join(HOME, and_(HOME.organisation_id == STAY.branch_id, held_at(HOME, organisations)))
        .where(within(HOME.path, question.path), ~again)
    )
    if members is not None:
        statement = statement.where(STAY.id <= members)
    if among is not None:
        statement = statement.where((STAY.id if question.by == MEMBER else STAY.branch_id).in_(among))
    return statement


def people_among(question: Question, among: Sequence[int] | None) -> Any:
    """Whose bookings a question is about, as a select of member ids; None: everybody's, and to ask would only cost."""
    if among is not None and question.by == MEMBER:
        return select(PastMember.member_id).where(PastMember.id.in_(among))
    if among is not None and question.by == BRANCH:
        return select(PastMember.member_id).where(PastMember.branch_id.in_(among))
    if question.organisation.parent_id is None:
        return None
    below = select(PastOrganisation.organisation_id).where(within(PastOrganisation.path, question.path))
    return select(PastMember.member_id).where(PastMember.branch_id.in_(below))


def places(question: Question, *columns: Any) -> Any:
    """Select from the branches of the subtree, or from the children of the organisation (a branch has itself)."""
    mine = PLACE.is_branch if question.by == BRANCH else _is_child(question.path, is_branch=question.organisation.is_branch)
    held = held_at(PLACE, question.position("organisations"))
    return select(*columns).select_from(PLACE).where(held, within(PLACE.path, question.path), mine)


def together(
    question: Question, branches: Any, figures: Sequence[str], among: Sequence[int] | None, shares: dict[str, tuple[str, str]] | None = None
) -> Any:
    """Rows by place from rows by branch (a select of `path`, `organisation_id`, `members` and figures): the figures summed, and
    shares of one sum in another."""
    names = ("members", *figures)
    # Once for all places: PostgreSQL takes these for few, and would add the whole city up for each of them.
    inner = branches.cte("branches").prefix_with("MATERIALIZED")
    below = inner.c.organisation_id == PLACE.organisation_id if question.by == BRANCH else is_below(inner.c.path)
    added = {name: func.coalesce(whole(func.sum(inner.c[name])), 0) for name in names}
    added |= {name: share(added[part], added[of]) for name, (part, of) in (shares or {}).items()}
    shown = [expression.label(name) for name, expression in added.items()]
    statement = places(question, PLACE.organisation_id.label("key"), PLACE.organisation_id, PLACE.name.label("branch_name"), *shown)
    statement = statement.outerjoin(inner, below).group_by(PLACE.organisation_id, PLACE.name, PLACE.path)
    return statement if among is None else statement.where(PLACE.organisation_id.in_(among))


def by_branch(by_stay: Any, figures: Sequence[str]) -> Any:
    """Rows by branch from rows by stay (a subquery with `path`, `organisation_id` and `is_here`)."""
    sums = [whole(func.sum(by_stay.c["is_here" if name == "members" else name])).label(name) for name in ("members", *figures)]
    return select(by_stay.c.organisation_id, by_stay.c.path, *sums).group_by(by_stay.c.organisation_id, by_stay.c.path)


def home_holds(question: Question) -> Any:
    """As a condition on HOME: a branch of the subtree, as it was at the moment."""
    return and_(held_at(HOME, question.position("organisations")), within(HOME.path, question.path))


def place_keys(question: Question) -> tuple[Any, Sequence[Any]]:
    return places(question, PLACE.organisation_id.label("key")), PLACE_ORDER


def whole(expression: Any) -> Any:
    """PostgreSQL adds whole numbers up to decimal ones; these stay whole."""
    return cast(expression, BigInteger)


def share(part: Any, of: Any) -> Any:
    """In whole ten-thousandths, cut off: 99.999 % is not everything."""
    return case((of > 0, whole(part) * 10_000 // whole(of)), else_=None)


def is_here() -> Any:
    return case((IS_HERE, 1), else_=0).label("is_here")


def _is_child(path: str, *, is_branch: bool) -> Any:
    if is_branch:
        return PLACE.path == path
    slashes = func.length(PLACE.path) - func.length(func.replace(PLACE.path, "/", ""))
    return slashes == path.count("/") + 1


def is_below(path: Any) -> Any:
    """As a condition on PLACE: `within` for a path that stands in a column: "0" follows "/" in byte order."""
    end = func.substr(PLACE.path, 1, func.length(PLACE.path) - 1).concat("0")
    return and_(path >= PLACE.path, path < end)
