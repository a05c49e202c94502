"""Endpoints: what the app tells a member: an answer, an assignment, a decision."""

from datetime import timedelta
from typing import Any

from flask import g
from sqlalchemy import and_, delete, func, or_, select, update

from backend.core import clock
from backend.core.db import db
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.notices.models import Notice
from backend.notices.schemas import NoticeShape, ReadUntil, UnreadShape
from backend.permissions import any_member

notices = Feature("notices")
KEPT_FOR = timedelta(days=180)  # once read


@notices.get("/me/notices", may=any_member, lists=NoticeShape, beside=UnreadShape)
def list_notices() -> Listing:
    """What I was told, newest first, and how much of it I have not read."""
    return Listing(Notice.visible_to(g.actor), by=(Notice.told_at.desc(), Notice.id.desc()), beside={"unread": _unread()})


@notices.put("/me/notices/<int:notice_id>/reading", may=any_member, on=Notice, takes=Nothing, gives=NoticeShape)
def read_notice(notice: Notice, body: dict[str, Any]) -> Notice:
    """I have read this one. What was read half a year ago is dropped on the same occasion."""
    notice.read_at = notice.read_at or clock.now()
    db.session.execute(delete(Notice).where(Notice.member_id == g.actor.id, Notice.read_at < clock.now() - KEPT_FOR))
    return notice


@notices.put("/me/notices/reading", may=any_member, takes=ReadUntil, gives=UnreadShape)
def read_all(body: dict[str, Any]) -> dict[str, Any]:
    """I have read all up to this one; what came meanwhile stays unread."""
    until = db.session.scalars(Notice.visible_to(g.actor).where(Notice.id == body["until_id"])).one_or_none()
    if until:
        seen = or_(Notice.told_at < until.told_at, and_(Notice.told_at == until.told_at, Notice.id <= until.id))
        db.session.execute(update(Notice).where(Notice.member_id == g.actor.id, Notice.read_at.is_(None), seen).values(read_at=clock.now()))
    return {"unread": _unread()}


def _unread() -> int:
    mine = (Notice.member_id == g.actor.id, Notice.read_at.is_(None), Notice.told_at <= clock.now())
    return db.session.scalar(select(func.count()).select_from(Notice).where(*mine)) or 0
