"""Assigning a course to a subtree: who may, whom it reaches, and what each of them is told."""

from typing import Any

import pytest
from sqlalchemy import insert

from backend.assignments import assign as assign_deeds
from backend.core.db import db
from backend.courses.choices import Assignment
from tests.asker import Asker
from tests.assignments.choosing import add_course, assign, complete, day, hide, opens, place
from tests.cast import World
from tests.sign_in.test_races import at_once


@pytest.fixture
def course(session: Any, world: World) -> int:
    return add_course(session, world, "plain", lessons=2, optional=1)


def due(ask: Asker, person: str, course_id: int) -> str | None:
    return next(one["due_on"] for one in ask(person, "GET", "/api/courses?limit=100").json["items"] if one["id"] == course_id)


def mine(ask: Asker, person: str, show: str = "open") -> list[dict[str, Any]]:
    return list(ask(person, "GET", f"/api/me/assignments?show={show}").json["items"])


def test_it_reaches_the_whole_subtree_with_its_day(ask: Asker, world: World, course: int) -> None:
    answer = assign(ask, "chen", "binjiang", course, note="讲座前学完")
    assert (answer.status_code, answer.json["due_on"], answer.json["member_count"]) == (201, day(7), 7)
    assert due(ask, "wang", course) == due(ask, "zhao", course) == day(7)
    assert due(ask, "sun", course) is None
    found = next(one for one in mine(ask, "zhao") if one["course"]["id"] == course)
    assert (found["note"], found["organisation"]["name"], found["lessons_left"], found["seconds_left"]) == ("讲座前学完", "滨江区", 2, 1200)


def test_the_earliest_day_counts(ask: Asker, course: int) -> None:
    assign(ask, "chen", "binjiang", course, days=20)
    assign(ask, "li", "qingfeng", course, days=9)
    assert (due(ask, "wang", course), due(ask, "zhao", course)) == (day(9), day(20))


def test_what_is_finished_is_due_no_more_also_without_the_optional_lessons(ask: Asker, world: World, session: Any, course: int) -> None:
    assign(ask, "li", "qingfeng", course)
    complete(session, world, "wang", course)
    assert due(ask, "wang", course) == day(7)
    complete(session, world, "wang", course, first=1, last=2)
    assert due(ask, "wang", course) is None
    assert course not in [one["course"]["id"] for one in mine(ask, "wang")]
    assert [one["course"]["id"] for one in mine(ask, "wang", "finished")] == [course]
    assert course in [one["course"]["id"] for one in mine(ask, "mei")]


def test_it_makes_a_course_exist_that_is_on_the_menu_or_hidden_below(ask: Asker, world: World, session: Any, course: int) -> None:
    hide(ask, "li", "qingfeng", course)
    on_menu = add_course(session, world, "on the menu too", on_menu=True)
    assert not opens(ask, "wang", course)
    assign(ask, "chen", "binjiang", course)
    assign(ask, "chen", "binjiang", on_menu)
    assert opens(ask, "wang", course)
    assert opens(ask, "wang", on_menu)
    assert not opens(ask, "sun", on_menu)


def test_once_more_moves_the_day_and_tells_again(ask: Asker, world: World, session: Any, course: int) -> None:
    first = assign(ask, "li", "qingfeng", course, days=7, note="一")
    again = assign(ask, "li", "qingfeng", course, days=7, note="一")
    moved = assign(ask, "li", "qingfeng", course, days=14)
    assert first.json["id"] == again.json["id"] == moved.json["id"]
    assert (moved.json["due_on"], moved.json["note"], due(ask, "wang", course)) == (day(14), "", day(14))
    notices = [one for one in ask("wang", "GET", "/api/me/notices").json["items"] if one["kind"] == "course_assigned"]
    assert sorted(one["about"]["due_on"] for one in notices) == sorted([day(7), day(14)])


