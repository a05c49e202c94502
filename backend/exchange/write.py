"""Write, change and delete one's own posts."""

from datetime import timedelta

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Lesson
from backend.exchange.models import Post
from backend.exchange.moderate import settle
from backend.exchange.pace import refuse_too_many_posts
from backend.exchange.thread import hold_thread, recount_answers, refuse_gone, refuse_outsiders
from backend.members.models import lock_member
from backend.notices.tell import tell

EDIT_WITHIN = timedelta(minutes=15)


def ask(lesson: Lesson, actor: Actor, *, operation_id: str, body: str) -> Post:
    """A question under a lesson. The same operation again gives the same question."""
    return _written_before(actor, operation_id) or _write(actor, lesson_id=lesson.id, operation_id=operation_id, body=body)


def answer(question: Post, actor: Actor, *, operation_id: str, body: str) -> Post:
    """An answer to a question; who asked is told."""
    if before := _written_before(actor, operation_id):
        return before
    refuse_outsiders(actor, question)
    question = hold_thread(question)
    refuse_gone(question)
    if question.question_id:
        raise Refused("not_a_question", "Write below the question instead.")
    post = _write(actor, lesson_id=question.lesson_id, question_id=question.id, operation_id=operation_id, body=body)
    recount_answers(post)
    if question.author_id != actor.id:
        about = {"lesson_id": post.lesson_id, "title": question.lesson.title, "question_id": question.id, "name": actor.name}
        tell(question.author_id, "answered", about)
    return post


def change(post: Post, body: str) -> Post:
    """Other words for one's own post. Raises Refused once a quarter of an hour has passed."""
    post = hold_thread(post)
    refuse_gone(post)
    if clock.now() > post.written_at + EDIT_WITHIN:
        raise Refused("edit_too_late", "A post can be changed within 15 minutes.")
    if body != post.body:
        post.body, post.edited_at = body, clock.now()
    return post


def delete(post: Post) -> Post:
    """The words go for good; that there was a post stays, so that the answers make sense."""
    post = hold_thread(post)
    if not post.deleted_at:
        post.body, post.deleted_at = "", clock.now()
        settle(post)
        recount_answers(post)
    return post


def _written_before(actor: Actor, operation_id: str) -> Post | None:
    """Under the member's lock, so that one operation sent twice at once is one post, and counts once."""
    lock_member(actor.id)
    return db.session.scalars(Post.with_authors().where(Post.author_id == actor.id, Post.operation_id == operation_id)).one_or_none()


def _write(actor: Actor, *, lesson_id: int, operation_id: str, body: str, question_id: int | None = None) -> Post:
    refuse_too_many_posts(actor.id)
    where = {"lesson_id": lesson_id, "question_id": question_id}
    post = Post(author_id=actor.id, operation_id=operation_id, body=body, written_at=clock.now(), **where)
    db.session.add(post)
    db.session.flush()
    return db.session.scalars(Post.with_authors().where(Post.id == post.id)).one()
