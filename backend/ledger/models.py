"""The ledger's tables: entries that are only ever added, balances that are only ever their sum, dated rules, closings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    FetchedValue,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime, db
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

HOURS = "hours"
POINTS = "points"


class Entry(Model):
    """One booking. `amount` is seconds in the hours book and points in the points book; a correction is an entry that
    reverses another. One source pays once per book and rule: the database says so."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("member_id", "book", "rule", "source_type", "source_id", name="uq_entries_source"),
        CheckConstraint("book IN ('hours', 'points')", name="book"),
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_entries_book_day", "book", "day", "member_id", "rule", "amount"),
        Index("ix_entries_xid", "xid", postgresql_where=text("xid IS NOT NULL AND book = 'points'"), sqlite_where=text("xid IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    book: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    amount: Mapped[int]
    rule: Mapped[str] = mapped_column(String(40))
    rule_version: Mapped[int] = mapped_column(default=1)
    source_type: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    branch_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    reason: Mapped[str | None] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    xid: Mapped[int | None] = mapped_column(BigInteger, server_default=FetchedValue())  # PostgreSQL's transaction: what rankings follow

    @staticmethod
    def visible_to(actor: Actor) -> Select[Entry]:
        """My own, and those of everybody in the subtrees that I look after."""
        inside = select(Member.id).join(Organisation).where(within_any(Organisation.path, actor.scope))
        return select(Entry).where(or_(Entry.member_id == actor.id, Entry.member_id.in_(inside)))

    @property
    def scope_path(self) -> str:
        """Where its member belongs now: whoever looks after the member looks after the entry."""
        return db.session.get_one(Member, self.member_id).scope_path


class Balance(Model):
    """The sum of a member's entries in a book and a period: "2026-11", "2026-Q4", "2026" or "all"."""

    __tablename__ = "balances"
    __table_args__ = (Index("ix_balances_book_period_member_id", "book", "period", "member_id"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(10), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    amount: Mapped[int]


class PointRule(Model):
    """What a deed pays from a day on, and the most of it on a day, in an ISO week and in a calendar year. A change is a new
    version with a later `from_day`, never an edit."""

    __tablename__ = "point_rules"
    __table_args__ = (UniqueConstraint("name", "from_day"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    from_day: Mapped[date]
    amount: Mapped[int]
    daily_cap: Mapped[int | None]
    weekly_cap: Mapped[int | None]
    yearly_cap: Mapped[int | None]


class Closing(Model):
    """A month or a year that is closed: its figures are those of its days' entries up to `position`, for ever.

    `totals` holds the sum of each book; `digest` is over every one of these entries and the closing before.
    """

    __tablename__ = "closings"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    period: Mapped[str] = mapped_column(String(7), unique=True)
    position: Mapped[int] = mapped_column(BigInteger)
    entry_count: Mapped[int] = mapped_column(BigInteger)
    totals: Mapped[dict[str, int]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))

    @staticmethod
    def visible_to(actor: Actor) -> Select[Closing]:
        """Everybody may know what is closed."""
        return select(Closing)
