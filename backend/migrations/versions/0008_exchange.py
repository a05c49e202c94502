"""Questions and answers under lessons, likes, reports, notices."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _create_notices()
    _create_posts()
    _create_likes()
    _create_reports()


def downgrade() -> None:
    for table in ("post_reports", "post_likes", "posts", "notices"):
        op.drop_table(table)


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(80), nullable=True),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_notices_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("member_id", "once", name="uq_notices_member_id_once"),
    )
    op.create_index("ix_notices_member_id_id", "notices", ["member_id", "id"])


def _create_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=True),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("like_count", sa.Integer(), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_by", ID, nullable=True),
        sa.Column("hidden_reason", sa.String(200), nullable=True),
        sa.CheckConstraint("like_count >= 0 AND answer_count >= 0", name="ck_posts_counts"),
        sa.CheckConstraint("question_id IS NOT NULL OR NOT helpful", name="ck_posts_helpful"),
        sa.CheckConstraint("question_id IS NULL OR answer_count = 0", name="ck_posts_level"),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_by IS NULL)", name="ck_posts_hidden"),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_posts_lesson_id"),
        sa.ForeignKeyConstraint(["question_id"], ["posts.id"], name="fk_posts_question_id"),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name="fk_posts_author_id"),
        sa.ForeignKeyConstraint(["hidden_by"], ["members.id"], name="fk_posts_hidden_by"),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("author_id", "operation_id", name="uq_posts_author_id_operation_id"),
    )
    op.create_index("ix_posts_lesson_id_question_id", "posts", ["lesson_id", "question_id", "id"])
    op.create_index("ix_posts_question_id_id", "posts", ["question_id", "id"])
    op.create_index("ix_posts_author_id_written_at", "posts", ["author_id", "written_at"])


def _create_likes() -> None:
    op.create_table(
        "post_likes",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_likes_post_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_post_likes_member_id"),
        sa.PrimaryKeyConstraint("post_id", "member_id", name="pk_post_likes"),
    )


def _create_reports() -> None:
    op.create_table(
        "post_reports",
        sa.Column("post_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("reason IN ('unkind', 'wrong', 'private', 'advertising', 'other')", name="ck_post_reports_reason"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_reports_post_id"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_post_reports_member_id"),
        sa.PrimaryKeyConstraint("post_id", "member_id", name="pk_post_reports"),
    )
    op.create_index("ix_post_reports_member_id_reported_at", "post_reports", ["member_id", "reported_at"])
