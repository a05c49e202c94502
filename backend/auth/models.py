"""The tables behind signing in: one credential a member, one session a signed-in device."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime

REFRESH_LIVES = timedelta(days=60)


class Credential(Model):
    """A member's password. A first password expires and must be changed at its first use."""

    __tablename__ = "credentials"

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    first: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    demo: Mapped[bool] = mapped_column(default=False)


class Session(Model):
    """A device that is signed in. Its refresh tokens are derived from `seed` and `generation` (tokens.py)."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), index=True)
    device_hash: Mapped[str] = mapped_column(String(64))
    device_name: Mapped[str] = mapped_column(String(80), default="")
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"))
    seed: Mapped[str] = mapped_column(String(32))
    generation: Mapped[int] = mapped_column(default=0)
    rotated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_because: Mapped[str | None] = mapped_column(String(20))

    @staticmethod
    def visible_to(actor: Actor) -> Select[Session]:
        """My own live sessions, never another's; those unused for too long are over by themselves."""
        still_good = Session.rotated_at > clock.now() - REFRESH_LIVES
        return select(Session).where(Session.member_id == actor.id, Session.ended_at.is_(None), still_good)

    def end(self, because: str) -> None:
        if self.ended_at is None:
            self.ended_at, self.ended_because = clock.now(), because


class FailedSignIn(Model):
    """How often a password was refused, per key (account and device) and window of time."""

    __tablename__ = "failed_sign_ins"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[int] = mapped_column(Id, primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
