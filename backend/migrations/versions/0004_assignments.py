"""Courses assigned to a subtree with a due date; who finished a lesson is found by the lesson."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("assigned_by", ID, nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_assignments_organisation_id"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_assignments_course_id"),
        sa.ForeignKeyConstraint(["assigned_by"], ["members.id"], name="fk_assignments_assigned_by"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        sa.UniqueConstraint("organisation_id", "course_id", name="uq_assignments_organisation_id_course_id"),
    )
    op.create_index("ix_assignments_course_id", "assignments", ["course_id"])
    op.create_index("ix_lesson_progress_lesson_id", "lesson_progress", ["lesson_id"])


def downgrade() -> None:
    op.drop_index("ix_lesson_progress_lesson_id", "lesson_progress")
    op.drop_index("ix_assignments_course_id", "assignments")
    op.drop_table("assignments")
