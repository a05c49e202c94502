"""Tell those who have not met the year's target, each at most once a day, by one statement however many they are."""

from typing import Any

from sqlalchemy import exists, func, select

from backend.core import clock
from backend.core.db import db
from backend.members.models import Member
from backend.notices.models import Notice
from backend.notices.tell import tell_selected
from backend.organisations.models import Organisation
from backend.targets.below import missing_by_member

KIND = "target_missed"


def to_remind(organisation: Organisation, year: int) -> dict[str, Any]:
    """How many have not met it, and how many of them were told today already."""
    people = missing_by_member(organisation.path, year).subquery()
    told_today = exists().where(Notice.member_id == people.c.id, Notice.once == _once(year)).correlate(people)
    below = select(func.count(), func.count().filter(told_today)).select_from(people).where(people.c.missing > 0)
    count, told = db.session.execute(below).one()
    return {"year": year, "below": count, "told_today": told, "to_tell": count - told}


def remind(organisation: Organisation, year: int) -> dict[str, Any]:
    """Tell them now. Asked twice on a day, or from two levels of the tree, nobody is told a second time."""
    people = missing_by_member(organisation.path, year).subquery()
    those = select(Member.id).join(people, people.c.id == Member.id).where(people.c.missing > 0)
    told = tell_selected(those, KIND, {"year": year, "organisation": organisation.name}, once=_once(year))
    return {**to_remind(organisation, year), "told": told}


def _once(year: int) -> str:
    return f"{KIND}/{year}/{clock.today()}"
