"""Disputes of bookings: what is said to be wrong, before whom it waits, what was answered."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_disputes()
    _create_turns()
    _create_answers()


def downgrade() -> None:
    for table in ("dispute_answers", "dispute_turns", "disputes"):
        op.drop_table(table)


def _create_disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("book", sa.String(10), nullable=False),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("words_again", sa.String(500), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(kind = 'entry') = (entry_id IS NOT NULL) AND kind IN ('entry', 'missing')", name=op.f("ck_disputes_kind")),
        sa.CheckConstraint("book IN ('hours', 'points')", name=op.f("ck_disputes_book")),
        sa.CheckConstraint("state IN ('open', 'awaiting_second', 'explained', 'corrected', 'withdrawn')", name=op.f("ck_disputes_state")),
        sa.CheckConstraint("round IN (1, 2) AND (round = 2) = (words_again IS NOT NULL)", name=op.f("ck_disputes_round")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_disputes_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("member_id", "operation_id", name=op.f("uq_disputes_member_id_operation_id")),
    )
    op.create_index("ix_disputes_member_id_id", "disputes", ["member_id", "id"])
    op.create_index("ix_disputes_state_id", "disputes", ["state", "id"])
    standing = sa.text("state <> 'withdrawn'")
    op.create_index("uq_disputes_entry_id", "disputes", ["entry_id"], unique=True, sqlite_where=standing, postgresql_where=standing)


def _create_turns() -> None:
    op.create_table(
        "dispute_turns",
        sa.Column("dispute_id", ID, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.CheckConstraint("due_on >= from_day", name=op.f("ck_dispute_turns_days")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_turns_dispute_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_dispute_turns_organisation_id")),
        sa.PrimaryKeyConstraint("dispute_id", "from_day", name=op.f("pk_dispute_turns")),
    )
    op.create_index("ix_dispute_turns_organisation_id", "dispute_turns", ["organisation_id"])


def _create_answers() -> None:
    op.create_table(
        "dispute_answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("dispute_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("correction", sa.String(10), nullable=True),
        sa.Column("award_id", ID, nullable=True),
        sa.Column("sentence", sa.String(300), nullable=False),
        sa.Column("answered_by", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("outcome IN ('explained', 'corrected')", name=op.f("ck_dispute_answers_outcome")),
        sa.CheckConstraint("(outcome = 'corrected') = (correction IS NOT NULL)", name=op.f("ck_dispute_answers_correction")),
        sa.CheckConstraint("correction IN ('reversal', 'award', 'elsewhere')", name=op.f("ck_dispute_answers_corrections")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_dispute_answers_dispute_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["members.id"], name=op.f("fk_dispute_answers_answered_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_dispute_answers_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_answers")),
        sa.UniqueConstraint("dispute_id", "number", name=op.f("uq_dispute_answers_dispute_id_number")),
    )
