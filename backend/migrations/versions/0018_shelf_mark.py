"""A mark that changes with everything members are shown of the catalogue, whoever changes it and by whatever way."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# Which changes of a table move the mark; organisations only lend the catalogue their names.
WATCHED = {
    "categories": ("INSERT", "UPDATE", "DELETE"),
    "courses": ("INSERT", "UPDATE", "DELETE"),
    "lessons": ("INSERT", "UPDATE", "DELETE"),
    "course_hidings": ("INSERT", "UPDATE", "DELETE"),
    "course_orders": ("INSERT", "UPDATE", "DELETE"),
    "assignments": ("INSERT", "UPDATE", "DELETE"),
    "organisations": ("UPDATE OF name",),
}
# Once in a transaction, and at its very end: nobody who waits for the mark holds it while he waits for something else.
FUNCTION = """
CREATE FUNCTION move_shelf_mark() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF current_setting('muster.shelf_moved', true) IS DISTINCT FROM txid_current()::text THEN
UPDATE shelf_marks SET mark = gen_random_uuid()::text;
PERFORM set_config('muster.shelf_moved', txid_current()::text, true);
END IF;
RETURN NULL;
END $$
"""


def upgrade() -> None:
    marks = op.create_table(
        "shelf_marks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(36), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_shelf_marks_one"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_marks")),
    )
    op.bulk_insert(marks, [{"id": 1, "mark": str(uuid4())}])
    for statement in _sqlite() if _is_sqlite() else _postgresql():
        op.execute(statement)


def downgrade() -> None:
    for table, changes in WATCHED.items():
        for change in changes if _is_sqlite() else changes[:1]:
            op.execute(f"DROP TRIGGER {_named(table, change)}" if _is_sqlite() else f"DROP TRIGGER shelf_of_{table} ON {table}")
    if not _is_sqlite():
        op.execute("DROP FUNCTION move_shelf_mark()")
    op.drop_table("shelf_marks")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _named(table: str, change: str) -> str:
    return f"shelf_of_{table}_{change.partition(' ')[0].lower()}"


def _sqlite() -> list[str]:
    move = "UPDATE shelf_marks SET mark = lower(hex(randomblob(16)));"
    return [
        f"CREATE TRIGGER {_named(table, change)} AFTER {change} ON {table} BEGIN {move} END"
        for table, changes in WATCHED.items()
        for change in changes
    ]


def _postgresql() -> list[str]:
    return [
        FUNCTION,
        *(
            f"CREATE CONSTRAINT TRIGGER shelf_of_{table} AFTER {' OR '.join(changes)} ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION move_shelf_mark()"
            for table, changes in WATCHED.items()
        ),
    ]
