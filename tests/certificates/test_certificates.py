"""Certificates: issued for what is true, verified by anybody, void when it is no longer true."""

from datetime import timedelta
from typing import Any

import pytest

from backend.certificates.models import Certificate
from backend.certificates.verify import mask
from backend.certificates.words import in_hours, spaced
from backend.core import clock
from backend.core.db import db
from backend.courses.models import Lesson
from backend.courses.progress import LessonProgress
from tests.asker import Asker
from tests.cast import CODE, World
from tests.outside.conftest import Desk, desk
from tests.points.booking import Books, books

__all__ = ["books", "desk"]
HOUR = 3600


def complete(world: World, person: str, *lessons: str, counted: int = 600) -> None:
    """These lessons, with so many seconds counted of each."""
    for name in lessons:
        done = {"counted_ms": counted * 1000, "completed_at": clock.now(), "studied_at": clock.now()}
        db.session.add(LessonProgress(member_id=world[person], lesson_id=world[name], **done))
    db.session.commit()


def issue(ask: Asker, person: str = "mei", **about: int) -> Any:
    return ask(person, "POST", "/api/me/certificates", json=about)


def verify(ask: Asker, code: str) -> Any:
    return ask(None, "GET", f"/api/certificates/{code}")


def test_a_course_is_certified_once_all_its_lessons_are_complete(ask: Asker, world: World, session: Any) -> None:
    complete(world, "mei", "lesson")
    assert issue(ask, course_id=world["course"]).json["code"] == "course_not_finished"
    complete(world, "mei", "second lesson")
    first, second = (issue(ask, course_id=world["course"]) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert (first.json["title"], first.json["seconds"], first.json["name"]) == ("急救入门", 1200, "Mei")
    assert ask("mei", "GET", "/api/me/certificates").json["items"] == [first.json]


def test_optional_lessons_are_not_asked_for(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Lesson, world["second lesson"]).optional = True
    session.commit()
    complete(world, "mei", "lesson")
    assert issue(ask, course_id=world["course"]).json["seconds"] == 600


def test_a_lesson_that_was_withdrawn_is_not_asked_for(ask: Asker, world: World, session: Any) -> None:
    session.get_one(Lesson, world["second lesson"]).withdrawn_at = clock.now()
    session.commit()
    complete(world, "mei", "lesson")
    assert issue(ask, course_id=world["course"]).status_code == 201


def test_what_can_be_certified_is_offered(ask: Asker, world: World, books: Books, session: Any) -> None:
    assert ask("mei", "GET", "/api/me/certificates/possible").json == {"courses": [], "years": []}
    complete(world, "mei", "lesson", "second lesson")
    books.book("mei", HOUR, book="hours", rule="studied")
    possible = ask("mei", "GET", "/api/me/certificates/possible").json
    assert possible == {"courses": [{"id": world["course"], "name": "急救入门"}], "years": [books.today.year]}
    issue(ask, course_id=world["course"])
    issue(ask, year=books.today.year)
    assert ask("mei", "GET", "/api/me/certificates/possible").json == {"courses": [], "years": []}
    books.book("mei", HOUR, book="hours", rule="studied")
    assert ask("mei", "GET", "/api/me/certificates/possible").json["years"] == [books.today.year]


def test_a_year_is_certified_with_its_parts_and_whether_the_target_was_met(ask: Asker, books: Books) -> None:
    year = books.today.year
    assert issue(ask, year=year).json["code"] == "no_hours_yet"
    for rule, seconds in (("studied", 20 * HOUR), ("attended", 8 * HOUR), ("outside_study", 3 * HOUR)):
        books.book("mei", seconds, book="hours", rule=rule)
    one = issue(ask, year=year).json
    parts = [one[f"{name}_seconds"] // HOUR for name in ("study", "meeting", "outside")]
    assert (parts, one["seconds"] // HOUR, one["target_met"]) == ([20, 8, 3], 31, False)
    assert issue(ask, year=year).json["id"] == one["id"]
    books.book("mei", HOUR, book="hours", rule="studied")
    other = issue(ask, year=year)
    assert (other.status_code, other.json["seconds"] // HOUR, other.json["target_met"]) == (201, 32, True)
    assert (verify(ask, one["code"]).json["state"], verify(ask, one["code"]).json["why"]) == ("withdrawn", "replaced")
    assert verify(ask, other.json["code"]).json["state"] == "valid"


def test_a_year_to_come_is_not_certified(ask: Asker, books: Books) -> None:
    books.book("mei", HOUR, book="hours", rule="studied", day=books.today + timedelta(days=366))
    assert issue(ask, year=books.today.year + 1).json["code"] == "no_hours_yet"


def test_hours_that_are_taken_back_void_what_certified_them(ask: Asker, desk: Desk) -> None:
    approved = desk.approved()
    code = issue(ask, "wang", year=desk.today.year).json["code"]
    assert verify(ask, code).json["state"] == "valid"
    desk.decide(approved, "decline", reason="没有去")
    assert (verify(ask, code).json["state"], verify(ask, code).json["why"]) == ("withdrawn", "hours_corrected")


def test_anybody_may_verify_and_learns_no_name(ask: Asker) -> None:
    said = verify(ask, CODE)
    assert (said.status_code, said.json["state"], said.json["name"], said.json["title"]) == (200, "valid", "W**g", "急救入门")
    assert "Wang" not in said.text
    assert "青枫里" not in said.text
    assert {"code", "member_id", "branch_name", "withdrawn_reason", "id"}.isdisjoint(said.json)


@pytest.mark.parametrize("code", [CODE.lower(), spaced(CODE), "WANGO-OOOOO-00000-00001", " ".join(CODE)])
def test_a_code_that_is_typed_off_the_paper_is_found(ask: Asker, code: str) -> None:
    assert verify(ask, code).status_code == 200


@pytest.mark.parametrize("code", ["0" * 20, "x", CODE[:-1], CODE + "0", "%00", "王" * 20, "0" * 5000])
def test_a_code_that_was_never_given_is_nothing(ask: Asker, code: str) -> None:
    assert verify(ask, code).status_code == 404


def test_codes_are_all_different_and_long(ask: Asker, books: Books, session: Any) -> None:
    for n in range(1, 20):
        books.book("mei", n, book="hours", rule="studied")
        issue(ask, year=books.today.year)
    codes = {code for (code,) in session.query(Certificate.code)}
    assert len(codes) == 20
    assert all(len(code) == 20 for code in codes)
    assert all(len({code[place] for code in codes - {CODE}}) > 4 for place in range(1, 20))  # no letter stands still


def test_a_certificate_is_withdrawn_by_those_who_look_after_the_branch(ask: Asker, world: World) -> None:
    path = f"/api/certificates/{world['certificate']}/withdrawal"
    statuses = {person: ask(person, "PUT", path, json={"reason": "名字写错了"}).status_code for person in ("wang", "mei", "zhao", "sun")}
    assert statuses == {"wang": 403, "mei": 404, "zhao": 404, "sun": 404}
    for _ in range(2):
        assert ask("li", "PUT", path, json={"reason": "名字写错了"}).json["withdrawn_reason"] == "名字写错了"
    said = verify(ask, CODE).json
    assert (said["state"], said["why"]) == ("withdrawn", "withdrawn")
    assert "名字写错了" not in verify(ask, CODE).text  # why is the member's affair
    assert issue(ask, "wang", course_id=world["course"]).json["code"] == "certificate_withdrawn"
    assert ask("wang", "GET", f"/api/certificates/{CODE}/document.pdf").json["code"] == "certificate_withdrawn"


def test_a_members_certificates_are_seen_by_those_who_look_after_the_branch(ask: Asker, world: World) -> None:
    path = f"/api/members/{world['wang']}/certificates"
    assert [one["code"] for one in ask("li", "GET", path).json["items"]] == [CODE]
    assert ask("li", "GET", path).json["items"][0]["can"] == ["withdraw_certificate"]
    assert [ask(person, "GET", path).status_code for person in ("wang", "zhao", "sun")] == [403, 404, 404]


@pytest.mark.parametrize(
    ("name", "masked"), [("王小明", "王*明"), ("李明", "李*"), ("欧阳小明", "欧**明"), ("W", "W*"), ("Wang", "W**g"), ("", "*")]
)
def test_a_name_is_masked(name: str, masked: str) -> None:
    assert mask(name) == masked


@pytest.mark.parametrize(("seconds", "said"), [(0, "0"), (359, "0"), (360, "0.1"), (37_800, "10.5"), (115_199, "31.9"), (115_200, "32")])
def test_hours_are_cut_and_never_rounded_up(seconds: int, said: str) -> None:
    assert in_hours(seconds) == said
