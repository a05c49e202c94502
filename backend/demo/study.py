"""A believable year of study for the demo's members, now and then a lesson. The same at every load."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from backend.core import clock
from backend.core.db import db
from backend.courses.models import Course, Lesson
from backend.members.models import Member
from backend.study.count_days import count_new, study_of
from backend.study.desk import Learner, facts_of
from backend.study.hold import hold
from backend.study.judge_segment import Verdict
from backend.study.models import Segment, StudyPhone
from backend.study.standing import piece_of
from backend.study.update_progress import update_progress

DICE = random.Random(15)
MINUTE_MS = 60_000


def study_all_year() -> None:
    """Every member studies some lessons on some days; what it comes to is counted as for real segments. Not what stands on the menu:
    few have ordered it."""
    lessons = list(db.session.scalars(select(Lesson).where(Lesson.course.has(Course.on_menu.is_(False)))))
    people = db.session.execute(select(Member.id, Member.branch_id).where(Member.status == "active").order_by(Member.card_number)).all()
    for row in people:
        _study(Learner(row.id, row.branch_id), lessons)
    _leave_some_to_check([row.id for row in people[6:8]])


def _leave_some_to_check(members: Sequence[int]) -> None:
    """Something for the secretary: study under a clock that was turned forward, and a phone that has not sent its own."""
    forward, offline = members
    lesson = db.session.scalars(select(Lesson).order_by(Lesson.id)).first()
    assert lesson is not None
    segments = _sit_down(lesson, share=0.5)
    held_ids = hold(forward, [(segment, Verdict("held", "clock_disagrees")) for segment in segments])
    why = {"member_id": forward, "received_at": clock.now(), "counts": False, "counted_ms": 0, "reason": "clock_disagrees"}
    db.session.execute(insert(Segment), [{**why, **segment, "held_id": held_ids[segment["id"]]} for segment in segments])
    since, told = clock.now() - timedelta(hours=20), clock.now() - timedelta(hours=2)
    db.session.add(StudyPhone(member_id=offline, device_hash="demo", name="Chrome · Android", unsent_since=since, told_at=told))


def _study(learner: Learner, lessons: list[Lesson]) -> None:
    eagerness = DICE.betavariate(2, 3)
    segments: list[dict[str, Any]] = []
    for lesson in lessons:
        if DICE.random() < eagerness:
            segments += _sit_down(lesson, share=DICE.choice((1.0, 1.0, 0.5)))
    if not segments:
        return
    facts = facts_of(learner.id, {segment["lesson_id"] for segment in segments})
    count = count_new(learner, (), [piece_of(segment) for segment in segments], study_of(segments, facts))
    shared = {"member_id": learner.id, "received_at": clock.now(), "counts": True}
    rows = [{**shared, "counted_ms": count.credits[segment["id"]].counted, **segment} for segment in segments]
    db.session.execute(insert(Segment), rows)
    update_progress(learner, segments, facts, count.lessons)


def _sit_down(lesson: Lesson, *, share: float) -> list[dict[str, Any]]:
    """One evening with one lesson, in segments of a minute. Not today: today belongs to whoever tries the demo."""
    passed = max(1, (clock.today() - date(clock.today().year, 1, 1)).days)
    evening = datetime.combine(clock.today() - timedelta(days=1 + DICE.randrange(passed)), time(18, DICE.randrange(60)), clock.zone())
    begin, length = clock.to_ms(evening), int(lesson.nominal_seconds * 1000 * share)
    parts = [(start, min(start + MINUTE_MS, length)) for start in range(0, length, MINUTE_MS)]
    common = {"lesson_id": lesson.id, "lesson_version": lesson.version, "device": "demo", "rate": 1.0}
    return [
        {
            **common,
            "id": str(UUID(int=DICE.getrandbits(128))),
            "started_ms": begin + start,
            "ended_ms": begin + end,
            "media_from": start / 1000,
            "media_to": end / 1000,
        }
        for start, end in parts
        if end > start
    ]
