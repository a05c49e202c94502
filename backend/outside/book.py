"""Book a day's outside study in the hours book: what was granted, as far as the day's cap lets it in.

What counts of a day is a function of what was granted for it: earlier declarations first, then study in the app within what
the cap leaves. So the order of decisions and uploads changes nothing.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.db import db
from backend.hours.rules import OUTSIDE, day_cap_ms
from backend.ledger.models import HOURS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.ledger.reversals import what_stands
from backend.outside.models import OutsideStudy
from backend.study.count_days import count_days

SOURCE = "outside_study"


def book_day(decided: OutsideStudy, actor: Actor) -> None:
    """Count the day of a study anew after a decision about it. The caller holds the member's line."""
    with db.session.no_autoflush:  # what is granted and what counts change together: the database compares them
        studies, cap = _declared_for(decided.member_id, decided.studied_on), day_cap_ms(decided.studied_on) // 1000
    counted = share_cap([study.granted_seconds for study in studies], cap)
    changed = [(study, seconds) for study, seconds in zip(studies, counted, strict=True) if study.counted_seconds != seconds]
    standing = {study.id: _source(study) for study, _ in changed}
    for study, seconds in changed:
        study.counted_seconds, study.revision = seconds, study.revision + 1
    db.session.flush()
    for study, _ in changed:
        _book(study, standing[study.id], decided.reason, actor.id)
    count_days(decided.member, {decided.studied_on})


def share_cap(granted: Sequence[int], cap: int) -> list[int]:
    """What counts of each amount: all of it while the cap has room, earlier ones first."""
    counted = []
    for seconds in granted:
        counted.append(min(seconds, cap))
        cap -= counted[-1]
    return counted


def _declared_for(member_id: int, day: date) -> Sequence[OutsideStudy]:
    of_the_day = select(OutsideStudy).where(OutsideStudy.member_id == member_id, OutsideStudy.studied_on == day)
    return db.session.scalars(of_the_day.order_by(OutsideStudy.id)).unique().all()


def _source(study: OutsideStudy) -> tuple[str, str]:
    """Each amount that counted is a revision of its own."""
    return (SOURCE, f"{study.id}/{study.revision}")


def _book(study: OutsideStudy, standing: tuple[str, str], reason: str | None, actor_id: int) -> None:
    """The entry that stands is reversed, and the new amount booked."""
    mine = (Entry.member_id == study.member_id, Entry.book == HOURS, Entry.rule == OUTSIDE)
    before = db.session.scalars(select(Entry).where(*mine, Entry.source_type == standing[0], Entry.source_id == standing[1]))
    reverse(what_stands(before), reason=reason or "", actor_id=actor_id)
    post(
        Posting(
            book=HOURS,
            member_id=study.member_id,
            branch_id=study.member.branch_id,
            amount=study.counted_seconds,
            rule=OUTSIDE,
            source=_source(study),
            title=study.title,
            day=study.studied_on,
            actor_id=actor_id,
        )
    )
