"""Who was moved, disabled or enabled lately, and where they stood before: rankings follow it without counting anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, FetchedValue, ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Id, Model, UtcDateTime, db
from backend.members.models import Member
from backend.organisations.models import Organisation

KEPT_FOR = timedelta(hours=2)  # longer than any ranking follows before it is counted anew
AT_A_TIME = 500


class MemberMove(Model):
    """A member's branch or state changed. `old_path` is the branch before, None for who was disabled; without a member, anything
    may have changed, and what was counted must be counted anew."""

    __tablename__ = "member_moves"
    __table_args__ = (Index("ix_member_moves_xid", "xid"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    old_path: Mapped[str | None] = mapped_column(String(255))
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    xid: Mapped[int | None] = mapped_column(BigInteger, server_default=FetchedValue())


def note_moves(member_ids: Collection[int]) -> None:
    """Say where these members stand, right before that is changed. Their lines are held until the end of the transaction, so that
    two changes at once can't both believe in the same place."""
    db.session.execute(delete(MemberMove).where(MemberMove.moved_at < clock.now() - KEPT_FOR))
    ids = sorted(member_ids)
    for start in range(0, len(ids), AT_A_TIME):
        _note(ids[start : start + AT_A_TIME])


def count_anew() -> None:
    """Balances were written past the entries: nothing that was counted holds."""
    db.session.add(MemberMove())


def _note(ids: list[int]) -> None:
    standing = (
        select(Member.id, Member.status, Organisation.path)
        .join(Organisation, Organisation.id == Member.branch_id)
        .where(Member.id.in_(ids))
        .order_by(Member.id)
        .with_for_update(of=Member, key_share=True)
    )
    rows = db.session.execute(standing).all()
    db.session.add_all(MemberMove(member_id=row.id, old_path=row.path if row.status == "active" else None) for row in rows)
    db.session.flush()
