"""The ledger added up by chapter, so that reports of a whole city need not read every entry."""

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ENDED = "ix_past_members_until_id"


def upgrade() -> None:
    op.create_table(
        "chapters",
        sa.Column("id", ID, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("after_entry", "last_entry", "after_member", "last_member")),
        sa.Column("last_organisation", sa.BigInteger(), nullable=False),
        sa.Column("strays", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chapters")),
    )
    op.create_table(
        "chapter_sums",
        sa.Column("chapter_id", ID, nullable=False),
        sa.Column("book", sa.String(10), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("below", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chapter_id", "book", "period", "organisation_id", "below", "rule", name=op.f("pk_chapter_sums")),
    )
    over: dict[str, sa.TextClause] = {f"{dialect}_where": sa.text("until_id IS NOT NULL") for dialect in ("sqlite", "postgresql")}
    op.create_index(ENDED, "past_members", ["until_id"], **over)  # type: ignore[arg-type]


def downgrade() -> None:
    op.drop_index(ENDED, "past_members")
    op.drop_table("chapter_sums")
    op.drop_table("chapters")
