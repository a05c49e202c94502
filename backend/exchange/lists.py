"""What stands under a lesson, below a question, and in the queue of reported posts."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager

from backend.core.actor import Actor
from backend.core.db import db
from backend.core.pages import Listing
from backend.courses.models import Lesson
from backend.exchange.models import Post, PostReport, written_below
from backend.exchange.shape import shape_posts
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within


def questions_of(lesson: Lesson, actor: Actor, order: str) -> Listing:
    """Newest or most liked first. One that can't be read stands only where answers hang on it."""
    mine_to_see = and_(Post.deleted_at.is_(None), or_(Post.author_id == actor.id, written_below(actor)))
    here = (Post.lesson_id == lesson.id, Post.question_id.is_(None))
    shown = Post.with_authors().where(*here, or_(Post.is_shown(), Post.answer_count > 0, mine_to_see))
    by = (Post.id.desc(),) if order == "newest" else (Post.like_count.desc(), Post.answer_count.desc(), Post.id.desc())
    count = db.session.scalar(select(func.count()).select_from(Post).where(*here, Post.is_shown())) or 0
    return Listing(shown, by=by, shape=lambda rows: shape_posts(_first(rows), actor), beside={"question_count": count})


def answers_to(question: Post, actor: Actor, order: str, *, takes_part: bool) -> Listing:
    """All of them, also as a line that one was hidden or deleted, so that the others make sense."""
    answers = Post.with_authors().where(Post.question_id == question.id)
    by = (Post.id.desc(),) if order == "newest" else (Post.helpful.desc(), Post.like_count.desc(), Post.id)
    asked_by = question.author_id
    return Listing(answers, by=by, shape=lambda rows: shape_posts(_first(rows), actor, asked_by=asked_by, takes_part=takes_part))


def reported_below(organisation: Organisation, actor: Actor) -> Listing:
    """Posts of members there with reports that nobody has settled, the longest waiting first; never my own."""
    still_open = select(PostReport.post_id, func.min(PostReport.reported_at).label("since")).where(PostReport.settled_at.is_(None))
    waiting = still_open.group_by(PostReport.post_id).subquery()
    posts = Post.with_authors().join(waiting, waiting.c.post_id == Post.id).join(Post.lesson).options(contains_eager(Post.lesson))
    below = Post.author.has(Member.branch.has(within(Organisation.path, organisation.path)))
    shown = posts.where(below, Post.is_shown(), Post.author_id != actor.id)
    return Listing(shown, by=(waiting.c.since, Post.id), shape=lambda rows: _with_reports(_first(rows), actor))


def _with_reports(posts: list[Post], actor: Actor) -> list[dict[str, Any]]:
    mine = (PostReport.post_id.in_([post.id for post in posts]), PostReport.settled_at.is_(None))
    reports = defaultdict(list)
    for one in db.session.scalars(select(PostReport).where(*mine).order_by(PostReport.reported_at)):
        reports[one.post_id].append(one)
    shaped = zip(posts, shape_posts(posts, actor, takes_part=False), strict=True)
    return [{**shape, "lesson": post.lesson, "branch": post.author.branch, "reports": reports[post.id]} for post, shape in shaped]


def _first(rows: Sequence[Any]) -> list[Post]:
    return [row[0] for row in rows]