def test_taken_back_the_day_goes_and_twice_is_a_404(ask: Asker, world: World) -> None:
    path = f"/api/assignments/{world['assignment']}"
    assert ask("wang", "DELETE", path).status_code == 403
    assert ask("li", "DELETE", path).status_code == 204
    assert due(ask, "wang", world["course"]) is None
    assert ask("li", "DELETE", path).status_code == 404


def test_a_branch_does_not_take_back_what_its_parents_assigned(ask: Asker, course: int) -> None:
    above = assign(ask, "chen", "wutong", course).json["id"]
    listed = ask("li", "GET", f"{place(ask.world, 'qingfeng')}/assignments").json["items"]
    assert {one["id"]: one["can"] for one in listed} == {above: [], ask.world["assignment"]: ["withdraw"]}
    assert ask("li", "DELETE", f"/api/assignments/{above}").status_code == 403
    assert ask("sun", "DELETE", f"/api/assignments/{above}").status_code == 404


def test_who_may_assign(ask: Asker, course: int) -> None:
    asked = [("wang", "qingfeng"), ("li", "wutong"), ("sun", "qingfeng"), ("zhao", "wangjiang")]
    assert [assign(ask, *who, course).status_code for who in asked] == [403, 403, 404, 403]


@pytest.mark.parametrize("days", [-1, 3650])
def test_the_day_must_be_one_that_can_be_kept(days: int, ask: Asker, course: int) -> None:
    assert assign(ask, "li", "qingfeng", course, days=days).json["code"] == "due_day_unusable"


def test_today_is_soon_enough(ask: Asker, course: int) -> None:
    assert assign(ask, "li", "qingfeng", course, days=0).status_code == 201


def test_a_course_without_anything_to_finish_is_not_assigned(ask: Asker, world: World, session: Any) -> None:
    assert assign(ask, "li", "qingfeng", world["menu course"]).json["code"] == "nothing_to_finish"
    optional = add_course(session, world, "optional", lessons=0, optional=2)
    assert assign(ask, "li", "qingfeng", optional).json["code"] == "nothing_to_finish"


def test_what_does_not_exist_there_is_not_assigned_there(ask: Asker, world: World, session: Any) -> None:
    draft = add_course(session, world, "draft", published_at=None)
    elsewhere = add_course(session, world, "elsewhere", owner="songling")
    assert [assign(ask, "lin", "qingfeng", one).status_code for one in (draft, elsewhere, 10**9)] == [404] * 3


def assign_at_once(ask: Asker, course: int) -> set[int]:
    tokens = iter([ask.token("li"), ask.token("chen")] * 3)
    body, path = {"course_id": course, "due_on": day(5)}, f"{place(ask.world, 'qingfeng')}/assignments"

    def send() -> int:
        return ask.app.test_client().post(path, json=body, headers={"Authorization": f"Bearer {next(tokens)}"}).status_code

    return set(at_once(6, send))


def test_two_who_assign_at_once_make_one_assignment(ask: Asker, session: Any, course: int) -> None:
    assert assign_at_once(ask, course) == {201}
    assert session.query(Assignment).filter_by(course_id=course).count() == 1
    assert [one["kind"] for one in ask("wang", "GET", "/api/me/notices").json["items"]] == ["course_assigned"]


def test_without_its_guard_that_race_fails(ask: Asker, course: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def insert_always(model: Any, rows: Any, key: Any, changes: Any) -> None:
        db.session.execute(insert(model), [{"note": "", **row} for row in rows])

    monkeypatch.setattr(assign_deeds, "upsert", insert_always)
    assert assign_at_once(ask, course) == {201, 500}


def test_two_who_take_it_back_at_once_take_back_one(ask: Asker, world: World, session: Any) -> None:
    headers, path = {"Authorization": f"Bearer {ask.token('li')}"}, f"/api/assignments/{world['assignment']}"
    answers = at_once(6, lambda: ask.app.test_client().delete(path, headers=headers).status_code)
    assert set(answers) <= {204, 404}
    assert 204 in answers
    assert session.query(Assignment).count() == 0
