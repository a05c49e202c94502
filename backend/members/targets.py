"""Study time asked of a member in a year: by role, from a year on until a later year says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, String, bindparam, case, exists, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Model, db, run
from backend.members.models import Member, Role, role_holds

MEMBER = "member"
TARGET_ROLES = (MEMBER, "secretary", "admin", "city_admin")


class HourTarget(Model):
    """The target of a role from this year on. A role without a row has none of its own: the member's holds."""

    __tablename__ = "hour_targets"
    __table_args__ = (
        CheckConstraint("role IN ('member', 'secretary', 'admin', 'city_admin')", name="role"),
        CheckConstraint("seconds >= 0", name="seconds"),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    seconds: Mapped[int]


def target_of(actor: Actor, year: int) -> int:
    """Seconds asked of this person in a year: the largest target among the roles held today, or at the end of a past year."""
    return largest_target(targets_of_year(year), _kinds_in(actor, year))


def targets_of_year(year: int) -> dict[str, int]:
    """{role: seconds} in force in a year."""
    return {row.role: row.seconds for row in run(_IN_FORCE, {"year": year})}  # the newest comes last and stays


def largest_target(targets: Mapping[str, int], kinds: Collection[str]) -> int:
    """What is asked of somebody with these roles; every member has at least the member's target."""
    return max(targets.get(kind, 0) for kind in (MEMBER, *kinds))


def target_column(targets: Mapping[str, int], day: date) -> ColumnElement[int]:
    """`largest_target` for each row of members, by the roles that they hold on a day."""
    common = targets.get(MEMBER, 0)
    larger = sorted(((seconds, role) for role, seconds in targets.items() if seconds > common), reverse=True)
    holds = {role: exists().where(Role.member_id == Member.id, Role.kind == role, role_holds(day)) for _, role in larger}
    whens = [(holds[role], literal(seconds)) for seconds, role in larger]
    return case(*whens, else_=literal(common)) if whens else literal(common)


def day_of_judgement(year: int) -> date:
    """The day whose roles say what a year asks of somebody: today, or the last day of a year that is over."""
    return min(clock.today(), date(year, 12, 31))


# Built once: it is asked at every start of the app.
_IN_FORCE = select(HourTarget.role, HourTarget.seconds).where(HourTarget.year <= bindparam("year")).order_by(HourTarget.year)


def _kinds_in(actor: Actor, year: int) -> list[str]:
    if year >= clock.today().year:
        return [role.kind for role in actor.roles]
    return list(db.session.scalars(select(Role.kind).where(Role.member_id == actor.id, role_holds(date(year, 12, 31)))))
