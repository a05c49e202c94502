"""The tables of people, their roles, and the log of who looked at what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, and_, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, Prepared, UtcDateTime, db
from backend.organisations.models import Organisation
from backend.organisations.tree import within, within_any

ROLES = ("secretary", "admin", "city_admin")
STATUSES = ("active", "disabled")


class Member(Model):
    __tablename__ = "members"
    __table_args__ = (CheckConstraint("status IN ('active', 'disabled')", name="status"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    card_number: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    status: Mapped[str] = mapped_column(String(10), default="active")
    card_serial: Mapped[int] = mapped_column(default=1)  # raised when a printed card is lost: older ones are then void

    branch: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    roles: Mapped[list[Role]] = relationship(back_populates="member", lazy="selectin", order_by="Role.id")

    @property
    def scope_path(self) -> str:
        return self.branch.path

    @property
    def masked_phone(self) -> str | None:
        """The phone as lists show it: 199****0001."""
        return self.phone and f"{self.phone[:3]}****{self.phone[-4:]}"

    @staticmethod
    def visible_to(actor: Actor) -> Select[Member]:
        """Myself, and everybody in the subtrees that I look after."""
        inside = Member.branch.has(within_any(Organisation.path, actor.scope))
        return select(Member).where(or_(Member.id == actor.id, inside))

    def roles_today(self) -> list[Role]:
        return [role for role in self.roles if role.holds_on(clock.today())]


class Role(Model):
    """A role over a subtree from a day to a day (both included; no end: until further notice)."""

    __tablename__ = "roles"
    __table_args__ = (
        CheckConstraint("kind IN ('secretary', 'admin', 'city_admin')", name="kind"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="order"),
        UniqueConstraint("member_id", "organisation_id", "kind", "starts_on"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    member: Mapped[Member] = relationship(back_populates="roles")
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def role_holds(day: Any) -> Any:
    """`Role.holds_on` as a condition for the database."""
    return and_(Role.starts_on <= day, or_(Role.ends_on.is_(None), Role.ends_on >= day))


class Trace(Model):
    """Who did something that the person concerned may ask about: a phone revealed, a role given, a password reset."""

    __tablename__ = "traces"
    __table_args__ = (Index("ix_traces_member_id_at", "member_id", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    deed: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(200), default="")


def leave_trace(deed: str, *, member_id: int, actor_id: int | None, note: str = "") -> None:
    db.session.add(Trace(deed=deed, member_id=member_id, actor_id=actor_id, note=note))


def lock_member(member_id: int) -> None:
    """Hold this member's own line until the end of the transaction, so that two of the member's requests
    can't both read a sum and then both add to it. Nobody else waits. SQLite has one writer anyway."""
    if db.engine.dialect.name != "sqlite":
        _LINE.rows(member_id=member_id)


# Not the key of it: others may still write rows that point at the member, such as a notice, or two would wait in a circle.
_LINE = Prepared(select(Member.id).where(Member.id == bindparam("member_id")).with_for_update(key_share=True))


def count_members(paths: list[str]) -> dict[str, int]:
    """How many active members each subtree has, for a page of subtrees at most."""
    counts = [
        select(func.count(Member.id)).join(Organisation).where(within(Organisation.path, path), Member.status == "active").scalar_subquery()
        for path in paths
    ]
    values = db.session.execute(select(*counts)).one() if counts else ()
    return dict(zip(paths, values, strict=True))
