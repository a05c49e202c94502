"""The tables of signing in: server keys of codes, tickets of scanned codes, wrong digits, and leased screens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Id, Model, UtcDateTime


class CodeKey(Model):
    """A server key by its id, which every code names. The key is derived from the server's secret and this salt."""

    __tablename__ = "code_keys"
    __table_args__ = (CheckConstraint("id BETWEEN 1 AND 255", name="one_byte"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Ticket(Model):
    """A scanned code, exchanged at once, so that a slow login can't eat its life. Only a hash is kept."""

    __tablename__ = "tickets"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(5), default="in")
    key_hash: Mapped[str | None] = mapped_column(String(64))  # the device key it is bound to, where the phone has one
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))


class DigitTry(Model):
    """How often wrong digits were typed at a meeting, by a member (`m7`) or on a device (`d…`)."""

    __tablename__ = "digit_tries"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(70), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class Lease(Model):
    """A screen took the meeting's keys along, to show codes without a network until `expires_at`."""

    __tablename__ = "leases"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    generation: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
