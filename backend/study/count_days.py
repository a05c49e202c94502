"""Count what was studied: by what new segments change, or a member's days anew; and book the differences in the ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from backend.core import clock
from backend.core.db import run
from backend.hours.rules import study_rooms
from backend.study.book_changes import book_changes
from backend.study.bounds import LONGEST_MS
from backend.study.desk import Learner, LessonFacts, facts_of
from backend.study.kept_days import Changes, KeptDays, Key, LessonOnDay, change, keep_lessons, read_kept
from backend.study.merge_segments import Credit, Owned, Piece, by_lesson, change_by_lesson, credit, share_out
from backend.study.models import Segment, StudyDay

QUARTER_MS = 15 * 60_000


@dataclass
class Count:
    """What was counted: each new piece's credit, what each lesson now counts, what each day now counts (milliseconds)."""

    credits: dict[str, Credit] = field(default_factory=dict)
    lessons: dict[int, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    booked: dict[date, int] = field(default_factory=dict)  # seconds that went to the hours book

    def of(self, segment: Mapping[str, Any]) -> tuple[int, str | None]:
        """What of a segment counted in milliseconds, and what kept the rest from counting."""
        credit = self.credits.get(segment["id"], Credit(0, None))
        whole = credit.counted >= segment["ended_ms"] - segment["started_ms"]
        return credit.counted, None if whole else credit.reason or "overlap"


@dataclass(frozen=True)
class Study:
    """Lengths in milliseconds of the versions studied, and titles, by lesson."""

    lengths: Mapping[int, int]
    titles: Mapping[int, str]


def study_of(segments: Iterable[dict[str, Any]], lessons: Mapping[int, LessonFacts]) -> Study:
    """The lengths of the versions that these segments studied, the longest of each lesson."""
    lengths: dict[int, int] = {}
    for segment in segments:
        lesson = lessons[segment["lesson_id"]]
        lengths[lesson.id] = max(lengths.get(lesson.id, 0), lesson.length_ms(segment["lesson_version"]))
    return Study(lengths, {one.id: one.title for one in lessons.values()})


def count_new(learner: Learner, standing: Collection[Piece], new: Sequence[Piece], study: Study) -> Count:
    """Count new pieces among those that stand near them."""
    if not new:
        return Count()
    changes: dict[Key, int] = {}
    owned: dict[date, list[Owned]] = {}
    for day in days_of(*((piece.start, piece.end) for piece in new)):
        changed, owned[day] = change_by_lesson(standing, new, clock.bounds_ms(day))
        changes |= {(lesson, day): more for lesson, more in changed.items()}
    lesson_ids = {lesson for lesson, _ in changes} | {piece.lesson_id for piece in new}
    return _settle(learner, read_kept(learner.id, lesson_ids, owned), changes, study, owned)


def count_days(actor: Any, days: Collection[date]) -> Count:
    """Count these days anew from the segments where they are kept; where they were dropped, from what they came to. Changes
    nothing where nothing changed."""
    if not days:
        return Count()
    learner = Learner(actor.id, actor.branch_id)
    studied, versions = _studied(learner.id, days)
    facts = facts_of(learner.id, {lesson for lesson, _ in studied})
    lengths = {lesson: max(facts[lesson].length_ms(version) for version in some) for lesson, some in versions.items()}
    kept = read_kept(learner.id, set(facts), days)
    dropped = _days_without_segments(learner.id, days)
    at_hand = {key: row.studied_ms for key, row in kept.rows.items() if key[1] in days and key[1] not in dropped}
    keys = {key for key in (*studied, *at_hand) if key[1] not in dropped}
    changes = {key: studied.get(key, 0) - at_hand.get(key, 0) for key in keys}
    return _settle(learner, kept, changes, Study(lengths, _titles(facts)), {day: [] for day in days})


def book_days(actor: Any, days: Collection[date]) -> None:
    """Book these days anew from what is kept of them, after the room that outside study leaves has changed."""
    _settle(Learner(actor.id, actor.branch_id), read_kept(actor.id, (), days), {}, Study({}, {}), {})


def days_of(*intervals: tuple[int, int]) -> set[date]:
    """The days in which these intervals lie; one over midnight belongs to two."""
    # Wherever on Earth, a day begins at a quarter of an hour: few of them cover many segments.
    quarters = {moment // QUARTER_MS for start, end in intervals for moment in (start, end - 1)}
    return {clock.day_of(clock.from_ms(quarter * QUARTER_MS)) for quarter in quarters}


def segments_of_days(member_id: int, days: Collection[date]) -> list[Any]:
    """The counting segments that lie in these days, where they are kept."""
    bounds = [clock.bounds_ms(day) for day in days]
    in_a_day = or_(*(and_(Segment.started_ms > opens - LONGEST_MS, Segment.started_ms < closes) for opens, closes in bounds))
    return list(run(select(Segment.__table__).where(Segment.member_id == member_id, Segment.counts, in_a_day)))


def share_out_day(rows: Collection[Any], day: date) -> list[Owned]:
    opens, closes = clock.bounds_ms(day)
    pieces = (Piece(row.id, row.device, row.lesson_id, row.started_ms, row.ended_ms) for row in rows)
    return share_out([piece for piece in pieces if piece.start < closes and piece.end > opens], (opens, closes))


def _settle(learner: Learner, kept: KeptDays, changes: Changes, study: Study, owned: Mapping[date, list[Owned]]) -> Count:
    changed = change(kept, changes, study.lengths)
    keep_lessons(learner.id, changed)
    touched = kept.whole | {day for _, day in changed}
    if touched - kept.whole:  # a lesson's cap moved time between days: those days are needed whole
        kept = _read_more(learner.id, kept, touched)
    rooms = study_rooms(learner.id, touched)
    after = KeptDays({**kept.rows, **changed}, kept.days, touched)
    credits = _credit(kept, after, owned, rooms)
    days, booked = book_changes(learner, kept, after, rooms, study.titles)
    return Count(credits, {lesson: after.lesson_sum(lesson) for lesson, _ in changes}, days, booked)


def _read_more(member_id: int, kept: KeptDays, days: set[date]) -> KeptDays:
    """The other days whole, as they were before the change."""
    more = read_kept(member_id, (), days)
    return KeptDays({**more.rows, **kept.rows}, {**more.days, **kept.days}, days)


def _credit(before: KeptDays, after: KeptDays, owned: Mapping[date, list[Owned]], rooms: Mapping[date, int]) -> dict[str, Credit]:
    """What each new piece added, as far as its lesson and its day had room; over midnight, on two days."""
    credits: dict[str, Credit] = {}
    for day, parts in owned.items():
        room = {lesson: _counted(after, lesson, day) - _counted(before, lesson, day) for lesson in {part.lesson_id for part in parts}}
        for name, one in credit(parts, room, max(0, rooms[day] - before.day_sum(day))).items():
            other = credits.get(name, Credit(0, None))
            credits[name] = Credit(other.counted + one.counted, other.reason or one.reason)
    return credits


def _counted(kept: KeptDays, lesson_id: int, day: date) -> int:
    return kept.rows.get((lesson_id, day), LessonOnDay()).counted_ms


def _studied(member_id: int, days: Collection[date]) -> tuple[dict[Key, int], dict[int, set[int]]]:
    """From the segments: what each lesson came to on each day, and the versions that were studied."""
    rows = segments_of_days(member_id, days)
    versions: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        versions[row.lesson_id].add(row.lesson_version)
    studied = {(lesson, day): ms for day in days for lesson, ms in by_lesson(share_out_day(rows, day)).items()}
    return studied, versions


def _days_without_segments(member_id: int, days: Collection[date]) -> set[date]:
    return set(run(_DROPPED, {"member": member_id, "days": list(days)}).scalars())


def _titles(facts: Mapping[int, LessonFacts]) -> dict[int, str]:
    return {one.id: one.title for one in facts.values()}


_DROPPED = select(StudyDay.day).where(
    StudyDay.member_id == bindparam("member"), StudyDay.day.in_(bindparam("days", expanding=True)), StudyDay.intervals.is_not(None)
)
