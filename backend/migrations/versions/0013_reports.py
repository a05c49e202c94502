"""Report runs, and what members were called on which day."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backend.core.db import PathText, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Per table: the past of it, what is kept, and of whom.
KEPT = {
    "members": ("past_members", "member_id", ("card_number", "name", "branch_id", "status")),
    "organisations": ("past_organisations", "organisation_id", ("path", "name", "is_branch")),
    "roles": ("past_roles", "role_id", ("member_id", "organisation_id", "kind", "starts_on", "ends_on")),
}
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'", "postgresql": "now()"}
# Since when somebody was seen in a branch: the ledger knows, where there are entries.
SEEN = "(SELECT member_id, branch_id, min(created_at) AS from_at FROM entries GROUP BY member_id, branch_id)"
# Whoever has hours or points in a branch where the roster does not see him or her today was there before.
FORMER_BRANCHES = f"""
INSERT INTO past_members (member_id, card_number, name, branch_id, status, from_at, until_id)
SELECT m.id, m.card_number, m.name, e.branch_id, m.status, e.from_at, 0
FROM {SEEN} e JOIN members m ON m.id = e.member_id WHERE m.branch_id <> e.branch_id ORDER BY e.from_at, m.id
"""  # noqa: S608 # names of our own
MEMBERS_TODAY = """
INSERT INTO past_members (member_id, card_number, name, branch_id, status, from_at)
SELECT m.id, m.card_number, m.name, m.branch_id, m.status, coalesce(e.from_at, {now})
FROM members m LEFT JOIN {seen} e ON e.member_id = m.id AND e.branch_id = m.branch_id ORDER BY m.id
"""
# Only one row of each may have no end, so that they had one from the beginning: now they get their own.
FORMER_ENDS = """
UPDATE past_members SET until_id = (SELECT min(next.id) FROM past_members next
WHERE next.member_id = past_members.member_id AND next.id > past_members.id)
WHERE until_id = 0
"""


def upgrade() -> None:
    _create_past_members()
    _create_past_organisations()
    _create_past_roles()
    _create_runs()
    dialect = op.get_bind().dialect.name
    op.execute(FORMER_BRANCHES)
    op.execute(MEMBERS_TODAY.format(now=NOW[dialect], seen=SEEN))
    for table, (past, key, columns) in list(KEPT.items())[1:]:
        names = ", ".join(columns)
        op.execute(f"INSERT INTO {past} ({key}, {names}, from_at) SELECT id, {names}, {NOW[dialect]} FROM {table} ORDER BY id")  # noqa: S608 # names of our own
    op.execute(FORMER_ENDS)
    for table, (past, key, columns) in KEPT.items():
        for statement in _sqlite(table, past, key, columns) if dialect == "sqlite" else _postgresql(table, past, key, columns):
            op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table, (past, _, _) in KEPT.items():
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER IF EXISTS keep_{past}_{event}" + (f" ON {table}" if dialect != "sqlite" else ""))
            if dialect != "sqlite":
                op.execute(f"DROP FUNCTION IF EXISTS keep_{past}_{event}()")
    for gone in ("report_runs", "past_roles", "past_organisations", "past_members"):
        op.drop_table(gone)


def _sqlite(table: str, past: str, key: str, columns: tuple[str, ...]) -> list[str]:
    names, fresh = ", ".join(columns), ", ".join(f"NEW.{name}" for name in columns)
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
    end = f"UPDATE {past} SET until_id = (SELECT coalesce(max(id), 0) + 1 FROM {past}) WHERE {key} = OLD.id AND until_id IS NULL;"  # noqa: S608 # names of our own
    begin = f"INSERT INTO {past} ({key}, {names}, from_at) VALUES (NEW.id, {fresh}, {NOW['sqlite']});"  # noqa: S608
    return [
        f"CREATE TRIGGER keep_{past}_insert AFTER INSERT ON {table} BEGIN {begin} END",
        f"CREATE TRIGGER keep_{past}_update AFTER UPDATE OF {names} ON {table} WHEN {changed} BEGIN {end} {begin} END",
        f"CREATE TRIGGER keep_{past}_delete AFTER DELETE ON {table} BEGIN {end} END",
    ]


def _postgresql(table: str, past: str, key: str, columns: tuple[str, ...]) -> list[str]:
    """The lock first and then the number: what takes a lower number is settled before a higher one can be read alone."""
    names, fresh = ", ".join(columns), ", ".join(f"NEW.{name}" for name in columns)
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
    many = f"INSERT INTO {past} ({key}, {names}, from_at) SELECT id, {names}, now() FROM fresh ORDER BY id; RETURN NULL;"  # noqa: S608 # names of our own
    number = f"LOCK TABLE {past} IN ROW EXCLUSIVE MODE; number := nextval(pg_get_serial_sequence('{past}', 'id'));"
    end = f"UPDATE {past} SET until_id = number WHERE {key} = OLD.id AND until_id IS NULL;"  # noqa: S608
    begin = f"INSERT INTO {past} (id, {key}, {names}, from_at) VALUES (number, NEW.id, {fresh}, now());"  # noqa: S608

    def function(event: str, body: str) -> str:
        return f"CREATE FUNCTION keep_{past}_{event}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"

    return [
        function("insert", f"BEGIN {many} END"),
        function("update", f"DECLARE number bigint; BEGIN {number} {end} {begin} RETURN NULL; END"),
        function("delete", f"DECLARE number bigint; BEGIN {number} {end} RETURN NULL; END"),
        f"CREATE TRIGGER keep_{past}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh "
        f"FOR EACH STATEMENT EXECUTE FUNCTION keep_{past}_insert()",
        f"CREATE TRIGGER keep_{past}_update AFTER UPDATE OF {names} ON {table} FOR EACH ROW WHEN ({changed}) "
        f"EXECUTE FUNCTION keep_{past}_update()",
        f"CREATE TRIGGER keep_{past}_delete AFTER DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep_{past}_delete()",
    ]


def _create_past(table: str, key: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column(key, ID, nullable=False),
        *columns,
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    current: dict[str, Any] = {f"{dialect}_where": sa.text("until_id IS NULL") for dialect in ("sqlite", "postgresql")}
    op.create_index(f"uq_{table}_current", table, [key], unique=True, **current)
    op.create_index(op.f(f"ix_{table}_{key}"), table, [key])


def _create_past_members() -> None:
    _create_past(
        "past_members",
        "member_id",
        sa.Column("card_number", sa.String(30), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("branch_id", ID, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
    )
    op.create_index(op.f("ix_past_members_branch_id"), "past_members", ["branch_id"])
    op.create_index(op.f("ix_past_members_from_at"), "past_members", ["from_at"])


def _create_past_organisations() -> None:
    _create_past(
        "past_organisations",
        "organisation_id",
        sa.Column("path", PathText, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("is_branch", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_past_organisations_path"), "past_organisations", ["path"])


def _create_past_roles() -> None:
    _create_past(
        "past_roles",
        "role_id",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
    )
    op.create_index(op.f("ix_past_roles_member_id"), "past_roles", ["member_id"])


def _create_runs() -> None:
    op.create_table(
        "report_runs",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by", sa.String(10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(5), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("streamed", sa.Boolean(), nullable=False),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("problem", sa.String(40), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("moment", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("rows_sha256", sa.String(64), nullable=True),
        sa.Column("worker", sa.String(32), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("format IN ('csv', 'xlsx', 'ods', 'pdf')", name=op.f("ck_report_runs_format")),
        sa.CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed', 'cancelled', 'expired')", name=op.f("ck_report_runs_state")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_report_runs_member_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_report_runs_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_runs")),
        sa.UniqueConstraint("member_id", "operation_id", name=op.f("uq_report_runs_member_id_operation_id")),
    )
    under_way: dict[str, Any] = {f"{dialect}_where": sa.text("state IN ('waiting', 'running')") for dialect in ("sqlite", "postgresql")}
    op.create_index("ix_report_runs_under_way", "report_runs", ["id"], **under_way)
    op.create_index(op.f("ix_report_runs_organisation_id"), "report_runs", ["organisation_id"])
