"""A lesson that changes keeps old studies right: what was counted within the longer version stays counted."""

from datetime import date
from typing import Any

from backend.core import clock
from backend.courses.models import Lesson, LessonVersion
from backend.study.count_days import count_days
from backend.study.desk import Learner
from tests.asker import Asker
from tests.cast import World
from tests.study.phone import Clock, Phone, outcomes


def change_length(session: Any, world: World, seconds: int) -> int:
    """Publish the lesson anew with another length."""
    lesson = session.get_one(Lesson, world["lesson"])
    lesson.version, lesson.nominal_seconds = lesson.version + 1, seconds
    session.add(LessonVersion(lesson_id=lesson.id, version=lesson.version, kind="text", nominal_seconds=seconds, content_hash="new"))
    session.commit()
    return int(lesson.version)


def recount(session: Any, world: World, days: set[date]) -> dict[date, int]:
    count = count_days(Learner(world["wang"], world["qingfeng"]), days)
    session.commit()
    return count.booked


def year(ask: Asker) -> int:
    return int(ask("wang", "GET", "/api/study/summary").json["study_seconds"])


def test_a_shortened_lesson_takes_nothing_away(ask: Asker, phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(30)
    phone.send(phone.minutes(10))
    newer = change_length(session, world, 300)
    answer = phone.send(phone.minutes(1, first=15, lesson_version=newer))
    assert outcomes(answer) == [("partly_counted", 0, "lesson_length_reached")]
    assert year(ask) == 600
    assert recount(session, world, {clock.today()}) == {}
    assert year(ask) == 600


def test_study_of_the_longer_version_that_comes_late_counts_within_its_length(
    phone: Phone, time: Clock, session: Any, world: World
) -> None:
    time.pass_minutes(30)
    newer = change_length(session, world, 300)
    assert phone.send(phone.minutes(6, first=15, lesson_version=newer))["counted_year_seconds"] == 300
    assert phone.send(phone.minutes(10))["counted_year_seconds"] == 600


def test_a_lengthened_lesson_gives_more_room_once_it_is_studied(phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(60)
    phone.send(phone.minutes(12))
    newer = change_length(session, world, 900)
    assert phone.send(phone.minutes(1, first=20))["counted_year_seconds"] == 600
    # Three minutes of the old version that found no room have it now; the one above, too, and one of the new.
    assert phone.send(phone.minutes(1, first=30, lesson_version=newer))["counted_year_seconds"] == 840


def test_the_order_in_which_versions_arrive_changes_nothing(ask: Asker, world: World, phone: Phone, time: Clock, session: Any) -> None:
    other = Phone(ask, world, person="zhao")
    time.pass_minutes(60)
    newer = change_length(session, world, 900)
    phone.send(phone.minutes(12))
    one = phone.send(phone.minutes(4, first=20, lesson_version=newer))["counted_year_seconds"]
    other.send(other.minutes(4, first=20, lesson_version=newer))
    assert other.send(other.minutes(12))["counted_year_seconds"] == one == 900


def test_a_version_that_was_never_published_is_refused(phone: Phone, time: Clock) -> None:
    time.pass_minutes(1)
    assert outcomes(phone.send(phone.minutes(1, lesson_version=2))) == [("refused", 0, "lesson_version_unknown")]


def test_a_draft_is_no_lesson(phone: Phone, time: Clock, session: Any, world: World) -> None:
    session.get_one(Lesson, world["lesson"]).version = 0
    session.commit()
    time.pass_minutes(1)
    assert outcomes(phone.send(phone.minutes(1))) == [("refused", 0, "lesson_unknown")]


def test_the_older_version_of_a_lesson_is_complete_by_its_own_length(phone: Phone, time: Clock, session: Any, world: World) -> None:
    time.pass_minutes(30)
    change_length(session, world, 1200)
    assert phone.send(phone.minutes(10))["lessons"][0]["completed_at"]
