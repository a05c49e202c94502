"""The catalogue: categories, courses, lessons and their versions, and who is offered what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime, db
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, within_any
from backend.permissions import ADMIN_KINDS

KINDS = ("text", "video", "audio", "pdf")
NEW_FOR = timedelta(days=30)


class Category(Model):
    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class Course(Model):
    """A course of an organisation, offered to its whole subtree.

    `key` is the folder it came from (a random one for a course written here), so that the same folder corrects it instead of
    adding another. `draft` holds what its authors changed and have not published yet; members see the columns alone.
    A course on the menu exists for a branch once that branch, or an organisation above it, has ordered it.
    """

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), index=True)
    required: Mapped[bool] = mapped_column(default=False)
    recommended: Mapped[bool] = mapped_column(default=False)
    on_menu: Mapped[bool] = mapped_column(default=False)
    search_text: Mapped[str] = mapped_column(Text, default="")
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, index=True)

    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    lessons: Mapped[list[Lesson]] = relationship(back_populates="course", order_by="Lesson.position")

    @property
    def scope_path(self) -> str:
        return self.organisation.path

    @property
    def is_new(self) -> bool:
        return self.published_at is not None and self.published_at >= new_since()

    @staticmethod
    def visible_to(actor: Actor) -> Select[Course]:
        """What my branch and the organisations above it offer and do not hide; and, to its authors, what they have in hand."""
        return select(Course).where(or_(offered_to(actor), Course.organisation.has(written_by(actor))))


class Lesson(Model):
    """A lesson counts at most `nominal_seconds`. A withdrawn one can't be opened, but what was studied stays.

    Version 0 was never published. `draft` holds what its authors changed since.
    """

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("course_id", "key"),
        CheckConstraint("kind IN ('text', 'video', 'audio', 'pdf')", name="kind"),
        CheckConstraint("nominal_seconds > 0", name="nominal_seconds"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    nominal_seconds: Mapped[int]
    optional: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str | None] = mapped_column(Text)
    media_name: Mapped[str | None] = mapped_column(String(100))
    media_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    captions: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # {language, name}: WebVTT files among the media
    content_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    course: Mapped[Course] = relationship(back_populates="lessons", lazy="joined", innerjoin=True)

    @staticmethod
    def visible_to(actor: Actor) -> Select[Lesson]:
        """The published lessons of the courses that exist for me."""
        known = Lesson.course.has(or_(offered_to(actor), Course.organisation.has(written_by(actor))))
        return select(Lesson).where(is_live(), known)

    @property
    def scope_path(self) -> str:
        return self.course.scope_path


class LessonVersion(Model):
    """What a lesson was in one of its versions: a changed lesson keeps what was studied before right."""

    __tablename__ = "lesson_versions"

    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    nominal_seconds: Mapped[int]
    body: Mapped[str | None] = mapped_column(Text)
    media_name: Mapped[str | None] = mapped_column(String(100))
    content_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)


def keep_version(lesson: Lesson) -> None:
    """Keep what the lesson is now as one of its versions; of a version that stands, the length may still be corrected."""
    fields = ("version", "kind", "nominal_seconds", "body", "media_name", "content_hash")
    db.session.merge(LessonVersion(lesson_id=lesson.id, **{name: getattr(lesson, name) for name in fields}))


def new_since() -> datetime:
    """What was published since is new: whole days, so that what was true today stays true today."""
    return clock.from_ms(clock.bounds_ms(clock.today() - NEW_FOR)[0])


def offered_to(actor: Actor) -> ColumnElement[bool]:
    return offered_at(actor.branch_path)


def offered_at(path: str) -> ColumnElement[bool]:
    """Is a course offered at this place of the tree: published by an organisation on the way up, and not hidden on the way, and ordered
    on the way if it is on the menu? What is asked of a member can't be hidden: neither required nor assigned courses."""
    above = ids_above(path)

    def chosen(choice: Any) -> ColumnElement[bool]:
        return exists().where(choice.course_id == Course.id, choice.organisation_id.in_(above)).correlate(Course)

    ordered = or_(Course.on_menu.is_(False), chosen(CourseOrder))
    shown = or_(Course.required, ~chosen(CourseHiding))
    return and_(published_on_the_way_to(path), or_(chosen(Assignment), and_(ordered, shown)))


def published_on_the_way_to(path: str) -> ColumnElement[bool]:
    return and_(Course.published_at.is_not(None), Course.withdrawn_at.is_(None), Course.organisation_id.in_(ids_above(path)))


def is_live() -> ColumnElement[bool]:
    """Is a lesson one that members can open?"""
    return and_(Lesson.withdrawn_at.is_(None), Lesson.version > 0)


def written_by(actor: Actor) -> ColumnElement[bool]:
    return within_any(Organisation.path, [role.path for role in actor.roles if role.kind in ADMIN_KINDS])
