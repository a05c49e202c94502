"""Courses belong to an organisation, are drafted, published, put on a menu, ordered and hidden; lessons keep their versions."""

import sqlalchemy as sa
from alembic import op

from backend.core import clock
from backend.core.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COURSE_COLUMNS = ("organisation_id", "recommended", "on_menu", "draft", "published_at", "withdrawn_at", "changed_at")
LESSON_COLUMNS = ("media_bytes", "captions", "draft")


def upgrade() -> None:
    _extend_courses()
    _extend_lessons()
    _create_choices("course_hidings", "hidden")
    _create_choices("course_orders", "ordered")


def downgrade() -> None:
    for table in ("course_orders", "course_hidings", "lesson_versions"):
        op.drop_table(table)
    with op.batch_alter_table("lessons") as lessons:
        for column in LESSON_COLUMNS:
            lessons.drop_column(column)
    with op.batch_alter_table("courses") as courses:
        courses.drop_index("ix_courses_organisation_id")
        courses.drop_index("ix_courses_changed_at")
        courses.drop_constraint("fk_courses_organisation_id", type_="foreignkey")
        for column in COURSE_COLUMNS:
            courses.drop_column(column)


def _extend_courses() -> None:
    """What stands in the catalogue belongs to the top of the tree and was published with this migration."""
    now = clock.now()
    with op.batch_alter_table("courses") as courses:
        courses.add_column(sa.Column("organisation_id", ID, nullable=True))
        courses.add_column(sa.Column("recommended", sa.Boolean(), nullable=False, server_default=sa.false()))
        courses.add_column(sa.Column("on_menu", sa.Boolean(), nullable=False, server_default=sa.false()))
        courses.add_column(sa.Column("draft", sa.JSON(), nullable=True))
        courses.add_column(sa.Column("published_at", UtcDateTime(), nullable=True))
        courses.add_column(sa.Column("withdrawn_at", UtcDateTime(), nullable=True))
        courses.add_column(sa.Column("changed_at", UtcDateTime(), nullable=True))
    top = "(SELECT min(id) FROM organisations WHERE parent_id IS NULL)"
    change = sa.text(f"UPDATE courses SET organisation_id = {top}, published_at = :now, changed_at = :now")  # noqa: S608 # a constant
    op.execute(change.bindparams(sa.bindparam("now", now, UtcDateTime())))
    with op.batch_alter_table("courses") as courses:
        courses.alter_column("organisation_id", existing_type=ID, nullable=False)
        courses.alter_column("changed_at", existing_type=UtcDateTime(), nullable=False)
        courses.alter_column("recommended", existing_type=sa.Boolean(), server_default=None)
        courses.alter_column("on_menu", existing_type=sa.Boolean(), server_default=None)
        courses.create_foreign_key("fk_courses_organisation_id", "organisations", ["organisation_id"], ["id"])
        courses.create_index("ix_courses_organisation_id", ["organisation_id"])
        courses.create_index("ix_courses_changed_at", ["changed_at"])


def _extend_lessons() -> None:
    with op.batch_alter_table("lessons") as lessons:
        lessons.add_column(sa.Column("media_bytes", sa.BigInteger(), nullable=False, server_default="0"))
        lessons.add_column(sa.Column("captions", sa.JSON(), nullable=False, server_default="[]"))
        lessons.add_column(sa.Column("draft", sa.JSON(), nullable=True))
    with op.batch_alter_table("lessons") as lessons:
        lessons.alter_column("media_bytes", existing_type=sa.BigInteger(), server_default=None)
        lessons.alter_column("captions", existing_type=sa.JSON(), server_default=None)
    op.create_table(
        "lesson_versions",
        sa.Column("lesson_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("nominal_seconds", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("media_name", sa.String(100), nullable=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name="fk_lesson_versions_lesson_id"),
        sa.PrimaryKeyConstraint("lesson_id", "version", name="pk_lesson_versions"),
    )
    kept = "lesson_id, version, kind, nominal_seconds, body, media_name, content_hash, published_at"
    of_lessons = "l.id, l.version, l.kind, l.nominal_seconds, l.body, l.media_name, l.content_hash, c.published_at"
    op.execute(f"INSERT INTO lesson_versions ({kept}) SELECT {of_lessons} FROM lessons l JOIN courses c ON c.id = l.course_id")  # noqa: S608 # constants


def _create_choices(table: str, deed: str) -> None:
    op.create_table(
        table,
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("course_id", ID, nullable=False),
        sa.Column(f"{deed}_by", ID, nullable=False),
        sa.Column(f"{deed}_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=f"fk_{table}_organisation_id"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=f"fk_{table}_course_id"),
        sa.ForeignKeyConstraint([f"{deed}_by"], ["members.id"], name=f"fk_{table}_{deed}_by"),
        sa.PrimaryKeyConstraint("organisation_id", "course_id", name=f"pk_{table}"),
    )
