"""The whole catalogue at once, for search on the phone; what it costs the database, and what else lists say of a course."""

import gzip
import json
from typing import Any

import pytest

from backend.core import clock
from backend.courses.models import Course
from backend.courses.search_text import search_text
from tests.asker import Asker
from tests.assignments.choosing import add_course, assign, complete, day
from tests.cast import World
from tests.counting import statements


def catalogue(ask: Asker, person: str = "wang") -> dict[int, dict[str, Any]]:
    return {one["id"]: one for one in ask(person, "GET", "/api/catalogue").json["courses"]}


def shown(ask: Asker, show: str, person: str = "wang") -> list[int]:
    return [one["id"] for one in ask(person, "GET", f"/api/courses?show={show}").json["items"]]


def test_it_holds_what_a_search_and_a_row_need(ask: Asker, world: World) -> None:
    answer = ask("wang", "GET", "/api/catalogue").json
    (course,) = answer["courses"]
    assert (course["id"], course["title"], course["pinyin"], course["initials"]) == (world["course"], "急救入门", "jijiurumen", "jjrm")
    assert (course["required"], course["on_menu"], course["lesson_count"], course["nominal_seconds"]) == (True, False, 2, 1200)
    assert answer["categories"] == [{"id": course["category_id"], "name": "健康"}]
    assert answer["organisations"] == [{"id": world["city"], "name": "和风市"}]


def test_it_holds_nothing_about_me(ask: Asker, world: World, session: Any) -> None:
    before = ask("wang", "GET", "/api/catalogue").data
    complete(session, world, "wang", world["course"])
    assert ask("wang", "GET", "/api/catalogue").data == before == ask("mei", "GET", "/api/catalogue").data


def test_it_comes_compressed_to_who_can_read_it(ask: Asker) -> None:
    plain = ask("wang", "GET", "/api/catalogue")
    zipped = ask("wang", "GET", "/api/catalogue", headers={"Accept-Encoding": "gzip, br"})
    assert (plain.headers.get("Content-Encoding"), zipped.headers["Content-Encoding"]) == (None, "gzip")
    assert (plain.headers["Vary"], zipped.headers["ETag"]) == ("Accept-Encoding", plain.headers["ETag"])
    assert json.loads(gzip.decompress(zipped.data)) == plain.json


def test_a_stranger_gets_none_of_it(ask: Asker) -> None:
    for path in ("/api/catalogue", "/api/me/courses"):
        assert ask(None, "GET", path).status_code == 401
        assert ask("ning", "GET", path).status_code == 403


def test_drafts_are_seen_by_their_authors_alone_and_stand_in_no_list(ask: Asker, world: World, session: Any) -> None:
    draft = add_course(session, world, "draft", owner="binjiang", published_at=None)
    answers = {who: ask(who, "GET", f"/api/courses/{draft}").status_code for who in ("wang", "li", "sun", "chen", "lin")}
    assert answers == {"wang": 404, "li": 404, "sun": 404, "chen": 200, "lin": 200}
    for who in ("wang", "chen", "lin"):
        assert draft not in catalogue(ask, who)
        assert draft not in shown(ask, "all", who)


def test_a_withdrawn_course_is_gone(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Course, world["course"]).withdrawn_at = clock.now()
    session.commit()
    assert (catalogue(ask), shown(ask, "all")) == ({}, [])
    assert ask("wang", "GET", f"/api/lessons/{world['lesson']}").status_code == 404
    assert ask("wang", "GET", "/api/me/assignments").json["items"] == []


def test_a_branchs_own_course_is_its_own(ask: Asker, world: World, session: Any) -> None:
    own = add_course(session, world, "own", owner="qingfeng")
    assert own in catalogue(ask)
    assert own not in catalogue(ask, "zhao")
    assert own not in catalogue(ask, "chen")
    assert ask("zhao", "GET", f"/api/courses/{own}").status_code == 404


