"""A member's secret calendar link: made, made anew, ended, and found again by its token."""

from sqlalchemy import select

from backend.attendance.models import CalendarFeed
from backend.core import clock
from backend.core.config import settings
from backend.core.db import db, upsert
from backend.core.errors import NotFound
from backend.core.keys import signature, signed_well
from backend.members.models import Member

PURPOSE = "calendar"
PROOF = 32  # characters of the signature at the token's end


def renew(member_id: int) -> str:
    """A new link; the one before is void from now on."""
    row = {"member_id": member_id, "generation": 1, "created_at": clock.now(), "ended_at": None}
    upsert(
        CalendarFeed,
        [row],
        ("member_id",),
        lambda old, new: {"generation": old.generation + 1, "created_at": new.created_at, "ended_at": None},
    )
    return _url(db.session.get_one(CalendarFeed, member_id, populate_existing=True))


def url_of(member_id: int) -> str | None:
    feed = db.session.get(CalendarFeed, member_id)
    return _url(feed) if feed and not feed.ended_at else None


def end(member_id: int) -> None:
    if feed := db.session.get(CalendarFeed, member_id):
        feed.ended_at = feed.ended_at or clock.now()


def find_feed(token: str) -> CalendarFeed:
    """The feed behind a link. Raises NotFound, in the same words for a forged, a replaced and an ended link and for a
    disabled member."""
    number, proof = token[:-PROOF], token[-PROOF:]
    member_id = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    active = select(CalendarFeed).join(Member, Member.id == CalendarFeed.member_id)
    feed = db.session.scalar(active.where(Member.id == member_id, Member.status == "active", CalendarFeed.ended_at.is_(None)))
    if feed is None or not signed_well(PURPOSE, _message(feed), proof):
        raise NotFound
    return feed


def _url(feed: CalendarFeed) -> str:
    token = f"{feed.member_id}{signature(PURPOSE, _message(feed))}"
    return f"{settings().public_url.rstrip('/')}/api/calendar/{token}.ics"


def _message(feed: CalendarFeed) -> str:
    return f"{feed.member_id}|{feed.generation}"
