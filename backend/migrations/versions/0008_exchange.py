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


def downgrade() -> None:
    op.drop_table("notices")


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
