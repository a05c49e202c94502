"""What an upload needs to know before anything is judged: the phone, the lessons with the member's progress, the sums so far.
One statement."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from backend.auth.devices import Device
from backend.auth.models import Session
from backend.core import clock
from backend.core.actor import Actor
from backend.courses.models import Course, Lesson, LessonVersion
from backend.courses.progress import LessonProgress
from backend.ledger.models import HOURS, Balance
from backend.study.models import StudyDay, StudyPhone
from backend.study.plausibility import KnownPhone
from backend.study.sizes import Sized


class Learner(NamedTuple):
    """Whose study it is, and the branch that it is booked in."""

    id: int
    branch_id: int


@dataclass
class LessonFacts:
    """A lesson as an upload sees it. `versions` are the lengths in seconds of older versions; `progress` is the member's row."""

    id: int
    title: str
    nominal_seconds: int
    version: int
    organisation_id: int
    closed_ms: int | None  # when it, or its course, was withdrawn
    progress: dict[str, Any] | None
    versions: dict[int, int] = field(default_factory=dict)

    def length_ms(self, version: int) -> int:
        """The length of a version; of one that nobody kept, the lesson's own."""
        seconds = self.nominal_seconds if version == self.version else self.versions.get(version, self.nominal_seconds)
        return seconds * 1000


@dataclass(frozen=True)
class Desk:
    phone: KnownPhone
    lessons: dict[int, LessonFacts]
    today_ms: int
    year_seconds: int


def open_desk(actor: Actor, batch: Collection[dict[str, Any]]) -> Desk:
    today = clock.today()
    lessons, versions = ({segment[name] for segment in batch} for name in ("lesson_id", "lesson_version"))
    asked = {"member": actor.id, "session": actor.session_id, "today": today, "year": f"{today.year}"}
    rows = _DESK.rows(lists=(lessons, versions), **asked)
    return Desk(_phone(rows[0]), _lessons(rows), rows[0].today_ms or 0, rows[0].year_seconds or 0)


def facts_of(member_id: int, lesson_ids: Collection[int]) -> dict[int, LessonFacts]:
    """The same of lessons alone, with all their versions."""
    return _lessons(_FACTS.rows(lists=[lesson_ids], member=member_id))


def _phone(row: Any) -> KnownPhone:
    return KnownPhone(row.device_hash, row.public_key, clock.to_ms(row.known_since), row.proved_ms)


def _lessons(rows: Collection[Any]) -> dict[int, LessonFacts]:
    lessons: dict[int, LessonFacts] = {}
    for row in rows:
        if row.lesson_id is None:
            continue
        facts = lessons.get(row.lesson_id) or lessons.setdefault(row.lesson_id, _lesson(row))
        if row.older is not None:
            facts.versions[row.older] = row.older_seconds
    return lessons


def _lesson(row: Any) -> LessonFacts:
    closed = [clock.to_ms(one) for one in (row.withdrawn_at, row.course_withdrawn_at) if one]
    progress = {name: getattr(row, name) for name in PROGRESS} if row.studied_at else None
    place = (row.lesson_id, row.title, row.nominal_seconds, row.lesson_version, row.organisation_id)
    return LessonFacts(*place, min(closed, default=None), progress)


PROGRESS = ("version", "covered", "position_ms", "counted_ms", "completed_at", "studied_at")
_ME: BindParameter[int] = bindparam("member")
_OTHER = aliased(Session)
_SAME_BROWSER = or_(_OTHER.device_hash == Session.device_hash, _OTHER.device_id == Session.device_id)
_SINCE = select(func.min(_OTHER.created_at)).where(_OTHER.member_id == _ME, _SAME_BROWSER).correlate(Session).scalar_subquery()
_PHONE_COLUMNS = (
    Session.device_hash,
    Device.public_key,
    _SINCE.label("known_since"),
    StudyPhone.proved_ms,
    Balance.amount.label("year_seconds"),
    StudyDay.counted_ms.label("today_ms"),
)
_LESSON_COLUMNS = (
    Lesson.id.label("lesson_id"),
    Lesson.title,
    Lesson.nominal_seconds,
    Lesson.version.label("lesson_version"),
    Lesson.withdrawn_at,
    Course.organisation_id,
    Course.withdrawn_at.label("course_withdrawn_at"),
    LessonVersion.version.label("older"),
    LessonVersion.nominal_seconds.label("older_seconds"),
    *(getattr(LessonProgress, name).label(name) for name in PROGRESS),
)
_OLDER = and_(LessonVersion.lesson_id == Lesson.id, LessonVersion.version != Lesson.version)
_MINE = and_(LessonProgress.lesson_id == Lesson.id, LessonProgress.member_id == _ME)


def _desk(lessons: list[Any], versions: list[Any]) -> Any:
    """Versions that were never published are no lessons."""
    return (
        select(*_PHONE_COLUMNS, *_LESSON_COLUMNS)
        .select_from(Session)
        .outerjoin(Device, Device.id == Session.device_id)
        .outerjoin(StudyPhone, and_(StudyPhone.member_id == _ME, StudyPhone.device_hash == Session.device_hash))
        .outerjoin(Balance, and_(Balance.member_id == _ME, Balance.book == HOURS, Balance.period == bindparam("year")))
        .outerjoin(StudyDay, and_(StudyDay.member_id == _ME, StudyDay.day == bindparam("today", type_=StudyDay.day.type)))
        .outerjoin(Lesson, and_(Lesson.id.in_(lessons), Lesson.version > 0))
        .outerjoin(Course, Course.id == Lesson.course_id)
        .outerjoin(LessonVersion, and_(_OLDER, LessonVersion.version.in_(versions)))
        .outerjoin(LessonProgress, _MINE)
        .where(Session.id == bindparam("session"), Session.member_id == _ME)
    )


def _facts(lessons: list[Any]) -> Any:
    joined = select(*_LESSON_COLUMNS).select_from(Lesson).join(Course, Course.id == Lesson.course_id)
    return joined.outerjoin(LessonVersion, _OLDER).outerjoin(LessonProgress, _MINE).where(Lesson.id.in_(lessons))


_DESK = Sized(_desk, lesson=Lesson.id.type, version=Lesson.version.type)
_FACTS = Sized(_facts, lesson=Lesson.id.type)
