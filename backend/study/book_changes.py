"""Book what a day's study changed: the difference goes to the hours book, and half hours that were passed to the points."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from backend.hours.rules import STUDIED
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS
from backend.ledger.post import Posting, post
from backend.study.desk import Learner, facts_of
from backend.study.kept_days import KeptDays, LessonOnDay, keep_days
from backend.study.long_caps import points_of_change

Differences = dict[int, int]  # lesson → milliseconds


def book_changes(
    learner: Learner, before: KeptDays, after: KeptDays, rooms: Mapping[date, int], titles: Mapping[int, str]
) -> tuple[dict[date, int], dict[date, int]]:
    """Keep each day's sum under its room, and post what it differs by. Answers what the days now count in milliseconds, and
    the seconds posted by day."""
    counted = {day: min(after.day_sum(day), rooms[day]) for day in after.whole}
    changed = {day: ms for day, ms in counted.items() if ms != before.days.get(day, (0, 0))[0]}
    keep_days(learner.id, {day: (ms, before.days.get(day, (0, 0))[1] + 1) for day, ms in changed.items()})
    postings: list[Posting] = []
    for day in sorted(changed):
        was, revision = before.days.get(day, (0, 0))
        named = _named(_differences(before, after, day) or _most(after, day), titles)
        postings += _hours(learner, day, was, changed[day], revision=revision + 1, named=named)
    posted = post(*postings, *_points(learner, before, changed, postings))
    booked: dict[date, int] = {}
    for posting in posted:
        if posting.book == HOURS:
            booked[posting.day] = booked.get(posting.day, 0) + posting.amount
    return counted, booked


def _differences(before: KeptDays, after: KeptDays, day: date) -> Differences:
    """By how much each lesson changed on a day, the largest first."""
    nothing = LessonOnDay()
    lessons = {lesson for lesson, other in after.rows if other == day}
    changes = {one: after.rows[one, day].counted_ms - before.rows.get((one, day), nothing).counted_ms for one in lessons}
    return dict(sorted(((one, ms) for one, ms in changes.items() if ms), key=lambda pair: -abs(pair[1])))


def _most(after: KeptDays, day: date) -> Differences:
    """The day's lesson that counts most names a booking that no lesson caused."""
    lessons = {lesson: row.counted_ms for (lesson, other), row in after.rows.items() if other == day}
    return {max(lessons, key=lambda lesson: lessons[lesson]): 0} if lessons else {}


def _named(differences: Differences, titles: Mapping[int, str]) -> dict[str, int]:
    missing = set(differences) - set(titles)
    more = {one.id: one.title for one in facts_of(0, missing).values()} if missing else {}
    named: dict[str, int] = {}
    for lesson, ms in differences.items():
        title = titles.get(lesson) or more[lesson]
        named[title] = named.get(title, 0) + ms
    return named


def _hours(learner: Learner, day: date, was: int, now: int, *, revision: int, named: dict[str, int]) -> list[Posting]:
    """One posting a lesson; where the day's cap is in play, one under the title of the lesson that changed most."""
    if sum(named.values()) != now - was:
        named = {next(iter(named), ""): now - was}
    postings, at = [], was
    for n, (title, ms) in enumerate(named.items()):
        seconds = (at + ms) // 1000 - at // 1000
        at += ms
        source = ("study_day", f"{day}/{revision}" + (f"/{n}" if n else ""))
        postings.append(Posting(HOURS, learner.id, learner.branch_id, seconds, STUDIED, source, title, day))
    return postings


def _points(learner: Learner, before: KeptDays, changed: Mapping[date, int], hours: list[Posting]) -> list[Posting]:
    """Only a day that passed a half hour changes its points; the rule is read only then."""
    passed = [day for day, ms in changed.items() if _halves(ms) != _halves(before.days.get(day, (0, 0))[0])]
    rule = rules.Rule(rules.HALF_HOUR_STUDIED) if passed else None
    if rule and rule.capped_since:
        return points_of_change(learner.id, {day: before.days.get(day, (0, 0))[0] for day in changed}, hours, rule)
    postings = []
    for posting in hours:
        if rule and posting.day in passed:
            passed.remove(posting.day)
            version, was = rule.on(posting.day), before.days.get(posting.day, (0, 0))[0]
            points = rules.points_for_study(changed[posting.day] // 1000, version) - rules.points_for_study(was // 1000, version)
            postings.append(replace(posting, book=POINTS, amount=points, rule=version.name, rule_version=version.version))
    return postings


def _halves(ms: int) -> int:
    return ms // 1000 // rules.HALF_HOUR
