"""The tables of meetings: the meeting, its roster, branches that join it, and helpers at the door."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, Text, and_, exists, false, literal, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime, db, insert_selected
from backend.core.errors import NotFound, Refused
from backend.meetings.attendance_rules import AttendanceRule, Minutes, minutes_of, rule_on
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import lies_within, within, within_any

KINDS = ("branch_meeting", "study_meeting", "lecture", "activity", "other")
LONGEST_OVERRUN = timedelta(hours=12)


class Meeting(Model):
    """A meeting of an organisation. It is planned, then open for signing in, then closed."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_meetings_organisation_id_starts_at", "organisation_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[str] = mapped_column(String(120))
    theme: Mapped[str] = mapped_column(String(120), default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    generation: Mapped[int] = mapped_column(default=1)
    # Taken from the settings when it opens, so that a change of them does not spoil the codes on the screens.
    key_id: Mapped[int] = mapped_column(default=1)
    slot_ms: Mapped[int] = mapped_column(default=10_000)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_rules.id"))
    guests_welcome: Mapped[bool] = mapped_column(default=False)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("year_plans.id"), index=True)
    fixed_on: Mapped[date | None]  # the day that the year plan's rule gives
    moved_reason: Mapped[str | None] = mapped_column(String(200))
    head_count: Mapped[int | None]
    head_count_note: Mapped[str | None] = mapped_column(String(200))
    created_by: Mapped[int] = mapped_column(ForeignKey("members.id"))

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    frozen_rule: Mapped[AttendanceRule | None] = relationship(lazy="joined")

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @property
    def state(self) -> str:
        return "closed" if self.closed_at else "open" if self.opened_at else "planned"

    @property
    def credited_seconds(self) -> int:
        """Attendance counts as long as the meeting was planned to last."""
        return int((self.ends_at - self.starts_at).total_seconds())

    @property
    def rule(self) -> AttendanceRule:
        """What counts as late or absent: the rule of the meeting's day, frozen once it is open."""
        return self.frozen_rule or rule_on(clock.day_of(self.starts_at))

    @property
    def minutes(self) -> Minutes:
        return minutes_of(self.rule)

    @staticmethod
    def visible_to(actor: Actor) -> Select[Meeting]:
        """Meetings that expect me or whose door I help at, those of the subtrees that I look after, and those they join."""
        looked_after = within_any(Organisation.path, actor.scope)
        return select(Meeting).join(Meeting.organisation).where(or_(Meeting.expects(actor), looked_after, _helps(actor), _joins(actor)))

    @staticmethod
    def expects(actor: Actor) -> Any:
        """As a condition: is this member on the roster?"""
        return exists().where(Expected.meeting_id == Meeting.id, Expected.member_id == actor.id)

    def is_helped_by(self, actor: Actor) -> bool:
        """A helper at the door, or somebody who looks after a branch that joins."""
        helper = select(Helper.member_id).where(Helper.meeting_id == self.id, Helper.member_id == actor.id)
        return bool(db.session.scalar(helper)) or any(lies_within(path, over) for path in self.joined_paths() for over in actor.scope)

    def joined_paths(self) -> list[str]:
        """The branches that have agreed to join."""
        joined = select(Organisation.path).join(JointBranch, JointBranch.organisation_id == Organisation.id)
        return list(db.session.scalars(joined.where(JointBranch.meeting_id == self.id, JointBranch.accepted_at.is_not(None))))

    @staticmethod
    def is_coming() -> Any:
        """As a condition: still to come, or going on. A meeting that runs over its time is past only once it is closed."""
        begun = and_(Meeting.opened_at.is_not(None), Meeting.ends_at >= clock.now() - LONGEST_OVERRUN)
        return and_(Meeting.closed_at.is_(None), or_(Meeting.ends_at >= clock.now(), begun))

    def expect_everybody(self) -> None:
        """Put the active members of the organisation and of the branches that join on the roster; those on it already stay."""
        everywhere = or_(*(within(Organisation.path, path) for path in (self.organisation.path, *self.joined_paths())))
        everybody = select(literal(self.id), Member.id, false()).join(Organisation, Member.branch_id == Organisation.id)
        insert_selected(Expected, ("meeting_id", "member_id", "guest"), everybody.where(everywhere, Member.status == "active"))

    def keep_open(self) -> None:
        """See the meeting as it stands now, and let nobody close it before this transaction is through. Nobody else waits."""
        self._hold(read=True, key_share=True)

    def open(self, *, key_id: int, slot_ms: int) -> None:
        """Let signing in begin, with codes of this key and pace. A meeting that is open stays as it is."""
        self._hold()  # two secretaries may open it at once
        if self.closed_at:
            raise Refused("closed", "The meeting is closed.")
        if clock.now() < self.starts_at - timedelta(minutes=self.rule.opens_before_minutes):
            raise Refused("too_early", "It is too early to let signing in begin.")
        if not self.opened_at:
            self.key_id, self.slot_ms, self.rule_id = key_id, slot_ms, self.rule.id
            self.opened_at = clock.now()
            self.expect_everybody()

    def _hold(self, **lock: Any) -> None:
        """Raises NotFound for a meeting that was called off since it was read."""
        held = select(Meeting).where(Meeting.id == self.id).with_for_update(of=Meeting, **lock).execution_options(populate_existing=True)
        if db.session.scalars(held).unique().one_or_none() is None:
            raise NotFound

    def close(self) -> None:
        """End signing in, for good."""
        if not self.opened_at:
            raise Refused("not_open", "Only a meeting that is open can be closed.")
        self.closed_at = self.closed_at or clock.now()


class Expected(Model):
    """A member on a meeting's roster; a guest belongs to another branch."""

    __tablename__ = "expected"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    guest: Mapped[bool] = mapped_column(default=False)


class JointBranch(Model):
    """Another organisation that is asked to join a meeting; its members are expected once it has agreed."""

    __tablename__ = "joint_branches"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Helper(Model):
    """A member whom the secretary asks to help at the door of one meeting."""

    __tablename__ = "helpers"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    appointed_by: Mapped[int] = mapped_column(ForeignKey("members.id"))


def _helps(actor: Actor) -> Any:
    return exists().where(Helper.meeting_id == Meeting.id, Helper.member_id == actor.id)


def _joins(actor: Actor) -> Any:
    """As a condition: is a branch that I look after asked to join?"""
    if not actor.scope:
        return false()
    asked = aliased(Organisation)
    return exists().where(
        JointBranch.meeting_id == Meeting.id, JointBranch.organisation_id == asked.id, within_any(asked.path, actor.scope)
    )
