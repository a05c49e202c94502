"""What members, organisations and roles were called, and where they stood, at any moment: rows that are only ever added.

The database itself writes them (triggers, see the migration), so that no way of changing a member can forget to: a roster, an
admin's edit, a bulk import, a repair by hand. A row holds from its own id until `until_id`, the id of the row that follows it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Id, Model, PathText, UtcDateTime

CURRENT, OVER = text("until_id IS NULL"), text("until_id IS NOT NULL")


def _one_is_current(table: str, key: str) -> Index:
    return Index(f"uq_{table}_current", key, unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT)


class PastMember(Model):
    """A member from `from_at` on. One row of each is current."""

    __tablename__ = "past_members"
    __table_args__ = (
        _one_is_current("past_members", "member_id"),
        Index("ix_past_members_until_id", "until_id", sqlite_where=OVER, postgresql_where=OVER),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(Id, index=True)
    card_number: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(60))
    branch_id: Mapped[int] = mapped_column(Id, index=True)
    status: Mapped[str] = mapped_column(String(10))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    until_id: Mapped[int | None] = mapped_column(BigInteger)


class PastOrganisation(Model):
    """An organisation from `from_at` on."""

    __tablename__ = "past_organisations"
    __table_args__ = (_one_is_current("past_organisations", "organisation_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(Id, index=True)
    path: Mapped[str] = mapped_column(PathText, index=True)
    name: Mapped[str] = mapped_column(String(100))
    is_branch: Mapped[bool]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_id: Mapped[int | None] = mapped_column(BigInteger)


class PastRole(Model):
    """A role as it was written down from `from_at` on; one that was taken back has no current row."""

    __tablename__ = "past_roles"
    __table_args__ = (_one_is_current("past_roles", "role_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    role_id: Mapped[int] = mapped_column(Id, index=True)
    member_id: Mapped[int] = mapped_column(Id, index=True)
    organisation_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until_id: Mapped[int | None] = mapped_column(BigInteger)


def held_at(past: Any, position: int | None) -> Any:
    """As a condition: did this row of a past hold at a position of it (None: does it hold now)?"""
    if position is None:
        return past.until_id.is_(None)
    return and_(past.id <= position, or_(past.until_id.is_(None), past.until_id > position))
