"""Have PostgreSQL look through new entries often, so that reports read their covering index alone. By year the entries are laid
by a command, where a city wants it (`flask ledger partition`)."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# By default it waits for a fifth of the table: in a city, two months. Only new pages are looked through, each once.
OFTEN = ("autovacuum_vacuum_insert_scale_factor = 0", "autovacuum_vacuum_insert_threshold = 100000")


def upgrade() -> None:
    _set(f"SET ({', '.join(OFTEN)})")


def downgrade() -> None:
    _set(f"RESET ({', '.join(name.partition(' ')[0] for name in OFTEN)})")


def _set(what: str) -> None:
    """A table in parts has no such settings of its own: each part has them from the command that made it."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    if bind.exec_driver_sql("SELECT relkind FROM pg_class WHERE oid = 'entries'::regclass").scalar() == "r":
        op.execute(f"ALTER TABLE entries {what}")
