"""A course on the menu exists for a branch once it, or somebody above, has ordered it; a hidden one exists for nobody below."""

from typing import Any

import pytest
from sqlalchemy import insert

from backend.assignments import menu as menu_deeds
from backend.core import clock
from backend.core.db import db
from backend.courses.models import Lesson
from backend.courses.progress import LessonProgress
from tests.asker import Asker
from tests.assignments.choosing import add_course, assign, hide, opens, order, place
from tests.cast import World
from tests.sign_in.test_races import at_once


def menu(ask: Asker, query: str = "", person: str = "li", where: str = "qingfeng") -> dict[int, Any]:
    return {one["id"]: one for one in ask(person, "GET", f"{place(ask.world, where)}/menu{query}").json["items"]}


def test_a_branch_orders_and_its_members_have_it_and_nobody_else(ask: Asker, world: World) -> None:
    course = world["menu course"]
    assert not opens(ask, "wang", course)
    answer = order(ask, "li", "qingfeng", course)
    assert (answer.status_code, answer.json["ordered"], answer.json["ordered_above"]) == (200, True, None)
    assert opens(ask, "wang", course)
    assert not opens(ask, "zhao", course)
    assert not opens(ask, "sun", course)


def test_an_order_taken_back_is_gone_and_may_be_taken_back_twice(ask: Asker, world: World) -> None:
    course = world["menu course"]
    order(ask, "li", "qingfeng", course)
    for _ in range(2):
        assert ask("li", "DELETE", f"{place(world, 'qingfeng')}/course-orders/{course}").status_code == 204
    assert not opens(ask, "wang", course)


def test_what_is_ordered_above_reaches_all_below_and_is_not_theirs_to_take_back(ask: Asker, world: World) -> None:
    course = world["menu course"]
    order(ask, "chen", "binjiang", course)
    assert opens(ask, "wang", course)
    assert opens(ask, "zhao", course)
    assert not opens(ask, "sun", course)
    ask("li", "DELETE", f"{place(world, 'qingfeng')}/course-orders/{course}")
    assert opens(ask, "wang", course)
    assert menu(ask)[course]["ordered_above"] == {"id": world["binjiang"], "name": "滨江区"}


def test_the_menu_shows_what_can_be_ordered_what_was_and_what_is_hidden(ask: Asker, world: World, session: Any) -> None:
    plain = add_course(session, world, "plain")
    course = world["menu course"]
    assert set(menu(ask)) == {course}
    assert set(menu(ask, "?show=ordered")) == set(menu(ask, "?show=hidden")) == set()
    assert set(menu(ask, "?show=offered")) == {world["course"], plain}
    order(ask, "li", "qingfeng", course)
    hide(ask, "li", "qingfeng", plain)
    assert set(menu(ask, "?show=ordered")) == {course}
    assert set(menu(ask, "?show=hidden")) == {plain}
    assert set(menu(ask, "?show=offered")) == {world["course"], course}


def test_the_menu_is_searched_by_pinyin_too(ask: Asker, world: World) -> None:
    assert set(menu(ask, "?q=sf")) == set(menu(ask, "?q=shu fa")) == {world["menu course"]}
    assert menu(ask, "?q=zz") == {}


def test_a_course_that_is_not_on_the_menu_needs_no_order(ask: Asker, world: World) -> None:
    assert order(ask, "li", "qingfeng", world["course"]).json["code"] == "not_on_menu"


@pytest.mark.parametrize("deed", [order, hide])
def test_only_who_looks_after_the_place_chooses_there(deed: Any, ask: Asker, world: World, session: Any) -> None:
    course = world["menu course"]
    answers = [deed(ask, *who, course).status_code for who in (("wang", "qingfeng"), ("li", "wutong"), ("zhao", "qingfeng"))]
    assert answers == [403, 403, 404]
    assert deed(ask, "sun", "qingfeng", course).status_code == 404
    assert ask(None, "GET", f"{place(world, 'qingfeng')}/menu").status_code == 401
    assert deed(ask, "chen", "qingfeng", course).status_code == 200


def test_a_branch_hides_what_is_offered_and_shows_it_again(ask: Asker, world: World, session: Any) -> None:
    course = add_course(session, world, "plain")
    assert hide(ask, "li", "qingfeng", course).json["hidden"] is True
    assert not opens(ask, "wang", course)
    assert opens(ask, "zhao", course)
    assert ask("li", "DELETE", f"{place(world, 'qingfeng')}/course-hidings/{course}").status_code == 204
    assert opens(ask, "wang", course)


def test_what_is_hidden_above_is_not_there_to_be_chosen_below(ask: Asker, world: World, session: Any) -> None:
    course = add_course(session, world, "menu too", on_menu=True)
    hide(ask, "chen", "wutong", course)
    assert course not in menu(ask)
    assert order(ask, "li", "qingfeng", course).status_code == 404
    ask("li", "DELETE", f"{place(world, 'qingfeng')}/course-hidings/{course}")
    assert course not in menu(ask)


def test_what_is_asked_of_members_can_not_be_hidden(ask: Asker, world: World, session: Any) -> None:
    assert hide(ask, "li", "qingfeng", world["course"]).json["code"] == "course_is_required"
    plain = add_course(session, world, "plain")
    assign(ask, "chen", "wutong", plain)
    assert hide(ask, "li", "qingfeng", plain).json["code"] == "course_is_assigned"


def test_drafts_and_withdrawn_courses_are_on_no_menu(ask: Asker, world: World, session: Any) -> None:
    draft = add_course(session, world, "draft", published_at=None, on_menu=True)
    assert draft not in menu(ask)
    assert order(ask, "li", "qingfeng", draft).status_code == 404


def order_at_once(ask: Asker, world: World) -> set[int]:
    """Li and an admin above order the same course for the branch, from four phones each; the statuses."""
    tokens = iter([ask.token("li"), ask.token("chen")] * 4)
    path = f"{place(world, 'qingfeng')}/course-orders/{world['menu course']}"

    def send() -> int:
        headers = {"Authorization": f"Bearer {next(tokens)}"}
        return ask.app.test_client().put(path, json={}, headers=headers).status_code

    return set(at_once(8, send))


def test_two_who_order_at_once_make_one_order(ask: Asker, world: World) -> None:
    assert order_at_once(ask, world) == {200}
    assert opens(ask, "wang", world["menu course"])
    assert len(menu(ask, "?show=ordered")) == 1


def test_without_its_guard_that_race_fails(ask: Asker, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def insert_always(model: Any, rows: Any, returning: Any) -> None:
        db.session.execute(insert(model), rows)

    monkeypatch.setattr(menu_deeds, "insert_once", insert_always)
    assert order_at_once(ask, world) == {200, 500}


def test_what_is_hidden_is_no_more_the_lesson_to_go_on_with(ask: Asker, world: World, session: Any) -> None:
    course = add_course(session, world, "plain")
    lesson_id = session.query(Lesson.id).filter_by(course_id=course).limit(1).scalar()
    session.add(LessonProgress(member_id=world["wang"], lesson_id=lesson_id, studied_at=clock.now()))
    session.commit()
    assert ask("wang", "GET", "/api/study/summary").json["continue_lesson"]["id"] == lesson_id
    hide(ask, "li", "qingfeng", course)
    assert ask("wang", "GET", "/api/study/summary").json["continue_lesson"] is None
