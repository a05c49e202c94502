"""Phones that study: a long lesson in the seeded database, and signed segments of the hours before now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import update

from backend.auth.models import Session
from backend.core import clock
from backend.core.db import db
from backend.core.keys import signature
from backend.courses.models import Category, Course, Lesson, LessonVersion
from backend.organisations.models import Organisation
from backend.study.check_signatures import signed_message
from bench_.phones import Phone
from bench_.seed import Hall

MINUTE_MS = 60_000
HOURS_BACK = 9
LENGTH_SECONDS = 200_000


class Students:
    """A hall's members as learners. `anchors` are what the server signed for each when the study began."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        with hall.reading():
            self.lesson_id = _add_lesson()
            db.session.execute(update(Session).values(created_at=clock.now() - timedelta(days=7)))
            db.session.commit()
            self.began_ms = clock.now_ms() - HOURS_BACK * 60 * MINUTE_MS
            self.anchors = {phone.number: _anchor(phone.member_id, self.began_ms) for phone in hall.members}

    def upload(self, phone: Phone, first_minute: int, minutes: int) -> bytes:
        """The request that brings these minutes of study."""
        segments = [self.segment(phone, minute) for minute in range(first_minute, first_minute + minutes)]
        return phone.request("POST", "/api/study/segments", {"segments": segments})

    def segment(self, phone: Phone, minute: int) -> dict[str, Any]:
        begin = minute * MINUTE_MS
        segment = {
            "id": str(uuid4()),
            "lesson_id": self.lesson_id,
            "lesson_version": 1,
            "device": "phone",
            "started_ms": self.began_ms + begin,
            "ended_ms": self.began_ms + begin + MINUTE_MS,
            "media_from": float(minute * 60),
            "media_to": float(minute * 60 + 60),
            "rate": 1.0,
            "anchor": self.anchors[phone.number],
            "boot_id": "00000000-0000-4000-8000-000000000000",
            "monotonic_from_ms": begin,
            "monotonic_to_ms": begin + MINUTE_MS,
        }
        return {**segment, "signature": phone.sign(signed_message(segment))}


def _anchor(member_id: int, moment: int) -> str:
    return f"{moment}.{signature('anchor', f'{member_id}|{moment}')}"


def _add_lesson() -> int:
    city = db.session.query(Organisation).filter_by(parent_id=None).one()
    course = Course(key="bench", organisation_id=city.id, title="长课", category=Category(name="学习"), published_at=clock.now())
    db.session.add(course)
    db.session.flush()
    facts = {"kind": "audio", "nominal_seconds": LENGTH_SECONDS, "content_hash": "bench"}
    lesson = Lesson(course_id=course.id, key="1", position=1, title="第一课", **facts)
    db.session.add(lesson)
    db.session.flush()
    db.session.add(LessonVersion(lesson_id=lesson.id, version=1, **facts))
    db.session.flush()
    return int(lesson.id)
