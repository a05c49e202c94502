"""Lists, courses, lessons and the catalogue say which version they are: unchanged they cost a 304, and no change is ever missed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.courses.choices import Assignment, CourseHiding
from backend.courses.models import Course, Lesson
from backend.courses.progress import LessonProgress
from backend.members.models import Member, Role
from tests.asker import Asker
from tests.cast import World
from tests.core.moving_clock import later
from tests.courses.tagged import addresses, status, tag

Change = Callable[[Any, World], None]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some minutes into an hour: an hour's end would change the links of a lesson."""
    later(monkeypatch, timedelta(minutes=(70 - clock.now().minute) % 60))


def test_unchanged_everything_is_a_304_without_a_body(ask: Asker, world: World) -> None:
    for path in addresses(world).values():
        etag = tag(ask, "wang", path)
        answer = ask("wang", "GET", path, headers={"If-None-Match": etag})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)


def test_a_tag_that_a_proxy_quoted_anew_or_put_among_others_is_known(ask: Asker, world: World) -> None:
    etag = tag(ask, "wang", "/api/courses")
    for sent in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        assert status(ask, "wang", "/api/courses", sent) == 304
    assert status(ask, "wang", "/api/courses", '"other"') == 200


def study(session: Any, world: World) -> None:
    facts = {"covered": [[0, 9000]], "position_ms": 9000, "counted_ms": 9000, "studied_at": clock.now()}
    session.add(LessonProgress(member_id=world["wang"], lesson_id=world["lesson"], **facts))


def go_on(session: Any, world: World) -> None:
    study(session, world)
    session.commit()
    row = session.get_one(LessonProgress, (world["wang"], world["lesson"]))
    row.covered, row.position_ms = [[0, 20_000]], 20_000


def complete(session: Any, world: World) -> None:
    study(session, world)
    session.commit()
    session.get_one(LessonProgress, (world["wang"], world["lesson"])).completed_at = clock.now()


def rename(session: Any, world: World) -> None:
    session.get_one(Course, world["course"]).title = "急救"


def rename_lesson(session: Any, world: World) -> None:
    session.get_one(Lesson, world["lesson"]).title = "先看安全"


def withdraw_lesson(session: Any, world: World) -> None:
    session.get_one(Lesson, world["second lesson"]).withdrawn_at = clock.now()


def add_lesson(session: Any, world: World) -> None:
    text = {"kind": "text", "body": "x", "content_hash": "x", "nominal_seconds": 60}
    session.add(Lesson(course_id=world["course"], key="third", position=3, title="third", **text))


def take_assignment_back(session: Any, world: World) -> None:
    session.delete(session.get_one(Assignment, world["assignment"]))


def give_role(session: Any, world: World) -> None:
    role = {"member_id": world["wang"], "organisation_id": world["city"], "kind": "city_admin", "starts_on": clock.today()}
    session.add(Role(**role))


SEEN_BY = {
    study: {"list", "standings", "course", "lesson"},
    go_on: {"list", "standings", "course", "lesson"},
    complete: {"list", "standings", "course", "lesson"},
    rename: {"catalogue", "list", "standings", "course", "lesson"},
    rename_lesson: {"catalogue", "list", "standings", "course", "lesson"},
    withdraw_lesson: {"catalogue", "list", "standings", "course", "lesson"},
    add_lesson: {"catalogue", "list", "standings", "course", "lesson"},
    take_assignment_back: {"list", "standings", "course", "lesson"},
    give_role: {"list", "standings", "course", "lesson"},
}


@pytest.mark.parametrize("change", SEEN_BY, ids=lambda change: change.__name__)
def test_a_change_gives_a_new_answer_wherever_it_shows(change: Change, ask: Asker, world: World, session: Any) -> None:
    before = {name: (path, tag(ask, "wang", path)) for name, path in addresses(world).items()}
    change(session, world)
    session.commit()
    assert {name for name, (path, etag) in before.items() if status(ask, "wang", path, etag) == 200} == SEEN_BY[change]


