"""Balances that grow without touching an index: rankings are kept in order in memory, so none is kept on disk."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BY_AMOUNT, BY_PERIOD = "ix_balances_book_period_amount", "ix_balances_book_period_member_id"


def upgrade() -> None:
    op.drop_index(BY_AMOUNT, "balances")
    op.create_index(BY_PERIOD, "balances", ["book", "period", "member_id"])
    _leave_room("SET (fillfactor = 85)")


def downgrade() -> None:
    _leave_room("RESET (fillfactor)")
    op.drop_index(BY_PERIOD, "balances")
    op.create_index(BY_AMOUNT, "balances", ["book", "period", "amount", "member_id"])


def _leave_room(setting: str) -> None:
    """On PostgreSQL a balance's next version then lies on the page of the last, and no index hears of it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE balances {setting}")
