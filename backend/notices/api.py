"""Endpoints: what the app tells a member: an answer, an assignment, a decision."""

from datetime import timedelta
from typing import Any

from flask import g
from sqlalchemy import delete, func, select, update

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
    return Listing(Notice.visible_to(g.actor), by=(Notice.id.desc(),), beside={"unread": _unread()})


@notices.put("/me/notices/<int:notice_id>/reading", may=any_member, on=Notice, takes=Nothing, gives=NoticeShape)
def read_notice(notice: Notice, body: dict[str, Any]) -> Notice:
    """I have read this one. What was read half a year ago is dropped on the same occasion."""
    notice.read_at = notice.read_at or clock.now()
    db.session.execute(delete(Notice).where(Notice.member_id == g.actor.id, Notice.read_at < clock.now() - KEPT_FOR))
    return notice


@notices.put("/me/notices/reading", may=any_member, takes=ReadUntil, gives=UnreadShape)
def read_all(body: dict[str, Any]) -> dict[str, Any]:
    """I have read all up to this one; what came meanwhile stays unread."""
    seen = (Notice.member_id == g.actor.id, Notice.id <= body["until_id"], Notice.read_at.is_(None))
    db.session.execute(update(Notice).where(*seen).values(read_at=clock.now()))
    return {"unread": _unread()}


def _unread() -> int:
    mine = select(func.count()).select_from(Notice).where(Notice.member_id == g.actor.id, Notice.read_at.is_(None))
    return db.session.scalar(mine) or 0
