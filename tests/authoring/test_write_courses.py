"""Courses are begun, changed, ordered and withdrawn by the admins of their organisation, and by nobody else."""

from typing import Any
from uuid import uuid4

import pytest

from tests.asker import Asker
from tests.authoring.conftest import Reader
from tests.authoring.desk import Desk, done, refused
from tests.cast import World


def test_a_course_begins_as_a_draft_that_members_see_nothing_of(desk: Desk, wang: Reader) -> None:
    course = desk.begin(summary="插座和电线")
    assert (course["title"], course["summary"], course["category"], course["published_at"]) == ("用电安全", "插座和电线", "安全", None)
    assert course["has_changes"]
    assert wang.titles() == ["急救入门"]
    assert wang.course(course["id"]).status_code == 404


def test_a_course_sent_twice_is_begun_once(desk: Desk) -> None:
    asked = {"operation_id": str(uuid4()), "title": "用电安全", "category": "安全"}
    first, second = (done(desk.send("POST", desk.courses, json=asked), 201) for _ in range(2))
    assert first["id"] == second["id"]
    assert len(done(desk.send("GET", desk.courses))["items"]) == 1


def test_the_list_shows_an_organisations_own_courses_the_latest_first(desk: Desk, ask: Asker, world: World) -> None:
    desk.begin("一")
    ready = desk.ready_course("二")
    Desk(ask, world, "lin", "city").begin("全市的课")
    rows = done(desk.send("GET", desk.courses))["items"]
    assert [(row["title"], row["has_changes"], row["lesson_count"]) for row in rows] == [("二", False, 2), ("一", True, 0)]
    assert rows[0]["nominal_seconds"] == ready["nominal_seconds"] > 0


def test_changed_facts_reach_members_with_the_publication_alone(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    changed = done(desk.change(course, title="安全用电", category="生活", required=True, recommended=True))
    assert (changed["title"], changed["category"], changed["required"], changed["has_changes"]) == ("安全用电", "生活", True, True)
    assert changed["changed_by"] == "Chen"
    seen = wang.course(course["id"]).json
    assert (seen["title"], seen["category"]["name"], seen["required"]) == ("用电安全", "安全", False)
    published = desk.publish(course["id"])
    seen = wang.course(course["id"]).json
    assert (seen["title"], seen["category"]["name"], seen["required"]) == ("安全用电", "生活", True)
    assert (published["has_changes"], published["changed_by"]) == (False, None)


def test_a_published_change_is_found_by_search(desk: Desk, wang: Reader, ask: Asker) -> None:
    course = desk.ready_course()
    done(desk.change(course, title="厨房用火"))
    assert ask("wang", "GET", "/api/courses?q=cfyh").json["items"] == []
    desk.publish(course["id"])
    assert [one["id"] for one in ask("wang", "GET", "/api/courses?q=cfyh").json["items"]] == [course["id"]]


def test_lessons_change_places_with_the_publication(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    backwards = [lesson["id"] for lesson in reversed(course["lessons"])]
    order = {"state": course["order_state"], "lesson_ids": backwards}
    moved = done(desk.send("PUT", f"/api/authored-courses/{course['id']}/order", json=order))
    assert [lesson["id"] for lesson in moved["lessons"]] == backwards
    assert [one["id"] for one in wang.course(course["id"]).json["lessons"]] == backwards[::-1]
    desk.publish(course["id"])
    seen = wang.course(course["id"]).json["lessons"]
    assert [(one["id"], one["version"]) for one in seen] == [(backwards[0], 1), (backwards[1], 1)]


@pytest.mark.parametrize("wrong", ["missing", "twice", "another course's"])
def test_an_order_names_every_lesson_once(desk: Desk, world: World, wrong: str) -> None:
    course = desk.ready_course()
    first, second = (lesson["id"] for lesson in course["lessons"])
    ids = {"missing": [first], "twice": [first, second, second], "another course's": [first, world["lesson"]]}[wrong]
    order = {"state": course["order_state"], "lesson_ids": ids}
    assert refused(desk.send("PUT", f"/api/authored-courses/{course['id']}/order", json=order)) == (422, "not_its_lessons")


def test_a_withdrawn_course_is_found_no_more_until_it_is_published_again(desk: Desk, wang: Reader) -> None:
    course = desk.ready_course()
    path = f"/api/authored-courses/{course['id']}/publications"
    first, second = (done(desk.send("DELETE", path)) for _ in range(2))
    assert first["withdrawn_at"] == second["withdrawn_at"] is not None
    assert wang.course(course["id"]).status_code == 404
    assert wang.lesson(course["lessons"][0]["id"]).status_code == 404
    desk.publish(course["id"])
    assert wang.course(course["id"]).status_code == 200


def test_a_course_that_was_never_published_can_not_be_withdrawn(desk: Desk) -> None:
    path = f"/api/authored-courses/{desk.begin()['id']}/publications"
    assert refused(desk.send("DELETE", path)) == (409, "not_published")


DEEDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "look": ("GET", "", {}),
    "change": ("PATCH", "", {"json": {"state": "x", "title": "别的"}}),
    "add a lesson": ("POST", "/lessons", {"json": {"operation_id": str(uuid4()), "title": "别的", "kind": "text"}}),
    "order": ("PUT", "/order", {"json": {"state": "x", "lesson_ids": []}}),
    "publish": ("POST", "/publications", {"json": {"state": "x"}}),
    "withdraw": ("DELETE", "/publications", {}),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_who_studies_a_course_may_not_write_it_and_strangers_find_nothing(desk: Desk, ask: Asker, deed: str) -> None:
    published, draft = desk.ready_course(), desk.begin("草稿")
    method, path, options = DEEDS[deed]
    before = desk.course(published["id"])
    for person, of_published in (("wang", 403), ("li", 403), ("sun", 404)):
        assert ask(person, method, f"/api/authored-courses/{published['id']}{path}", **options).status_code == of_published, person
        assert ask(person, method, f"/api/authored-courses/{draft['id']}{path}", **options).status_code == 404, person
    assert desk.course(published["id"]) == before


def test_a_district_does_not_write_its_citys_courses_and_the_city_may_write_the_districts(desk: Desk, ask: Asker, world: World) -> None:
    citys = f"/api/authored-courses/{world['course']}"
    assert refused(desk.send("PATCH", citys, json={"state": "x", "title": "别的"})) == (403, "forbidden")
    ours = desk.ready_course()
    done(desk.as_person("lin").change(ours, title="市里改的"))


def test_nobody_begins_a_course_where_he_is_no_admin(ask: Asker, desk: Desk) -> None:
    asked = {"json": {"operation_id": str(uuid4()), "title": "别的", "category": "安全"}}
    for person, status in (("wang", 403), ("li", 403), ("sun", 404), (None, 401)):
        assert ask(person, "POST", desk.courses, **asked).status_code == status, person
        assert ask(person, "GET", desk.courses).status_code == status, person


@pytest.mark.parametrize("title", ["", " ", "长" * 121, "换\n行", "零\x00", "\x1b[31m红"])
def test_a_title_of_no_use_is_refused(desk: Desk, title: str) -> None:
    asked = {"operation_id": str(uuid4()), "title": title, "category": "安全"}
    answer = desk.send("POST", desk.courses, json=asked)
    assert (*refused(answer), answer.json["errors"][0]["pointer"]) == (422, "invalid_input", "/title")
