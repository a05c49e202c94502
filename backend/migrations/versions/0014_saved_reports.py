"""Saved reports and their turns."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("period", sa.String(15), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(5), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("schedule", sa.String(10), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("paused", sa.String(20), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(schedule IS NULL) = (day IS NULL)", name=op.f("ck_saved_reports_schedule")),
        sa.CheckConstraint("(period = 'fixed') = (first_day IS NOT NULL AND last_day IS NOT NULL)", name=op.f("ck_saved_reports_fixed")),
        sa.CheckConstraint("(next_on IS NOT NULL) = (schedule IS NOT NULL AND paused IS NULL)", name=op.f("ck_saved_reports_next")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_saved_reports_member_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_saved_reports_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_reports"),
        sa.UniqueConstraint("member_id", "operation_id", name="uq_saved_reports_member_id_operation_id"),
    )
    op.create_index("ix_saved_reports_next_on", "saved_reports", ["next_on"])
    op.create_table(
        "saved_report_turns",
        sa.Column("saved_report_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("rows_sha256", sa.String(64), nullable=True),
        sa.Column("problem", sa.String(40), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'changed', 'same', 'failed', 'paused')", name=op.f("ck_saved_report_turns_state")),
        sa.ForeignKeyConstraint(["saved_report_id"], ["saved_reports.id"], name="fk_saved_report_turns_saved_report_id"),
        sa.ForeignKeyConstraint(["run_id"], ["report_runs.id"], name="fk_saved_report_turns_run_id"),
        sa.PrimaryKeyConstraint("saved_report_id", "due_on", name="pk_saved_report_turns"),
    )
    op.create_index("ix_saved_report_turns_told_asked_on", "saved_report_turns", ["told", "asked_on"])


def downgrade() -> None:
    op.drop_table("saved_report_turns")
    op.drop_table("saved_reports")