def test_progress_within_a_lesson_shows_in_course_and_lesson(ask: Asker, world: World, session: Any) -> None:
    """The list does not show it, and may answer 304."""
    study(session, world)
    session.commit()
    before = {name: (path, tag(ask, "wang", path)) for name, path in addresses(world).items()}
    session.get_one(LessonProgress, (world["wang"], world["lesson"])).position_ms = 30_000
    session.commit()
    assert {name for name, (path, etag) in before.items() if status(ask, "wang", path, etag) == 200} == {"course", "lesson"}


def test_what_another_member_does_changes_nothing_for_me(ask: Asker, world: World, session: Any) -> None:
    before = {path: tag(ask, "mei", path) for path in addresses(world).values()}
    complete(session, world)
    session.commit()
    assert {status(ask, "mei", path, etag) for path, etag in before.items()} == {304}


def test_what_becomes_hidden_is_a_404_and_never_a_304(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Course, world["course"]).required = False
    take_assignment_back(session, world)
    session.commit()
    before = {name: (path, tag(ask, "wang", path)) for name, path in addresses(world).items()}
    session.add(CourseHiding(organisation_id=world["qingfeng"], course_id=world["course"], hidden_by=world["li"]))
    session.commit()
    after = {name: status(ask, "wang", path, etag) for name, (path, etag) in before.items()}
    assert after == {"catalogue": 200, "list": 200, "standings": 200, "course": 404, "lesson": 404}


def test_a_member_who_moves_gets_the_new_branchs_catalogue(ask: Asker, world: World, session: Any) -> None:
    ask("li", "PUT", f"/api/organisations/{world['qingfeng']}/course-orders/{world['menu course']}", json={})
    before = {path: tag(ask, "wang", path) for path in ("/api/catalogue", "/api/courses")}
    session.get_one(Member, world["wang"]).branch_id = world["wangjiang"]
    session.commit()
    assert {status(ask, "wang", path, etag) for path, etag in before.items()} == {200}
    assert world["menu course"] not in [one["id"] for one in ask("wang", "GET", "/api/catalogue").json["courses"]]


def test_a_change_that_is_committed_late_with_an_early_time_is_not_missed(ask: Asker, world: World, session: Any) -> None:
    """A transaction may set a course's time before another one does, and commit after it."""
    early = clock.now() + timedelta(minutes=1)
    session.get_one(Course, world["menu course"]).on_menu = False
    session.commit()
    session.query(Course).filter_by(id=world["menu course"]).update({"changed_at": early + timedelta(minutes=1)})
    session.commit()
    before = tag(ask, "wang", "/api/catalogue")
    session.query(Course).filter_by(id=world["course"]).update({"title": "急救", "changed_at": early})
    session.commit()
    assert status(ask, "wang", "/api/catalogue", before) == 200


def test_drafts_change_nothing_for_members(ask: Asker, world: World, session: Any) -> None:
    before = {path: tag(ask, "wang", path) for path in addresses(world).values()}
    session.get_one(Course, world["course"]).draft = {"title": "急救二"}
    session.get_one(Lesson, world["lesson"]).draft = {"title": "二"}
    session.add(
        Lesson(course_id=world["course"], key="d", position=9, title="d", kind="text", version=0, nominal_seconds=1, content_hash="")
    )
    session.commit()
    assert {status(ask, "wang", path, etag) for path, etag in before.items()} == {304}


def test_a_tag_is_good_for_its_holder_and_address_alone(ask: Asker, world: World) -> None:
    etag = tag(ask, "wang", "/api/courses")
    assert status(ask, "mei", "/api/courses", etag) == 200
    assert status(ask, "wang", "/api/courses?show=required", etag) == 200


def test_the_catalogue_of_two_members_of_a_branch_is_one(ask: Asker) -> None:
    assert tag(ask, "wang", "/api/catalogue") == tag(ask, "mei", "/api/catalogue")
