"""Like a post, take it back, and say which answer helped."""

from sqlalchemy import delete

from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.exchange.models import Like, Post
from backend.exchange.thread import hold_thread, recount_likes, refuse_gone, refuse_outsiders
from backend.notices.tell import tell


def like(post: Post, actor: Actor) -> Post:
    """Once for each member, however often it is tapped."""
    refuse_outsiders(actor, post)
    if post.author_id == actor.id:
        raise Refused("own_post", "This is your own.")
    post = hold_thread(post)
    refuse_gone(post)
    insert_once(Like, [{"post_id": post.id, "member_id": actor.id}], returning=[Like.post_id])
    recount_likes(post)
    return post


def unlike(post: Post, actor: Actor) -> Post:
    post = hold_thread(post)
    db.session.execute(delete(Like).where(Like.post_id == post.id, Like.member_id == actor.id))
    recount_likes(post)
    return post


def mark_helpful(answer: Post, actor: Actor) -> Post:
    """Who asked says that this answer helped; its author is told, the first time."""
    answer = hold_thread(answer)
    refuse_gone(answer)
    answer.helpful = True
    if answer.author_id != actor.id:
        about = {"lesson_id": answer.lesson_id, "title": answer.lesson.title, "question_id": answer.question_id}
        tell(answer.author_id, "marked_helpful", about, once=f"helpful-{answer.id}")
    return answer


def unmark_helpful(answer: Post) -> Post:
    answer = hold_thread(answer)
    answer.helpful = False
    return answer
