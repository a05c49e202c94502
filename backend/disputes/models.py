"""The tables of disputes: what a member says is wrong in the books, before whom it waits until when, what was answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Select, String, UniqueConstraint, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

KINDS = ("entry", "missing")  # an entry that is wrong; one that should be there
STATES = ("open", "awaiting_second", "explained", "corrected", "withdrawn")
OUTCOMES = ("explained", "corrected")
CORRECTIONS = ("reversal", "award", "elsewhere")
WAITING = ("open", "awaiting_second")
SHORTEST_WORDS, LONGEST_WORDS = 5, 500


class Dispute(Model):
    """A member says that an entry is wrong, or that one is missing.

    `title` and `day` are the entry's own, or what the member says of the missing one. `version` rises with every change, so
    that nobody answers over what they have not seen. `entry_id` is no foreign key: entries are only ever added, and their
    table may be split by year.
    """

    __tablename__ = "disputes"
    __table_args__ = (
        UniqueConstraint("member_id", "operation_id"),
        CheckConstraint("(kind = 'entry') = (entry_id IS NOT NULL) AND kind IN ('entry', 'missing')", name="kind"),
        CheckConstraint("book IN ('hours', 'points')", name="book"),
        CheckConstraint("state IN ('open', 'awaiting_second', 'explained', 'corrected', 'withdrawn')", name="state"),
        CheckConstraint("round IN (1, 2) AND (round = 2) = (words_again IS NOT NULL)", name="round"),
        Index("ix_disputes_member_id_id", "member_id", "id"),
        Index("ix_disputes_state_id", "state", "id"),
        # An entry is disputed once; only after that was taken back, again.
        Index(
            "uq_disputes_entry_id",
            "entry_id",
            unique=True,
            sqlite_where=text("state <> 'withdrawn'"),
            postgresql_where=text("state <> 'withdrawn'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    operation_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(10))
    book: Mapped[str] = mapped_column(String(10))
    entry_id: Mapped[int | None] = mapped_column(Id)
    day: Mapped[date]
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    words_again: Mapped[str | None] = mapped_column(String(LONGEST_WORDS))
    state: Mapped[str] = mapped_column(String(20), default="open")
    round: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    turns: Mapped[list[DisputeTurn]] = relationship(order_by="DisputeTurn.from_day", lazy="selectin", cascade="all, delete-orphan")
    answers: Mapped[list[DisputeAnswer]] = relationship(order_by="DisputeAnswer.number", lazy="selectin")

    @property
    def scope_path(self) -> str:
        return self.member.branch.path

    @property
    def turn(self) -> DisputeTurn:
        """Before whom it waits today; the last one stays, however late it is."""
        today = clock.today()
        return [turn for turn in self.turns if turn.from_day <= today][-1]

    @staticmethod
    def visible_to(actor: Actor) -> Select[Dispute]:
        """My own, and those of everybody in the subtrees that I look after."""
        inside = Dispute.member.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
        return select(Dispute).where(or_(Dispute.member_id == actor.id, inside))


class DisputeTurn(Model):
    """Before which organisation a dispute waits from a day on, and by when it is to be answered there. All turns of a dispute
    are written when it is opened: that it rises unanswered is a fact of the calendar, and nothing has to run on that day."""

    __tablename__ = "dispute_turns"
    __table_args__ = (CheckConstraint("due_on >= from_day", name="days"),)

    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    due_on: Mapped[date]
    told: Mapped[list[int]] = mapped_column(JSON, default=list)  # who hears of it when it begins

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class DisputeAnswer(Model):
    """One answer: two who answer the same version are told apart by the database."""

    __tablename__ = "dispute_answers"
    __table_args__ = (
        UniqueConstraint("dispute_id", "number"),
        CheckConstraint("outcome IN ('explained', 'corrected')", name="outcome"),
        CheckConstraint("(outcome = 'corrected') = (correction IS NOT NULL)", name="correction"),
        CheckConstraint("correction IN ('reversal', 'award', 'elsewhere')", name="corrections"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("disputes.id"))
    number: Mapped[int]
    round: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(10))
    correction: Mapped[str | None] = mapped_column(String(10))
    award_id: Mapped[int | None] = mapped_column(Id)
    sentence: Mapped[str] = mapped_column(String(300))
    answered_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    answerer: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
