"""My own way to the target: from what is offered to me, what I have begun, and what is asked of me."""

from datetime import timedelta
from typing import Any

from backend.core import clock
from backend.courses.choices import Assignment
from backend.courses.models import Course, Lesson
from backend.courses.progress import LessonProgress
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

HOUR = 3600


def way(ask: Asker, person: str = "wang") -> dict[str, Any]:
    return dict(ask(person, "GET", "/api/me/way-to-target").json)


def test_the_gap_and_the_lessons_that_close_it(ask: Asker, world: World, books: Books) -> None:
    books.book("wang", 32 * HOUR - 900, book="hours", rule="studied")
    found = way(ask)
    assert (found["counted_seconds"], found["target_seconds"], found["gap_seconds"]) == (32 * HOUR - 900, 32 * HOUR, 900)
    assert (found["closes"], found["lesson_count"], found["left_seconds"]) == (True, 2, 1200)
    assert [(one["id"], one["why"], one["left_seconds"]) for one in found["lessons"]] == [
        (world["lesson"], "assigned", 600),
        (world["second lesson"], "assigned", 600),
    ]


def test_what_is_begun_comes_first_with_what_is_left_of_it(ask: Asker, world: World, books: Books, session: Any) -> None:
    books.book("wang", 32 * HOUR - 300, book="hours", rule="studied")
    begun = {"member_id": world["wang"], "lesson_id": world["second lesson"], "studied_at": clock.now()}
    session.add(LessonProgress(counted_ms=200_000, position_ms=200_000, **begun))
    session.commit()
    first = way(ask)["lessons"][0]
    assert (first["id"], first["left_seconds"], first["position_seconds"]) == (world["second lesson"], 400, 200)


def test_what_is_complete_is_no_step(ask: Asker, world: World, session: Any) -> None:
    done = {"counted_ms": 0, "completed_at": clock.now(), "studied_at": clock.now()}
    session.add(LessonProgress(member_id=world["wang"], lesson_id=world["lesson"], **done))
    session.commit()
    assert [one["id"] for one in way(ask)["lessons"]] == [world["second lesson"]]


def test_where_all_that_is_offered_does_not_reach_it_says_so(ask: Asker) -> None:
    found = way(ask)
    assert (found["closes"], found["lesson_count"], found["left_seconds"]) == (False, 2, 1200)


def test_who_has_met_the_target_has_no_way_to_go(ask: Asker, books: Books) -> None:
    books.book("wang", 33 * HOUR, book="hours", rule="attended")
    assert way(ask) == {
        "counted_seconds": 33 * HOUR,
        "target_seconds": 32 * HOUR,
        "gap_seconds": 0,
        "closes": True,
        "lesson_count": 0,
        "left_seconds": 0,
        "lessons": [],
    }


def test_what_is_assigned_comes_first_by_its_day(ask: Asker, world: World, books: Books, session: Any) -> None:
    session.query(Assignment).delete()
    course = session.get_one(Course, world["course"])
    course.required = False
    lesson = session.get_one(Lesson, world["lesson"])
    other = Course(key="long", organisation_id=world["city"], title="长课", category_id=course.category_id, published_at=clock.now())
    session.add(other)
    session.flush()
    facts = {"kind": "text", "body": "长", "content_hash": "long", "nominal_seconds": 10 * HOUR}
    session.add(Lesson(course_id=other.id, key="long", position=1, title="长课", **facts))
    session.commit()
    books.book("wang", 32 * HOUR - 600, book="hours", rule="studied")
    assert [one["why"] for one in way(ask)["lessons"]] == ["offered"]
    assert way(ask)["lessons"][0]["id"] == lesson.id  # the shortest that closes it, not the longest there is
    due = str(clock.today() + timedelta(days=7))
    body = {"course_id": other.id, "due_on": due, "note": ""}
    assert ask("li", "POST", f"/api/organisations/{world['qingfeng']}/assignments", json=body).status_code == 201
    assert [(one["why"], one["due_on"], one["title"]) for one in way(ask)["lessons"]] == [("assigned", due, "长课")]


def test_a_course_that_is_not_offered_to_me_is_no_way(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Course, world["course"]).organisation_id = world["yunshan"]
    session.commit()
    assert way(ask)["lesson_count"] == 0
    assert way(ask, "sun")["lesson_count"] == 2
