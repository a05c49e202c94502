"""Uploads in parts, and what is known of each medium."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("stored_by", ID, nullable=True),
        sa.Column("stored_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["stored_by"], ["members.id"], name="fk_media_stored_by"),
        sa.PrimaryKeyConstraint("name", name="pk_media"),
    )
    op.create_index("ix_media_stored_by", "media", ["stored_by"])
    op.create_table(
        "uploads",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("mark", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_name", sa.String(100), nullable=True),
        sa.Column("touched_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("received_bytes >= 0 AND received_bytes <= bytes", name="ck_uploads_received_bytes"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name="fk_uploads_member_id"),
        sa.ForeignKeyConstraint(["media_name"], ["media.name"], name="fk_uploads_media_name"),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.UniqueConstraint("member_id", "mark", name="uq_uploads_member_id_mark"),
    )
    op.create_index("ix_uploads_touched_at", "uploads", ["touched_at"])


def downgrade() -> None:
    op.drop_table("uploads")
    op.drop_table("media")
