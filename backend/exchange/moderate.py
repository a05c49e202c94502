"""Report a post, hide it, show it again, or let it stand. Every deed leaves a trace, and who is concerned is told."""

from typing import Any

from sqlalchemy import func, select, update

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.exchange.models import Post, PostReport
from backend.exchange.pace import refuse_too_many_reports
from backend.exchange.thread import hold_thread, recount_answers, refuse_gone, refuse_outsiders
from backend.members.models import Member, Role, leave_trace, lock_member, role_holds
from backend.notices.tell import tell, tell_many
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above
from backend.permissions import is_placed_above


def report(post: Post, actor: Actor, *, reason: str, words: str) -> None:
    """Once for each member and post; those who look after the author's branch are told of the first one."""
    refuse_outsiders(actor, post)
    if post.author_id == actor.id:
        raise Refused("own_post", "This is your own.")
    lock_member(actor.id)
    if db.session.get(PostReport, (post.id, actor.id)):
        return
    refuse_too_many_reports(actor.id)
    post = hold_thread(post)
    refuse_gone(post)
    row = {"post_id": post.id, "member_id": actor.id, "reason": reason, "words": words, "reported_at": clock.now()}
    insert_once(PostReport, [row], returning=[PostReport.post_id])
    if _open_reports(post) == 1:
        _tell_nearest(post)


def hide(post: Post, actor: Actor, reason: str) -> Post:
    """Nobody reads it any more but its author, who is told why, and those who may show it again."""
    post = hold_thread(post)
    if post.hidden_at:
        return post
    refuse_gone(post)
    post.hidden_at, post.hidden_by, post.hidden_reason = clock.now(), actor.id, reason
    recount_answers(post)
    _leave_trace("post_hidden", post, actor, reason)
    tell(post.author_id, "post_hidden", {**_about(post), "reason": reason})
    _tell_reporters(post, settle(post), hidden=True)
    return post


def show(post: Post, actor: Actor) -> Post:
    """It can be read again. Raises Refused for what was hidden by somebody placed higher."""
    post = hold_thread(post)
    if post.state != "hidden":
        return post
    if is_placed_above(actor, db.session.get_one(Member, post.hidden_by)):
        raise Refused("hidden_from_above", "Somebody placed higher has hidden this: ask them.", status=403)
    post.hidden_at = post.hidden_by = post.hidden_reason = None
    recount_answers(post)
    _leave_trace("post_shown", post, actor)
    tell(post.author_id, "post_shown", _about(post))
    return post


def let_stand(post: Post, actor: Actor) -> None:
    """The reports are read and the post stays; who reported it is told."""
    post = hold_thread(post)
    if reporters := settle(post):
        _leave_trace("post_let_stand", post, actor)
        _tell_reporters(post, reporters, hidden=False)


def settle(post: Post) -> list[int]:
    """Close the open reports; whose they were. Under the thread's lock."""
    mine = (PostReport.post_id == post.id, PostReport.settled_at.is_(None))
    return list(db.session.scalars(update(PostReport).where(*mine).values(settled_at=clock.now()).returning(PostReport.member_id)))


def _open_reports(post: Post) -> int:
    still_open = (PostReport.post_id == post.id, PostReport.settled_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(PostReport).where(*still_open)) or 0


def _tell_nearest(post: Post) -> None:
    """Tell the author's secretary; where there is none but the author, those who look after the next level above."""
    held = (Role.organisation_id.in_(ids_above(post.scope_path)), role_holds(clock.today()), Role.member_id != post.author_id)
    rows = db.session.execute(select(Role.member_id, Organisation.id, Organisation.path).join(Role.organisation).where(*held)).all()
    nearest = max(rows, key=lambda row: len(row.path), default=None)
    if nearest:
        people = [row.member_id for row in rows if row.id == nearest.id]
        tell_many(people, "post_reported", {"organisation_id": nearest.id, "title": post.lesson.title})


def _tell_reporters(post: Post, reporters: list[int], *, hidden: bool) -> None:
    tell_many(reporters, "report_decided", {**_about(post), "hidden": hidden})


def _about(post: Post) -> dict[str, Any]:
    return {"lesson_id": post.lesson_id, "title": post.lesson.title, "question_id": post.question_id or post.id}


def _leave_trace(deed: str, post: Post, actor: Actor, reason: str = "") -> None:
    note = f"{post.id} · {post.lesson.title}" + (f": {reason}" if reason else "")
    leave_trace(deed, member_id=post.author_id, actor_id=actor.id, note=note[:200])
