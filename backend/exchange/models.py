"""The tables of the exchange area: posts, likes, reports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Select, String, Text, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import Id, Model, UtcDateTime
from backend.courses.models import Lesson
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within_any

LONGEST = 2000
REASONS = ("unkind", "wrong", "private", "advertising", "other")


class Post(Model):
    """A question under a lesson, or (with `question_id`) an answer to one. The words of a deleted one are gone; those of a
    hidden one are kept for its author and for those who may show it again.

    `like_count` and `answer_count` (answers that anybody can read) are written under the thread's lock alone.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("author_id", "operation_id"),
        CheckConstraint("like_count >= 0 AND answer_count >= 0", name="counts"),
        CheckConstraint("question_id IS NOT NULL OR NOT helpful", name="helpful"),
        CheckConstraint("question_id IS NULL OR answer_count = 0", name="level"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_by IS NULL)", name="hidden"),
        Index("ix_posts_lesson_id_question_id", "lesson_id", "question_id", "id"),
        Index("ix_posts_question_id_id", "question_id", "id"),
        Index("ix_posts_author_id_written_at", "author_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    operation_id: Mapped[str] = mapped_column(String(36))
    body: Mapped[str] = mapped_column(Text)
    helpful: Mapped[bool] = mapped_column(default=False)
    like_count: Mapped[int] = mapped_column(default=0)
    answer_count: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    hidden_reason: Mapped[str | None] = mapped_column(String(200))

    author: Mapped[Member] = relationship(foreign_keys=[author_id])
    lesson: Mapped[Lesson] = relationship()
    question: Mapped[Post | None] = relationship(remote_side=[id])

    @property
    def scope_path(self) -> str:
        """Where its author belongs: who looks after the author there looks after the author's words."""
        return self.author.branch.path

    @property
    def state(self) -> str:
        return "deleted" if self.deleted_at else "hidden" if self.hidden_at else "shown"

    @staticmethod
    def is_shown() -> ColumnElement[bool]:
        """`state == "shown"` as a condition for the database."""
        return and_(Post.deleted_at.is_(None), Post.hidden_at.is_(None))

    @staticmethod
    def with_authors() -> Select[Post]:
        """Posts with the names and branches of their authors, by one statement."""
        return select(Post).options(joinedload(Post.author, innerjoin=True).lazyload(Member.roles))

    @staticmethod
    def visible_to(actor: Actor) -> Select[Post]:
        """Posts under the lessons that exist for me, my own, and those of members whom I look after."""
        under_my_lessons = Post.lesson_id.in_(Lesson.visible_to(actor).with_only_columns(Lesson.id))
        return Post.with_authors().where(or_(under_my_lessons, Post.author_id == actor.id, written_below(actor)))


class Like(Model):
    __tablename__ = "post_likes"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)


class PostReport(Model):
    """A member says that a post should not stand; open until somebody hides the post or lets it stand."""

    __tablename__ = "post_reports"
    __table_args__ = (
        CheckConstraint(f"reason IN {REASONS}", name="reason"),
        Index("ix_post_reports_member_id_reported_at", "member_id", "reported_at"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(200), default="")
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def written_below(actor: Actor) -> ColumnElement[bool]:
    """Was it written by somebody in the subtrees that this person looks after?"""
    return Post.author.has(Member.branch.has(within_any(Organisation.path, actor.scope)))
