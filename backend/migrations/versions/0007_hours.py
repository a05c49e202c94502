"""Dated hour rules and targets, outside study, certificates."""

import os
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EVER = date(2000, 1, 1)  # the first rules hold for every day that anything was studied on


def upgrade() -> None:
    _create_rules()
    _create_targets()


def downgrade() -> None:
    for table in ("hour_targets", "hour_rules"):
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
        sa.CheckConstraint("unit_minutes BETWEEN 1 AND 240", name="ck_hour_rules_unit_minutes"),
        sa.CheckConstraint("half_day_hours BETWEEN 1 AND 24 AND day_hours BETWEEN half_day_hours AND 24", name="ck_hour_rules_days"),
        sa.CheckConstraint("day_cap_minutes BETWEEN 60 AND 1440", name="ck_hour_rules_day_cap_minutes"),
        sa.PrimaryKeyConstraint("id", name="pk_hour_rules"),
        sa.UniqueConstraint("from_day", name="uq_hour_rules_from_day"),
    )
    lengths = {"unit_minutes": 45, "half_day_hours": 4, "day_hours": 8}
    op.bulk_insert(rules, [{"from_day": EVER, **lengths, "day_cap_minutes": _setting("DAY_CAP_HOURS", 8) * 60}])


def _create_targets() -> None:
    targets = op.create_table(
        "hour_targets",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('member', 'secretary', 'admin', 'city_admin')", name="ck_hour_targets_role"),
        sa.CheckConstraint("seconds >= 0", name="ck_hour_targets_seconds"),
        sa.PrimaryKeyConstraint("year", "role", name="pk_hour_targets"),
    )
    hours = {"member": _setting("MEMBER_TARGET_HOURS", 32), "secretary": _setting("SECRETARY_TARGET_HOURS", 56)}
    op.bulk_insert(targets, [{"year": EVER.year, "role": role, "seconds": asked * 3600} for role, asked in hours.items()])


def _setting(name: str, default: int) -> int:
    """What was a setting until here stays in force as the first row."""
    return int(os.environ.get(f"MUSTER_{name}", default))
