"""Sign-in that a hall can trust: device keys, assurance, leave, plans, records, and what the member sees of them."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

from backend.core import clock
from backend.core.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IN_USE = sa.text("revoked_at IS NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEVICE_SIGNS_ONE = "device IS NOT NULL AND waits_for IS NULL AND state = 'accepted'"
NEW_TABLES = (
    "corrections",
    "check_answers",
    "views",
    "records",
    "photos",
    "minutes",
    "leaves",
    "leases",
    "joint_branches",
    "helpers",
    "checks",
    "year_plans",
    "member_devices",
    "handovers",
    "calendar_feeds",
    "devices",
    "code_keys",
    "attendance_rules",
)
MEETING_COLUMNS = (
    "theme",
    "agenda",
    "key_id",
    "slot_ms",
    "rule_id",
    "guests_welcome",
    "plan_id",
    "fixed_on",
    "moved_reason",
    "head_count",
    "head_count_note",
)


def upgrade() -> None:
    _create_tables()
    _extend_tables()
    _rebuild_digit_tries()
    _rebuild_sign_ins()
    rules = sa.table("attendance_rules", *(sa.column(name) for name in FIRST_RULE))
    op.bulk_insert(rules, [FIRST_RULE])
    keys = sa.table("code_keys", sa.column("id"), sa.column("salt"), sa.column("created_at", UtcDateTime()))
    op.bulk_insert(keys, [{"id": 1, "salt": secrets.token_hex(32), "created_at": clock.now()}])


def downgrade() -> None:
    """Takes the new tables and columns away, and with them what they hold; of several marks the one that counts stays."""
    with op.batch_alter_table("meetings") as batch:
        batch.drop_index("ix_meetings_plan_id")
        for name in MEETING_COLUMNS:
            batch.drop_column(name)
    with op.batch_alter_table("sessions") as batch:
        batch.drop_column("device_id")
    for table, column in (("members", "card_serial"), ("expected", "guest"), ("tickets", "purpose"), ("tickets", "key_hash")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    op.drop_table("digit_tries")
    op.create_table(
        "digit_tries",
        sa.Column("meeting_id", ID, sa.ForeignKey("meetings.id", name="fk_digit_tries_meeting_id", ondelete="CASCADE"), nullable=False),
        sa.Column("member_id", ID, sa.ForeignKey("members.id", name="fk_digit_tries_member_id"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name="pk_digit_tries"),
    )
    _replace_sign_ins(
        _create_old_sign_ins, OLD_COLUMNS, OLD_COLUMNS, "WHERE counts AND kind = 'in' AND method IN ('code', 'digits', 'by_hand')"
    )
    for table in NEW_TABLES:
        op.drop_table(table)


def _extend_tables() -> None:
    """Columns are added in place: to build `meetings` or `members` anew would take along all that refers to them."""
    op.add_column("members", sa.Column("card_serial", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("expected", sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("tickets", sa.Column("purpose", sa.String(5), nullable=False, server_default="in"))
    op.add_column("tickets", sa.Column("key_hash", sa.String(64)))
    op.add_column("meetings", sa.Column("theme", sa.String(120), nullable=False, server_default=""))
    op.add_column("meetings", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("meetings", sa.Column("key_id", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("meetings", sa.Column("slot_ms", sa.Integer(), nullable=False, server_default="10000"))
    op.add_column("meetings", sa.Column("guests_welcome", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("meetings", sa.Column("fixed_on", sa.Date()))
    op.add_column("meetings", sa.Column("moved_reason", sa.String(200)))
    op.add_column("meetings", sa.Column("head_count", sa.Integer()))
    op.add_column("meetings", sa.Column("head_count_note", sa.String(200)))
    _add_reference("sessions", "device_id", "devices")
    _add_reference("meetings", "rule_id", "attendance_rules")
    _add_reference("meetings", "plan_id", "year_plans")
    op.create_index("ix_meetings_plan_id", "meetings", ["plan_id"])


def _add_reference(table: str, column: str, target: str) -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT fk_{table}_{column} REFERENCES {target} (id)")


def _rebuild_digit_tries() -> None:
    op.drop_table("digit_tries")
    op.create_table(
        "digit_tries",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("subject", sa.String(70), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_digit_tries_meeting_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("meeting_id", "subject", name=op.f("pk_digit_tries")),
    )


def _rebuild_sign_ins() -> None:
    """Whoever was in before device keys were known came with a live code on an unknown device, or by hand."""
    values = (
        *OLD_COLUMNS[:-2],
        "coalesce(reason, CASE WHEN method = 'by_hand' THEN '-' END)",
        "actor_id",
        "'in'",
        "CASE WHEN method = 'by_hand' THEN 'D' ELSE 'B' END",
        "'accepted'",
        "1 = 1",
        "signed_in_at",
    )
    _replace_sign_ins(_create_sign_ins, (*OLD_COLUMNS, "kind", "assurance", "state", "counts", "received_at"), values, "")


OLD_COLUMNS = ("id", "meeting_id", "member_id", "signed_in_at", "method", "operation_id", "reason", "actor_id")
FIRST_RULE = {
    "from_day": date(2000, 1, 1),
    "opens_before_minutes": 120,
    "late_after_minutes": 10,
    "absent_after_minutes": None,
    "leaves_early_minutes": 10,
}


def _replace_sign_ins(create: Callable[[], None], columns: Sequence[str], values: Sequence[str], where: str) -> None:
    """Build the table anew around its rows; nothing refers to it."""
    op.execute("CREATE TABLE kept_sign_ins AS SELECT * FROM sign_ins")
    op.drop_table("sign_ins")
    create()
    op.execute(f"INSERT INTO sign_ins ({', '.join(columns)}) SELECT {', '.join(values)} FROM kept_sign_ins {where}")  # noqa: S608 - only names of ours
    op.drop_table("kept_sign_ins")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('sign_ins', 'id'), coalesce((SELECT max(id) FROM sign_ins), 0) + 1, false)")


def _create_sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.String(3), nullable=False),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("assurance", sa.String(1), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("operation_id", sa.String(36)),
        sa.Column("device", sa.String(70)),
        sa.Column("waits_for", sa.String(15)),
        sa.Column("reason", sa.String(200)),
        sa.Column("actor_id", ID),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", UtcDateTime()),
        sa.CheckConstraint("kind IN ('in', 'out')", name=op.f("ck_sign_ins_kind")),
        sa.CheckConstraint("method IN ('code', 'digits', 'reply', 'card', 'by_hand')", name=op.f("ck_sign_ins_method")),
        sa.CheckConstraint("state IN ('accepted', 'waiting', 'declined', 'undone')", name=op.f("ck_sign_ins_state")),
        sa.CheckConstraint("assurance IN ('A', 'B', 'C', 'D')", name=op.f("ck_sign_ins_assurance")),
        sa.CheckConstraint("assurance <> 'D' OR reason IS NOT NULL", name=op.f("ck_sign_ins_by_hand_has_reason")),
        sa.CheckConstraint("state = 'accepted' OR NOT counts", name=op.f("ck_sign_ins_counts_only_accepted")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_sign_ins_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_sign_ins_member_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["members.id"], name=op.f("fk_sign_ins_actor_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_sign_ins_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("member_id", "operation_id", name=op.f("uq_sign_ins_member_id_operation_id")),
    )
    op.create_index("ix_sign_ins_meeting_id_member_id", "sign_ins", ["meeting_id", "member_id"])
    _unique_where("uq_sign_ins_counts", ["meeting_id", "member_id", "kind"], "counts")
    _unique_where("uq_sign_ins_device", ["meeting_id", "kind", "device"], DEVICE_SIGNS_ONE)


def _unique_where(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "sign_ins", columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _create_old_sign_ins() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=False),
        sa.Column("method", sa.String(10), nullable=False),
        sa.Column("operation_id", sa.String(36)),
        sa.Column("reason", sa.String(200)),
        sa.Column("actor_id", ID),
        sa.CheckConstraint("method IN ('code', 'digits', 'by_hand')", name=op.f("ck_sign_ins_method")),
        sa.ForeignKeyConstraint(["actor_id"], ["members.id"], name=op.f("fk_sign_ins_actor_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_sign_ins_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_sign_ins_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_sign_ins_meeting_id_member_id")),
    )
    op.create_index("ix_sign_ins_member_id", "sign_ins", ["member_id"])


def _create_tables() -> None:
    op.create_table(
        "attendance_rules",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("opens_before_minutes", sa.Integer(), nullable=False),
        sa.Column("late_after_minutes", sa.Integer(), nullable=False),
        sa.Column("absent_after_minutes", sa.Integer(), nullable=True),
        sa.Column("leaves_early_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "absent_after_minutes IS NULL OR absent_after_minutes > late_after_minutes", name=op.f("ck_attendance_rules_order")
        ),
        sa.CheckConstraint(
            "opens_before_minutes >= 0 AND late_after_minutes >= 0 AND leaves_early_minutes >= 0", name=op.f("ck_attendance_rules_minutes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_rules")),
        sa.UniqueConstraint("from_day", name=op.f("uq_attendance_rules_from_day")),
    )
    op.create_table(
        "code_keys",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("id BETWEEN 1 AND 255", name=op.f("ck_code_keys_one_byte")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_keys")),
    )
    op.create_table(
        "devices",
        sa.Column("id", ID, nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.String(length=90), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_devices_key_hash")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("member_id", ID, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_calendar_feeds_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_calendar_feeds")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("to_member_id", ID, nullable=False),
        sa.Column("from_member_id", ID, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["from_member_id"], ["members.id"], name=op.f("fk_handovers_from_member_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_handovers_organisation_id")),
        sa.ForeignKeyConstraint(["to_member_id"], ["members.id"], name=op.f("fk_handovers_to_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_organisation_id"), "handovers", ["organisation_id"], unique=False)
    op.create_table(
        "member_devices",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("device_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_member_devices_device_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_member_devices_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_devices")),
    )
    op.create_index(op.f("ix_member_devices_device_id"), "member_devices", ["device_id"], unique=False)
    op.create_index(op.f("ix_member_devices_member_id"), "member_devices", ["member_id"], unique=False)
    op.create_index(
        "uq_member_devices_in_use",
        "member_devices",
        ["member_id", "device_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "year_plans",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fixed_day", sa.String(length=20), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_year_plans_created_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_year_plans_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_plans")),
        sa.UniqueConstraint("organisation_id", "year", name=op.f("uq_year_plans_organisation_id_year")),
    )
    op.create_table(
        "checks",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=5), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('names', 'code')", name=op.f("ck_checks_kind")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_checks_created_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_checks_meeting_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
    )
    op.create_index(op.f("ix_checks_meeting_id"), "checks", ["meeting_id"], unique=False)
    op.create_table(
        "helpers",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("appointed_by", ID, nullable=False),
        sa.ForeignKeyConstraint(["appointed_by"], ["members.id"], name=op.f("fk_helpers_appointed_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_helpers_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_helpers_member_id")),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_helpers")),
    )
    op.create_table(
        "joint_branches",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("invited_by", ID, nullable=False),
        sa.Column("accepted_by", ID, nullable=True),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["members.id"], name=op.f("fk_joint_branches_accepted_by")),
        sa.ForeignKeyConstraint(["invited_by"], ["members.id"], name=op.f("fk_joint_branches_invited_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_joint_branches_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_joint_branches_organisation_id")),
        sa.PrimaryKeyConstraint("meeting_id", "organisation_id", name=op.f("pk_joint_branches")),
    )
    op.create_table(
        "leases",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("session_id", ID, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_leases_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_leases_member_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_leases_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leases")),
    )
    op.create_index(op.f("ix_leases_meeting_id"), "leases", ["meeting_id"], unique=False)
    op.create_table(
        "leaves",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'granted', 'declined', 'withdrawn')", name=op.f("ck_leaves_state")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_leaves_decided_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_leaves_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_leaves_member_id")),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_leaves")),
    )
    op.create_index(op.f("ix_leaves_member_id"), "leaves", ["member_id"], unique=False)
    op.create_table(
        "minutes",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_by", ID, nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_minutes_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["updated_by"], ["members.id"], name=op.f("fk_minutes_updated_by")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "photos",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(length=120), nullable=False),
        sa.Column("added_by", ID, nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["members.id"], name=op.f("fk_photos_added_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_photos_meeting_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("meeting_id", "sha256", name=op.f("uq_photos_meeting_id_sha256")),
    )
    op.create_table(
        "records",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("closed_by", ID, nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["members.id"], name=op.f("fk_records_closed_by")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_records_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", name=op.f("pk_records")),
    )
    op.create_table(
        "views",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("viewer_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_views_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["viewer_id"], ["members.id"], name=op.f("fk_views_viewer_id")),
        sa.PrimaryKeyConstraint("meeting_id", "viewer_id", "day", "place", name=op.f("pk_views")),
    )
    op.create_table(
        "check_answers",
        sa.Column("check_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["members.id"], name=op.f("fk_check_answers_answered_by")),
        sa.ForeignKeyConstraint(["check_id"], ["checks.id"], name=op.f("fk_check_answers_check_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_check_answers_member_id")),
        sa.PrimaryKeyConstraint("check_id", "member_id", name=op.f("pk_check_answers")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('add', 'remove', 'approve', 'minutes')", name=op.f("ck_corrections_kind")),
        sa.ForeignKeyConstraint(["actor_id"], ["members.id"], name=op.f("fk_corrections_actor_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["records.meeting_id"], name=op.f("fk_corrections_meeting_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_corrections_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_corrections_meeting_id_number")),
    )
