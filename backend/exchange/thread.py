"""A question with its answers: what is done to one thread at once is done one after the other, and is counted right."""

from typing import Any

from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.courses.models import Lesson
from backend.exchange.models import Like, Post


def hold_thread(post: Post) -> Post:
    """The post as it stands now, its whole thread held until the end of the transaction."""
    question_id = post.question_id or post.id
    db.session.execute(select(Post.id).where(Post.id == question_id).with_for_update(key_share=True))
    # Read by a statement of its own: one that had to wait would see what stood before.
    return reread(post)


def reread(post: Post) -> Post:
    return db.session.scalars(Post.with_authors().where(Post.id == post.id).execution_options(populate_existing=True)).one()


def refuse_gone(post: Post) -> None:
    """Raises Refused for a post that is hidden or deleted."""
    if post.state != "shown":
        raise Refused("post_gone", "This is not to be seen any more.")


def reads_lesson(actor: Actor, post: Post) -> bool:
    """Does the lesson above exist for this person? Who looks after an author sees posts under other lessons too."""
    found = Lesson.visible_to(actor).with_only_columns(Lesson.id).where(Lesson.id == post.lesson_id)
    return db.session.scalar(found) is not None


def refuse_outsiders(actor: Actor, post: Post) -> None:
    """Raises NotFound for who may look at a post without taking part: the exchange is for those who have the lesson."""
    if not reads_lesson(actor, post):
        raise NotFound


def recount_likes(post: Post) -> None:
    """Under the thread's lock."""
    post.like_count = _count(select(func.count()).select_from(Like).where(Like.post_id == post.id))


def recount_answers(post: Post) -> None:
    """How many answers of this post's thread can be read. Under the thread's lock."""
    if post.question_id is None:
        return
    answers = select(func.count()).select_from(Post).where(Post.question_id == post.question_id, Post.is_shown())
    db.session.get_one(Post, post.question_id, populate_existing=True).answer_count = _count(answers)


def _count(statement: Any) -> int:
    db.session.flush()
    return db.session.scalar(statement) or 0
