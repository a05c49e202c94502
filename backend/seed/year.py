"""A believable year of one branch: its members, a meeting each month, lessons now and then, and what that earned in both books."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from backend.core import clock
from backend.hours.rules import STUDIED
from backend.ledger import rules
from backend.ledger.models import HOURS, POINTS
from backend.ledger.post import sum_by_period
from backend.meetings.attend import ATTENDED
from backend.seed.city import Branch, City, name_somebody

MEETINGS = 12
MOST_LESSONS = 22
MOST_ENTRIES = 2 * MEETINGS + 3 * MOST_LESSONS  # of one member in a year: their ids lie side by side
FIXED_DAY, EVENING, LENGTH = 10, time(19), timedelta(minutes=90)
COLUMNS = {
    "members": ("id", "card_number", "name", "branch_id", "status", "card_serial"),
    "meetings": (
        *("id", "organisation_id", "title", "theme", "agenda", "kind", "place", "starts_at", "ends_at", "opened_at", "closed_at"),
        *("generation", "key_id", "slot_ms", "rule_id", "guests_welcome", "head_count", "created_by"),
    ),
    "expected": ("meeting_id", "member_id", "guest"),
    "sign_ins": (
        *("id", "meeting_id", "member_id", "kind", "method", "assurance", "state", "counts", "signed_in_at", "received_at"),
        *("reason", "actor_id"),
    ),
    "study_days": ("member_id", "day", "counted_ms", "revision"),
    "study_day_lessons": ("member_id", "day", "lesson_id", "studied_ms", "counted_ms", "nominal_ms"),
    "lesson_progress": (*("member_id", "lesson_id", "version", "covered", "position_ms", "counted_ms", "completed_at", "studied_at"),),
    "entries": (
        *("id", "book", "member_id", "amount", "rule", "rule_version", "source_type", "source_id", "title", "day", "branch_id"),
        "created_at",
    ),
    "balances": ("member_id", "book", "period", "amount"),
}


class Evening(NamedTuple):
    """A month's fixed day."""

    day: date
    starts_at: datetime
    rule_id: int


class Taught(NamedTuple):
    """What the year needs to know of a lesson."""

    id: int
    seconds: int
    title: str


class Booked(NamedTuple):
    """What balances are summed from."""

    member_id: int
    book: str
    day: date
    amount: int


@dataclass
class Year:
    """What is the same for all branches: the evenings, the lessons, and the rules of points by name."""

    evenings: Sequence[Evening]
    lessons: Sequence[Taught]
    until: date

    @cached_property
    def points(self) -> dict[str, rules.Rule]:
        return {name: rules.Rule(name) for name in (rules.MEETING_ATTENDED, rules.LESSON_COMPLETED, rules.HALF_HOUR_STUDIED)}


@dataclass
class BranchYear:
    """The rows of a branch, by table, in the order of COLUMNS."""

    city: City
    branch: Branch
    year: Year
    rows: dict[str, list[Any]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    booked: list[Booked] = field(default_factory=list)

    def live(self) -> dict[str, list[Any]]:
        dice, home = self.city.dice_of(self.branch), self.city.organisation_of(self.branch)
        for number, evening in enumerate(self.year.evenings):
            self._plan(number, evening, home)
        for member in self.branch.members:
            status = "disabled" if dice.random() < 0.01 and member != self.branch.first_member else "active"
            self.rows["members"].append((member, f"{member:010}", name_somebody(dice), home, status, 1))
            self.booked.clear()
            self._attend(member, dice, home)
            self._study(member, dice, home)
            self.rows["balances"] += [(*key, amount) for key, amount in sum_by_period(self.booked).items()]
        return self.rows

    def _plan(self, number: int, evening: Evening, home: int) -> None:
        starts, ends = evening.starts_at, evening.starts_at + LENGTH
        about = ("固定生活日", "", "", "branch_meeting", "活动室", starts, ends, starts - timedelta(minutes=20), ends)
        counts = (1, 1, 10_000, evening.rule_id, False, self.branch.size, self.branch.first_member)
        self.rows["meetings"].append((self._meeting(number), home, *about, *counts))

    def _meeting(self, number: int) -> int:
        return (self.branch.number - 1) * MEETINGS + number + 1

    def _attend(self, member: int, dice: Random, home: int) -> None:
        faithful = dice.betavariate(6, 1)
        for number, evening in enumerate(self.year.evenings):
            meeting = self._meeting(number)
            self.rows["expected"].append((meeting, member, False))
            if dice.random() < faithful:
                self._sign_in(member, meeting, evening, dice)
                source = ("sign_in", str((member - 1) * MEETINGS + number + 1))
                rule = self.year.points[rules.MEETING_ATTENDED].on(evening.day)
                self._book(HOURS, member, int(LENGTH.total_seconds()), (ATTENDED, 1), source, "固定生活日", evening.day, home)
                self._book(POINTS, member, rule.amount, (rule.name, rule.version), source, "固定生活日", evening.day, home)

    def _sign_in(self, member: int, meeting: int, evening: Evening, dice: Random) -> None:
        own = (member - 1) * MEETINGS + (meeting - 1) % MEETINGS + 1
        came = evening.starts_at + timedelta(seconds=dice.randrange(-1200, 300))
        sure = dice.choices("ABCD", weights=(78, 12, 4, 6))[0]
        by_hand = ("没带手机", self.branch.first_member) if sure == "D" else (None, None)
        method = "by_hand" if sure == "D" else "code"
        self.rows["sign_ins"].append((own, meeting, member, "in", method, sure, "accepted", True, came, came, *by_hand))

    def _study(self, member: int, dice: Random, home: int) -> None:
        count = min(int(dice.betavariate(1.3, 2.5) * MOST_LESSONS), len(self.year.lessons))
        days = sorted(dice.sample(range(1, 366), count))
        for back, lesson in zip(days, dice.sample(self.year.lessons, count), strict=True):
            self._sit_down(member, self.year.until - timedelta(days=back), lesson, home)

    def _sit_down(self, member: int, day: date, lesson: Taught, home: int) -> None:
        """A lesson from beginning to end."""
        length, done = lesson.seconds * 1000, datetime.combine(day, EVENING, clock.zone())
        self.rows["study_days"].append((member, day, length, 1))
        self.rows["study_day_lessons"].append((member, day, lesson.id, length, length, length))
        self.rows["lesson_progress"].append((member, lesson.id, 1, [[0, length]], length, length, done, done))
        studied, source = ("study_day", f"{day}/1"), ("lesson", str(lesson.id))
        half_hours, complete = (self.year.points[name].on(day) for name in (rules.HALF_HOUR_STUDIED, rules.LESSON_COMPLETED))
        points = rules.points_for_study(lesson.seconds, half_hours)
        self._book(HOURS, member, lesson.seconds, (STUDIED, 1), studied, lesson.title, day, home)
        self._book(POINTS, member, points, (half_hours.name, half_hours.version), studied, lesson.title, day, home)
        self._book(POINTS, member, complete.amount, (complete.name, complete.version), source, lesson.title, day, home)

    def _book(
        self, book: str, member: int, amount: int, rule: tuple[str, int], source: tuple[str, str], title: str, day: date, home: int
    ) -> None:
        if amount:
            own = (member - 1) * MOST_ENTRIES + len(self.booked) + 1
            noted = datetime.combine(day, EVENING, clock.zone())
            self.rows["entries"].append((own, book, member, amount, *rule, *source, title, day, home, noted))
            self.booked.append(Booked(member, book, day, amount))
