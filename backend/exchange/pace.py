"""How much one member may write: enough for any conversation, too little to flood one."""

import math
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.exchange.models import Post, PostReport

POSTS = ((timedelta(days=1), 30), (timedelta(hours=1), 10))  # the longest wait is told
REPORTS = ((timedelta(days=1), 20),)


def refuse_too_many_posts(member_id: int) -> None:
    """Raises Refused (429) with how long to wait. Deleted posts count too. Ask under the member's lock."""
    for window, most in POSTS:
        if wait := _wait(Post.written_at, Post.author_id == member_id, window, most):
            raise _refused("too_many_posts", "You have written much in a short time", wait)


def refuse_too_many_reports(member_id: int) -> None:
    for window, most in REPORTS:
        if wait := _wait(PostReport.reported_at, PostReport.member_id == member_id, window, most):
            raise _refused("too_many_reports", "You have reported much in a short time", wait)


def _wait(at: Any, mine: Any, window: timedelta, most: int) -> int:
    """Seconds until the oldest of the last `most` leaves the window; 0 when one more may be written now."""
    now = clock.now()
    oldest = db.session.scalar(select(at).where(mine, at > now - window).order_by(at.desc()).offset(most - 1).limit(1))
    return math.ceil((oldest + window - now).total_seconds()) if oldest else 0


def _refused(code: str, said: str, wait: int) -> Refused:
    return Refused(code, f"{said}: wait {wait} seconds.", status=429, headers={"Retry-After": str(wait)})