def test_each_way_to_look_shows_what_it_says(ask: Asker, world: World, session: Any) -> None:
    plain = add_course(session, world, "plain", recommended=True)
    old = add_course(session, world, "old", published_at=clock.from_ms(0))
    menu = world["menu course"]
    ask("li", "PUT", f"/api/organisations/{world['qingfeng']}/course-orders/{menu}", json={})
    assign(ask, "li", "qingfeng", plain)
    complete(session, world, "wang", old)
    expected = {
        "all": [world["course"], plain, menu, old],
        "required": [world["course"]],
        "recommended": [plain],
        "new": [world["course"], plain, menu],
        "assigned": [world["course"], plain],
        "started": [old],
        "menu": [menu],
    }
    assert {show: shown(ask, show) for show in expected} == expected
    complete(session, world, "wang", old, first=1, last=2)
    assert shown(ask, "started") == []


def test_my_standings_say_what_the_catalogue_does_not(ask: Asker, world: World, session: Any) -> None:
    plain = add_course(session, world, "plain", lessons=2, optional=1)
    assert ask("zhao", "GET", "/api/me/courses").json == {"courses": []}
    assign(ask, "li", "qingfeng", plain)
    complete(session, world, "wang", world["course"])
    complete(session, world, "wang", plain, last=2)
    first, second = ask("wang", "GET", "/api/me/courses").json["courses"]
    counts = {"begun_lessons": 1, "completed_lessons": 1, "finished": False}
    assert first == {"course_id": world["course"], "due_on": day(30), **counts}
    assert second == {"course_id": plain, "begun_lessons": 2, "completed_lessons": 2, "finished": True, "due_on": None}


@pytest.mark.parametrize("typed", ["消防", "xiaofang", "XF", "xiao fang"])
def test_a_search_finds_lessons_and_says_which(typed: str, ask: Asker, world: World, session: Any) -> None:
    course = session.get_one(Course, add_course(session, world, "居家", lessons=2))
    course.lessons[1].title = "厨房消防 ABC"
    course.search_text = search_text("居家", "", course.lessons[0].title, "厨房消防 ABC")
    session.commit()
    (found,) = ask("wang", "GET", "/api/courses", query_string={"q": typed}).json["items"]
    assert (found["id"], [one["title"] for one in found["found_lessons"]]) == (course.id, ["厨房消防 ABC"])
    assert ask("wang", "GET", f"/api/courses/{course.id}").json["found_lessons"] == []


def test_categories_count_what_exists_for_me(ask: Asker, world: World) -> None:
    """Not the course on the menu, which nobody has ordered."""
    assert [one["course_count"] for one in ask("wang", "GET", "/api/categories").json["items"]] == [1]


def asked(ask: Asker, path: str, **headers: str) -> int:
    with statements() as sent:
        answer = ask("wang", "GET", path, headers=headers)
    assert answer.status_code in (200, 304)
    return len([one for one in sent if not one.startswith(("BEGIN", "COMMIT"))])


COSTS = {"/api/catalogue": (6, 1, 1), "/api/courses": (6, 1, 1), "/api/courses?q=k": (12, 7, 1), "/api/me/courses": (6, 1, 1)}


@pytest.mark.parametrize("path", COSTS)
def test_what_an_answer_asks_of_the_database_whatever_there_is(path: str, ask: Asker, world: World, session: Any) -> None:
    """Who asks is the first of them, and tells along with it whether anything changed: a 304 costs no more, and neither does what
    is kept in memory. The first answer after a change reads it anew."""
    counts = []
    for number in range(3):
        add_course(session, world, f"k{number}", lessons=number + 1)
        first, again = asked(ask, path), asked(ask, path)
        etag = ask("wang", "GET", path).headers["ETag"]
        counts.append((first, again, asked(ask, path, **{"If-None-Match": etag})))
    assert counts == [COSTS[path]] * 3


def test_a_catalogue_that_was_made_is_not_made_again(ask: Asker, world: World, session: Any) -> None:
    add_course(session, world, "plain")
    assert (asked(ask, "/api/catalogue"), asked(ask, "/api/catalogue")) == (6, 1)
