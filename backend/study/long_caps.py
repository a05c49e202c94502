"""Points for study under caps of a week or a year: a function of all the days studied, whatever the order in which they arrive.

Earlier days come first. So a day that arrives late may take the room of a later one, which then gives points back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from backend.core.db import run
from backend.ledger import rules
from backend.ledger.caps import Tally, cut, window_of
from backend.ledger.models import POINTS
from backend.ledger.post import Posting
from backend.study.models import StudyDay


def share_caps(seconds: Mapping[date, int], rule: rules.Rule) -> dict[date, int]:
    """What each day's study pays: its half hours up to the day's cap, as far as its week and its year have room."""
    tally = Tally()
    for day in sorted(seconds):
        version = rule.on(day)
        tally.add(day, cut(rules.points_for_study(seconds[day], version), version, tally.earned(day)))
    return dict(tally.days)


def points_of_change(member_id: int, was: Mapping[date, int], hours: Sequence[Posting], rule: rules.Rule) -> list[Posting]:
    """The postings by which points differ after a change: `was` holds the milliseconds of the changed days before it, and
    `hours` what the hours book says of them. What is kept of the days is the new state already."""
    now = _seconds_since(member_id, min(was), rule)
    before, after = (share_caps(seconds, rule) for seconds in (now | {day: ms // 1000 for day, ms in was.items()}, now))
    return [_posting(day, after[day] - before[day], hours, rule) for day in sorted(now) if after[day] != before[day]]


def _seconds_since(member_id: int, first_changed: date, rule: rules.Rule) -> dict[date, int]:
    """All days whose points can depend on one another: from the beginning of the first year under such a cap."""
    first = min(first_changed, rule.capped_since or first_changed)
    since = window_of(first, first)["year_first"]
    rows = run(select(StudyDay.day, StudyDay.counted_ms).where(StudyDay.member_id == member_id, StudyDay.day >= since))
    return {row.day: row.counted_ms // 1000 for row in rows}


def _posting(day: date, points: int, hours: Sequence[Posting], rule: rules.Rule) -> Posting:
    """Under the name of the day's study; where another day took the room, of that one's."""
    cause = next((posting for posting in hours if posting.day == day), hours[0])
    version, (kind, name) = rule.on(day), cause.source
    source = (kind, name if cause.day == day else f"{name}/{day}")
    return replace(cause, book=POINTS, amount=points, rule=version.name, rule_version=version.version, source=source, day=day)
