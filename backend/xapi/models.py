"""The table of statements that left: how far sending has come, one row for each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core import clock
from backend.core.db import Model, UtcDateTime


class SentStatement(Model):
    """A statement that the record store took, or refused for good (`detail` says why). What has no row is still to be sent.

    No foreign keys: a row says only what went out, whatever becomes of its source.
    """

    __tablename__ = "sent_statements"
    __table_args__ = (CheckConstraint("outcome IN ('taken', 'refused')", name="outcome"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(String(10))
    detail: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
