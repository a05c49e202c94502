"""Shapes posts for who asks: the one place that decides whose eyes may see the words of a hidden one."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.exchange.models import Like, Post
from backend.exchange.thread import reads_lesson
from backend.exchange.write import EDIT_WITHIN
from backend.permissions import can_on_post, looks_after_it

DEEDS = {"shown": {"edit", "delete", "hide"}, "hidden": {"delete", "show"}, "deleted": set[str]()}


def shape_posts(posts: Sequence[Post], actor: Actor, *, asked_by: int | None = None, takes_part: bool = True) -> list[dict[str, Any]]:
    """`asked_by`: who asked the question that these posts answer."""
    liked = _liked([post.id for post in posts], actor)
    return [_shape(post, actor, post.id in liked, _taking_part(post, actor, asked_by) if takes_part else []) for post in posts]


def shape_post(post: Post, actor: Actor) -> dict[str, Any]:
    asked_by = post.question.author_id if post.question else None
    return shape_posts([post], actor, asked_by=asked_by, takes_part=reads_lesson(actor, post))[0]


def shape_detail(post: Post, actor: Actor) -> dict[str, Any]:
    return {**shape_post(post, actor), "lesson": post.lesson}


def _shape(post: Post, actor: Actor, liked: bool, taking_part: list[str]) -> dict[str, Any]:
    readable = _may_read(post, actor)
    facts = ("id", "lesson_id", "question_id", "state", "answer_count", "written_at")
    return {
        **{name: getattr(post, name) for name in facts},
        "body": post.body if readable else None,
        "author": {"name": post.author.name, "branch": post.author.branch.name} if readable else None,
        "mine": post.author_id == actor.id,
        "helpful": post.helpful and post.state == "shown",
        "like_count": post.like_count if readable else 0,
        "liked": liked and readable,
        "edited_at": post.edited_at if readable else None,
        "hidden_reason": post.hidden_reason if readable and post.state == "hidden" else None,
        "can": [*_deeds(post, actor), *taking_part],
    }


def _may_read(post: Post, actor: Actor) -> bool:
    """Hidden words are for their author and for whoever looks after the author; deleted ones are gone."""
    if post.state == "hidden":
        return post.author_id == actor.id or looks_after_it(actor, post)
    return post.state == "shown"


def _deeds(post: Post, actor: Actor) -> list[str]:
    too_late = clock.now() > post.written_at + EDIT_WITHIN
    closed = {"edit"} if too_late else set[str]()
    return [word for word in can_on_post(actor, post) if word in DEEDS[post.state] - closed]


def _taking_part(post: Post, actor: Actor, asked_by: int | None) -> list[str]:
    if post.state != "shown":
        return []
    words = [] if post.author_id == actor.id else ["like", "report"]
    words += ["mark_helpful"] if asked_by == actor.id else []
    return words + ([] if post.question_id else ["answer"])


def _liked(ids: Iterable[int], actor: Actor) -> set[int]:
    return set(db.session.scalars(select(Like.post_id).where(Like.member_id == actor.id, Like.post_id.in_(ids))))
