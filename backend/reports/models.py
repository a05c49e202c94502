"""The table of report runs: files that are made or being made, and the log of everything that left the house."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.reports.moments import Moment

FORMATS = ("csv", "xlsx", "ods", "pdf")
UNDER_WAY = ("waiting", "running")
STATES = (*UNDER_WAY, "ready", "failed", "cancelled", "expired")


class ReportRun(Model):
    """A report as a file: who asked for it, about whom, why, and what became of it. Rows are never deleted: they are the
    export log. `streamed`: it went to the asker at once, and no file is kept here.

    A running one is held by a `worker` until `lease_until`; when that passes without being renewed, another takes it up.
    """

    __tablename__ = "report_runs"
    __table_args__ = (
        UniqueConstraint("member_id", "operation_id"),
        CheckConstraint("format IN ('csv', 'xlsx', 'ods', 'pdf')", name="format"),
        CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed', 'cancelled', 'expired')", name="state"),
        Index(
            "ix_report_runs_under_way",
            "id",
            sqlite_where=text("state IN ('waiting', 'running')"),
            postgresql_where=text("state IN ('waiting', 'running')"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    operation_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(10))
    first_day: Mapped[date]
    last_day: Mapped[date]
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    format: Mapped[str] = mapped_column(String(5))
    language: Mapped[str] = mapped_column(String(2))
    reason: Mapped[str | None] = mapped_column(String(200))
    streamed: Mapped[bool] = mapped_column(default=False)
    saved: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    problem: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int | None]
    row_count: Mapped[int | None]
    people: Mapped[int | None]
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    rows_sha256: Mapped[str | None] = mapped_column(String(64))
    worker: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @property
    def settled(self) -> Moment | None:
        """The moment as of which it was made."""
        return Moment(**self.moment) if self.moment else None

    @property
    def as_of(self) -> datetime | None:
        return self.settled.instant if self.settled else None

    @property
    def file_name(self) -> str:
        return f"{self.kind}-{self.first_day}-{self.last_day}.{self.format}"

    @staticmethod
    def visible_to(actor: Actor) -> Select[ReportRun]:
        """What I asked for myself."""
        return select(ReportRun).where(ReportRun.member_id == actor.id)
