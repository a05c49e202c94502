"""Book a day's outside study in the hours book: what was granted, as far as the day's cap lets it in.

What counts of a day is a function of what was granted for it: earlier declarations first, then study in the app within what
the cap leaves. So the order of decisions and uploads changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.db import db
from backend.hours.rules import OUTSIDE, day_cap_ms
from backend.ledger.models import HOURS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.outside.models import OutsideStudy
from backend.study.count_days import count_days

SOURCE = "outside_study"


def book_day(decided: OutsideStudy, actor: Actor) -> None:
    """Count the day of a study anew after a decision about it. The caller holds the member's line."""
    db.session.flush()
    studies = _granted_on(decided.member_id, decided.studied_on)
    counted = share_cap([study.granted_seconds for study in studies], day_cap_ms(decided.studied_on) // 1000)
    for study, seconds in zip(studies, counted, strict=True):
        if study.counted_seconds != seconds:
            _book(study, seconds, decided.reason, actor.id)
    db.session.flush()
    count_days(decided.member, {decided.studied_on})


def share_cap(granted: Sequence[int], cap: int) -> list[int]:
    """What counts of each amount: all of it while the cap has room, earlier ones first."""
    counted = []
    for seconds in granted:
        counted.append(min(seconds, cap))
        cap -= counted[-1]
    return counted


def _granted_on(member_id: int, day: date) -> Sequence[OutsideStudy]:
    """Everything of that day that is granted, or still counts from before."""
    of_the_day = select(OutsideStudy).where(OutsideStudy.member_id == member_id, OutsideStudy.studied_on == day)
    counts = (OutsideStudy.granted_seconds > 0) | (OutsideStudy.counted_seconds > 0)
    return db.session.scalars(of_the_day.where(counts).order_by(OutsideStudy.id)).unique().all()


def _book(study: OutsideStudy, seconds: int, reason: str | None, actor_id: int) -> None:
    """The entry that stands is reversed, and the new amount booked as the next revision."""
    reverse(_standing_entry(study), reason=reason or "", actor_id=actor_id)
    study.counted_seconds, study.revision = seconds, study.revision + 1
    post(
        Posting(
            book=HOURS,
            member_id=study.member_id,
            branch_id=study.member.branch_id,
            amount=seconds,
            rule=OUTSIDE,
            source=(SOURCE, f"{study.id}/{study.revision}"),
            title=study.title,
            day=study.studied_on,
            actor_id=actor_id,
        )
    )


def _standing_entry(study: OutsideStudy) -> Iterable[Entry]:
    mine = (Entry.member_id == study.member_id, Entry.book == HOURS, Entry.rule == OUTSIDE)
    return db.session.scalars(select(Entry).where(*mine, Entry.source_type == SOURCE, Entry.source_id == f"{study.id}/{study.revision}"))
