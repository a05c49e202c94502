"""Segments with the phone's own clock, held ones, phones with unsent study, days that outlive their segments."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SEGMENT_COLUMNS = (
    "anchor_ms", "boot_id", "monotonic_from_ms", "monotonic_to_ms", "signature", "counts", "held_id", "counted_ms", "reason",
)  # fmt: skip
HELD = sa.text("held_id IS NOT NULL")
WAITING = sa.text("decided_at IS NULL")


def upgrade() -> None:
    _create_held()
    _create_phones()
    _extend_segments()
    _extend_days()


def downgrade() -> None:
    with op.batch_alter_table("study_days") as days:
        days.drop_column("intervals")
    with op.batch_alter_table("study_day_lessons") as days:
        days.drop_column("nominal_ms")
    with op.batch_alter_table("segments") as segments:
        segments.drop_index("ix_segments_held_id")
        segments.drop_constraint("fk_segments_held_id", type_="foreignkey")
        for column in SEGMENT_COLUMNS:
            segments.drop_column(column)
    op.drop_table("study_phones")
    op.drop_table("held_studies")


def _create_held() -> None:
    op.create_table(
        "held_studies",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("started_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=False),
        sa.Column("studied_ms", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("decision", sa.String(10), nullable=True),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("counted_ms", sa.Integer(), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("decision IN ('release', 'decline')", name=op.f("ck_held_studies_decision")),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_held_studies_decided")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_held_studies_member_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_held_studies_lesson_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name="fk_held_studies_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_held_studies"),
    )
    op.create_index("ix_held_studies_member_id", "held_studies", ["member_id"])
    key = ["member_id", "day", "lesson_id", "device", "reason"]
    op.create_index("uq_held_studies_waiting", "held_studies", key, unique=True, sqlite_where=WAITING, postgresql_where=WAITING)


def _create_phones() -> None:
    op.create_table(
        "study_phones",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("device_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("proved_ms", sa.BigInteger(), nullable=True),
        sa.Column("unsent_since", UtcDateTime(), nullable=True),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_study_phones_member_id"),
        sa.PrimaryKeyConstraint("member_id", "device_hash", name="pk_study_phones"),
    )


def _extend_segments() -> None:
    """What was taken in before counts; its receipts said so."""
    with op.batch_alter_table("segments") as segments:
        segments.add_column(sa.Column("anchor_ms", sa.BigInteger(), nullable=True))
        segments.add_column(sa.Column("boot_id", sa.String(36), nullable=True))
        segments.add_column(sa.Column("monotonic_from_ms", sa.BigInteger(), nullable=True))
        segments.add_column(sa.Column("monotonic_to_ms", sa.BigInteger(), nullable=True))
        segments.add_column(sa.Column("signature", sa.String(90), nullable=True))
        segments.add_column(sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.true()))
        segments.add_column(sa.Column("held_id", ID, nullable=True))
        segments.add_column(sa.Column("counted_ms", sa.Integer(), nullable=False, server_default="0"))
        segments.add_column(sa.Column("reason", sa.String(30), nullable=True))
    op.execute("UPDATE segments SET counted_ms = ended_ms - started_ms")
    with op.batch_alter_table("segments") as segments:
        segments.alter_column("counts", existing_type=sa.Boolean(), server_default=None)
        segments.alter_column("counted_ms", existing_type=sa.Integer(), server_default=None)
        segments.create_foreign_key("fk_segments_held_id", "held_studies", ["held_id"], ["id"])
        segments.create_index("ix_segments_held_id", ["held_id"], sqlite_where=HELD, postgresql_where=HELD)


def _extend_days() -> None:
    with op.batch_alter_table("study_days") as days:
        days.add_column(sa.Column("intervals", sa.JSON(), nullable=True))
    with op.batch_alter_table("study_day_lessons") as days:
        days.add_column(sa.Column("nominal_ms", sa.Integer(), nullable=False, server_default="0"))
    length = "SELECT nominal_seconds FROM lessons WHERE lessons.id = study_day_lessons.lesson_id"
    op.execute(f"UPDATE study_day_lessons SET nominal_ms = 1000 * ({length})")  # noqa: S608 # constants
    with op.batch_alter_table("study_day_lessons") as days:
        days.alter_column("nominal_ms", existing_type=sa.Integer(), server_default=None)
