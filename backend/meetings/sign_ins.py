"""The table of sign-ins. Every mark that a member came or left is kept; of a member's marks at a meeting one counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Id, Model, UtcDateTime

KINDS = ("in", "out")
METHODS = ("code", "digits", "reply", "card", "by_hand")
ASSURANCES = ("A", "B", "C", "D")
STATES = ("accepted", "waiting", "declined", "undone")
WAITS_FOR = ("offline", "shared_device")


def _unique_where(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


class SignIn(Model):
    """A mark that a member came (`in`) or left (`out`), how, and how sure it is.

    A: live code and the member's known device. B: live code, new or shared device, or digits. C: claimed offline, approved by
    the secretary. D: entered by hand, with a reason. `signed_in_at` is when the member was there, `received_at` when we heard.
    """

    __tablename__ = "sign_ins"
    __table_args__ = (
        _unique_where("uq_sign_ins_counts", "meeting_id", "member_id", "kind", where="counts"),
        # One device signs one member in; a second one waits for the secretary (waits_for is set).
        _unique_where(
            "uq_sign_ins_device", "meeting_id", "kind", "device", where="device IS NOT NULL AND waits_for IS NULL AND state = 'accepted'"
        ),
        UniqueConstraint("member_id", "operation_id"),
        Index("ix_sign_ins_meeting_id_member_id", "meeting_id", "member_id"),
        CheckConstraint("kind IN ('in', 'out')", name="kind"),
        CheckConstraint("method IN ('code', 'digits', 'reply', 'card', 'by_hand')", name="method"),
        CheckConstraint("state IN ('accepted', 'waiting', 'declined', 'undone')", name="state"),
        CheckConstraint("assurance IN ('A', 'B', 'C', 'D')", name="assurance"),
        CheckConstraint("assurance <> 'D' OR reason IS NOT NULL", name="by_hand_has_reason"),
        CheckConstraint("state = 'accepted' OR NOT counts", name="counts_only_accepted"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[str] = mapped_column(String(3), default="in")
    method: Mapped[str] = mapped_column(String(10))
    assurance: Mapped[str] = mapped_column(String(1))
    state: Mapped[str] = mapped_column(String(10), default="accepted")
    counts: Mapped[bool] = mapped_column(default=False)
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    operation_id: Mapped[str | None] = mapped_column(String(36))
    device: Mapped[str | None] = mapped_column(String(70))
    waits_for: Mapped[str | None] = mapped_column(String(15))
    reason: Mapped[str | None] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass
class Mark:
    """A mark just written, as plain values; alike to SignIn in every name."""

    id: int
    meeting_id: int
    member_id: int
    kind: str
    method: str
    assurance: str
    state: str
    counts: bool
    signed_in_at: datetime
    received_at: datetime
    operation_id: str | None = None
    device: str | None = None
    waits_for: str | None = None
    reason: str | None = None
    actor_id: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


AnyMark = SignIn | Mark
