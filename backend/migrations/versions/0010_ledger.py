"""Caps by week and year, closings, manual awards, balances by quarter."""

from datetime import date

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EVER = date(2000, 1, 1)  # the first limits hold for every day that points can be given for
BALANCES_BY_QUARTER = """
INSERT INTO balances (member_id, book, period, amount)
SELECT member_id, book, substr(period, 1, 4) || '-Q' || ((CAST(substr(period, 6, 2) AS INTEGER) + 2) / 3), sum(amount)
FROM balances WHERE length(period) = 7 AND substr(period, 6, 1) <> 'Q'
GROUP BY member_id, book, substr(period, 1, 4) || '-Q' || ((CAST(substr(period, 6, 2) AS INTEGER) + 2) / 3)
"""


def upgrade() -> None:
    for cap in ("weekly_cap", "yearly_cap"):
        op.add_column("point_rules", sa.Column(cap, sa.Integer(), nullable=True))
    _create_closings()
    _create_limits()
    _create_awards()
    op.execute(BALANCES_BY_QUARTER)


def downgrade() -> None:
    op.execute("DELETE FROM balances WHERE substr(period, 6, 1) = 'Q'")
    for table in ("manual_awards", "manual_limits", "closings"):
        op.drop_table(table)
    with op.batch_alter_table("point_rules", schema=None) as batch_op:
        for cap in ("yearly_cap", "weekly_cap"):
            batch_op.drop_column(cap)


def _create_closings() -> None:
    op.create_table(
        "closings",
        sa.Column("id", ID, nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("entry_count", sa.BigInteger(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=False),
        sa.Column("closed_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["members.id"], name=op.f("fk_closings_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
        sa.UniqueConstraint("period", name=op.f("uq_closings_period")),
    )


def _create_limits() -> None:
    limits = op.create_table(
        "manual_limits",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("most_per_award", sa.Integer(), nullable=False),
        sa.Column("most_per_year", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_per_award >= 0 AND most_per_year >= most_per_award", name=op.f("ck_manual_limits_amounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_limits")),
        sa.UniqueConstraint("from_day", name=op.f("uq_manual_limits_from_day")),
    )
    op.bulk_insert(limits, [{"from_day": EVER, "most_per_award": 20, "most_per_year": 100}])


def _create_awards() -> None:
    op.create_table(
        "manual_awards",
        sa.Column("id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("book", sa.String(10), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("document", sa.String(60), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decision_reason", sa.String(200), nullable=True),
        sa.Column("booked_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_manual_awards_amount")),
        sa.CheckConstraint("book = 'points' OR (book = 'hours' AND entry_id IS NOT NULL)", name=op.f("ck_manual_awards_book")),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'declined', 'withdrawn')", name=op.f("ck_manual_awards_state")),
        sa.CheckConstraint(
            "(state IN ('approved', 'declined')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f("ck_manual_awards_decided"),
        ),
        sa.CheckConstraint("(state = 'approved') = (booked_id IS NOT NULL)", name=op.f("ck_manual_awards_booked")),
        sa.CheckConstraint("asked_by <> member_id", name=op.f("ck_manual_awards_not_for_oneself")),
        sa.CheckConstraint("decided_by <> asked_by AND decided_by <> member_id", name=op.f("ck_manual_awards_second_person")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_manual_awards_member_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["members.id"], name=op.f("fk_manual_awards_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_manual_awards_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_awards")),
        sa.UniqueConstraint("asked_by", "operation_id", name=op.f("uq_manual_awards_asked_by_operation_id")),
    )
    op.create_index("ix_manual_awards_member_id_day", "manual_awards", ["member_id", "day"])
    op.create_index("ix_manual_awards_state_id", "manual_awards", ["state", "id"])
    live = sa.text("state IN ('waiting', 'approved')")
    op.create_index("ix_manual_awards_entry_id", "manual_awards", ["entry_id"], unique=True, sqlite_where=live, postgresql_where=live)
