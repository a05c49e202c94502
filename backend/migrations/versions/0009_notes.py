"""A member's own notes on a lesson, and the place where it was left off."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "notes",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("position_seconds", sa.Integer(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_notes_member_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_notes_lesson_id"),
        sa.PrimaryKeyConstraint("member_id", "lesson_id", "id", name="pk_notes"),
    )
    op.create_table(
        "lesson_places",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("lesson_version", sa.Integer(), nullable=False),
        sa.Column("position_seconds", sa.Integer(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("changed_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_lesson_places_member_id"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_lesson_places_lesson_id"),
        sa.PrimaryKeyConstraint("member_id", "lesson_id", name="pk_lesson_places"),
    )


def downgrade() -> None:
    op.drop_table("lesson_places")
    op.drop_table("notes")
