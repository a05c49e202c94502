"""What rankings of a whole city are followed by: which transaction booked an entry, who moved, and who wants to be seen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
THIS_TRANSACTION = "(pg_current_xact_id()::text::bigint)"
SWITCHES = (("ranking_in_force", sa.String(10), "full"), ("names_hidden", sa.Boolean(), "0"), ("names_hidden_in_force", sa.Boolean(), "0"))
# The strictest word on the way from the top holds; "off" is said last, so that it stays.
BELOW = """
UPDATE organisations SET ranking_in_force = '{word}' WHERE EXISTS (
    SELECT 1 FROM organisations above WHERE above.ranking_shown = '{word}'
    AND organisations.path >= above.path AND organisations.path < substr(above.path, 1, length(above.path) - 1) || '0'
)
"""


def upgrade() -> None:
    _note_transactions("entries")
    op.create_index("ix_entries_xid", "entries", ["xid"], **_only(("xid IS NOT NULL AND book = 'points'", "xid IS NOT NULL")))
    _keep_moves()
    _keep_order()
    _add_switches()


def downgrade() -> None:
    with op.batch_alter_table("organisations") as batch_op:
        for name, _, _ in SWITCHES:
            batch_op.drop_column(name)
    op.drop_index("ix_balances_book_period_amount", "balances")
    op.create_index("ix_balances_book_period_amount", "balances", ["book", "period", "amount"])
    op.drop_table("member_moves")
    op.drop_index("ix_entries_xid", "entries")
    with op.batch_alter_table("entries") as batch_op:
        batch_op.drop_column("xid")


def _note_transactions(table: str) -> None:
    """The default comes after the column: so it costs nothing on rows that stand, whose transactions are long over."""
    op.add_column(table, sa.Column("xid", sa.BigInteger(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} ALTER COLUMN xid SET DEFAULT {THIS_TRANSACTION}")


def _keep_moves() -> None:
    op.create_table(
        "member_moves",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("old_path", sa.String(255), nullable=True),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_member_moves_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_moves")),
    )
    _note_transactions("member_moves")
    op.create_index("ix_member_moves_xid", "member_moves", ["xid"])


def _keep_order() -> None:
    """With the member in the index, a whole ranking is read from it alone."""
    op.drop_index("ix_balances_book_period_amount", "balances")
    op.create_index("ix_balances_book_period_amount", "balances", ["book", "period", "amount", "member_id"])


def _add_switches() -> None:
    for name, kind, default in SWITCHES:
        value = sa.false() if default == "0" else default
        op.add_column("organisations", sa.Column(name, kind, nullable=False, server_default=value))
    for word in ("neighbours", "off"):
        op.execute(BELOW.format(word=word))


def _only(where: tuple[str, str]) -> dict[str, Any]:
    return {"postgresql_where": sa.text(where[0]), "sqlite_where": sa.text(where[1])}
