"""Dated hour rules and targets, outside study, certificates."""

import os
from datetime import date

import sqlalchemy as sa
from alembic import op

from backend.core.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EVER = date(2000, 1, 1)  # the first rules hold for every day that anything was studied on


def upgrade() -> None:
    _create_rules()
    _create_targets()
    _create_outside_studies()
    _create_certificates()
    _create_sent_statements()


def downgrade() -> None:
    for table in ("sent_statements", "certificates", "outside_photos", "outside_studies", "hour_targets", "hour_rules"):
        op.drop_table(table)


def _create_rules() -> None:
    rules = op.create_table(
        "hour_rules",
        sa.Column("id", ID, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("unit_minutes", sa.Integer(), nullable=False),
        sa.Column("half_day_hours", sa.Integer(), nullable=False),
        sa.Column("day_hours", sa.Integer(), nullable=False),
        sa.Column("day_cap_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("unit_minutes BETWEEN 1 AND 240", name=op.f("ck_hour_rules_unit_minutes")),
        sa.CheckConstraint("half_day_hours BETWEEN 1 AND 24 AND day_hours BETWEEN half_day_hours AND 24", name=op.f("ck_hour_rules_days")),
        sa.CheckConstraint("day_cap_minutes BETWEEN 60 AND 1440", name=op.f("ck_hour_rules_day_cap_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_rules")),
        sa.UniqueConstraint("from_day", name=op.f("uq_hour_rules_from_day")),
    )
    lengths = {"unit_minutes": 45, "half_day_hours": 4, "day_hours": 8}
    op.bulk_insert(rules, [{"from_day": EVER, **lengths, "day_cap_minutes": _setting("DAY_CAP_HOURS", 8) * 60}])


def _create_targets() -> None:
    targets = op.create_table(
        "hour_targets",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('member', 'secretary', 'admin', 'city_admin')", name=op.f("ck_hour_targets_role")),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_hour_targets_seconds")),
        sa.PrimaryKeyConstraint("year", "role", name=op.f("pk_hour_targets")),
    )
    hours = {"member": _setting("MEMBER_TARGET_HOURS", 32), "secretary": _setting("SECRETARY_TARGET_HOURS", 56)}
    op.bulk_insert(targets, [{"year": EVER.year, "role": role, "seconds": asked * 3600} for role, asked in hours.items()])


def _setting(name: str, default: int) -> int:
    """What was a setting until here stays in force as the first row."""
    return int(os.environ.get(f"MUSTER_{name}", default))


def _create_outside_studies() -> None:
    op.create_table(
        "outside_studies",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("operation_id", sa.String(36), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("studied_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("asked_seconds", sa.Integer(), nullable=False),
        sa.Column("granted_seconds", sa.Integer(), nullable=False),
        sa.Column("counted_seconds", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("declared_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('in_person', 'outside')", name=op.f("ck_outside_studies_kind")),
        sa.CheckConstraint("state IN ('waiting', 'approved', 'declined', 'withdrawn')", name=op.f("ck_outside_studies_state")),
        sa.CheckConstraint("unit IN ('minutes', 'units', 'half_days', 'days')", name=op.f("ck_outside_studies_unit")),
        sa.CheckConstraint(
            "amount > 0 AND asked_seconds > 0 AND granted_seconds >= counted_seconds AND counted_seconds >= 0",
            name=op.f("ck_outside_studies_amounts"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_outside_studies_member_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["members.id"], name=op.f("fk_outside_studies_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_studies")),
        sa.UniqueConstraint("member_id", "operation_id", name=op.f("uq_outside_studies_member_id_operation_id")),
    )
    op.create_index("ix_outside_studies_member_id_studied_on", "outside_studies", ["member_id", "studied_on"])
    op.create_index("ix_outside_studies_state_id", "outside_studies", ["state", "id"])
    op.create_table(
        "outside_photos",
        sa.Column("id", ID, nullable=False),
        sa.Column("study_id", ID, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["outside_studies.id"], name=op.f("fk_outside_photos_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_photos")),
        sa.UniqueConstraint("study_id", "sha256", name=op.f("uq_outside_photos_study_id_sha256")),
    )


def _create_certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("course_id", ID, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("branch_name", sa.String(100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("study_seconds", sa.Integer(), nullable=False),
        sa.Column("meeting_seconds", sa.Integer(), nullable=False),
        sa.Column("outside_seconds", sa.Integer(), nullable=False),
        sa.Column("target_seconds", sa.Integer(), nullable=True),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(200), nullable=True),
        sa.Column("withdrawn_by", ID, nullable=True),
        sa.CheckConstraint(
            "(kind = 'course') = (course_id IS NOT NULL) AND (kind = 'year') = (year IS NOT NULL)", name=op.f("ck_certificates_about")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_certificates_member_id")),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_certificates_course_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["members.id"], name=op.f("fk_certificates_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("member_id", "about", "serial", name=op.f("uq_certificates_member_id_about_serial")),
    )


def _create_sent_statements() -> None:
    op.create_table(
        "sent_statements",
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("detail", sa.String(200), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("outcome IN ('taken', 'refused')", name=op.f("ck_sent_statements_outcome")),
        sa.PrimaryKeyConstraint("kind", "member_id", "source_id", name=op.f("pk_sent_statements")),
    )
