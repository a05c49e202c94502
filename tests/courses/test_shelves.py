"""What is kept in memory of the catalogue answers like the database itself, whatever was changed, and at once."""

import random
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, g
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from backend.auth.identify import load_actor
from backend.core import clock
from backend.core.db import db, insert_once
from backend.courses.choices import Assignment, CourseHiding, CourseOrder
from backend.courses.due import due_days
from backend.courses.find import find_courses
from backend.courses.models import Category, Course, Lesson
from backend.courses.progress import LessonProgress
from backend.courses.schemas import SHOW, CourseShape
from backend.courses.shape import shape_courses
from backend.courses.standing import NOTHING, standings
from backend.courses.studied import ShelfMark
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.assignments.choosing import add_course, complete
from tests.cast import World

PEOPLE = ("wang", "zhao", "chen", "lin")
PLACES = ("city", "binjiang", "wutong", "qingfeng", "wangjiang")
ORDER = (Course.required.desc(), Course.recommended.desc(), Course.id)
Dice = random.Random
Deed = Callable[[Any, World, Dice], Any]
ENOUGH = settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def some(session: Any, dice: Dice, kind: Any) -> Any:
    return dice.choice(list(session.scalars(select(kind).order_by(kind.id)).unique()))


def flip_course(session: Any, world: World, dice: Dice) -> None:
    """By one statement, as no unit of work sees it."""
    name = dice.choice(("required", "recommended", "on_menu"))
    flipped = {name: dice.random() < 0.5, "changed_at": clock.now()}
    session.execute(update(Course).where(Course.id == some(session, dice, Course).id).values(flipped))


def date_course(session: Any, world: World, dice: Dice) -> None:
    course = some(session, dice, Course)
    course.published_at = dice.choice((None, clock.from_ms(0), clock.now()))
    course.withdrawn_at = dice.choice((None, None, clock.now()))


def new_course(session: Any, world: World, dice: Dice) -> None:
    add_course(session, world, str(uuid4()), owner=dice.choice(PLACES), lessons=dice.randrange(3), optional=dice.randrange(2))


def change_lesson(session: Any, world: World, dice: Dice) -> None:
    lesson = some(session, dice, Lesson)
    lesson.optional, lesson.nominal_seconds = dice.random() < 0.5, dice.randrange(60, 900)
    lesson.withdrawn_at = dice.choice((None, None, clock.now()))


def choose(kind: Any, by: str, at: str) -> Deed:
    def deed(session: Any, world: World, dice: Dice) -> None:
        where = {"course_id": some(session, dice, Course).id, "organisation_id": world[dice.choice(PLACES)]}
        row = {**where, by: world["lin"], at: clock.now()}
        insert_once(kind, [row | ({"due_on": clock.today(), "note": ""} if kind is Assignment else {})], returning=[kind.course_id])

    return deed


def take_back(session: Any, world: World, dice: Dice) -> None:
    kind = dice.choice((CourseOrder, CourseHiding, Assignment))
    session.execute(delete(kind).where(kind.course_id == some(session, dice, Course).id))


def study(session: Any, world: World, dice: Dice) -> None:
    for _ in range(3):
        row = {"member_id": world[dice.choice(PEOPLE)], "lesson_id": some(session, dice, Lesson).id, "studied_at": clock.now()}
        done = {**row, "covered": [[0, 1]], "completed_at": dice.choice((None, clock.now()))}
        session.merge(LessonProgress(**done))


def rename(session: Any, world: World, dice: Dice) -> None:
    some(session, dice, dice.choice((Category, Organisation))).name = f"名{dice.random()}"


CHOICES = (
    choose(CourseOrder, "ordered_by", "ordered_at"),
    choose(CourseHiding, "hidden_by", "hidden_at"),
    choose(Assignment, "assigned_by", "assigned_at"),
)
DEEDS: tuple[Deed, ...] = (flip_course, date_course, new_course, change_lesson, *CHOICES, take_back, study, rename)


def plainly(app: Flask, world: World, person: str, show: str) -> list[Any]:
    """What the list says, found out by the objects themselves."""
    with app.test_request_context():
        g.actor = load_actor(world.sessions[person], world[person])
        found = find_courses(g.actor, {"q": "", "category": None, "show": show}).order_by(*ORDER)
        shown = CourseShape(many=True).dump(shape_courses(list(db.session.scalars(found).unique())))
        db.session.remove()
    return list(shown)


def standing_plainly(app: Flask, world: World, person: str) -> dict[str, Any]:
    with app.test_request_context():
        actor = load_actor(world.sessions[person], world[person])
        mine, due = standings(actor.id), due_days(actor)
        db.session.remove()
    names = ("begun_lessons", "completed_lessons", "finished")
    told = {one: {name: getattr(mine.get(one, NOTHING), name) for name in names} for one in {*mine, *due}}
    return {"courses": [{"course_id": one, "due_on": str(due[one]) if one in due else None, **told[one]} for one in sorted(told)]}


def listed(ask: Asker, person: str, query: str) -> list[Any]:
    """All pages of a list, two rows each."""
    page = ask(person, "GET", f"/api/courses?limit=2&{query}").json
    items = list(page["items"])
    while page["next"]:
        page = ask(person, "GET", "/api/courses", query_string={"limit": 2, "after": page["next"], **dict([query.split("=")])}).json
        items += page["items"]
    return items


def agrees(ask: Asker, app: Flask, world: World, person: str) -> None:
    for show in SHOW:
        assert listed(ask, person, f"show={show}") == plainly(app, world, person, show)
    assert ask(person, "GET", "/api/me/courses").json == standing_plainly(app, world, person)
    offered = plainly(app, world, person, "all")
    catalogue = ask(person, "GET", "/api/catalogue").json
    names = ("id", "title", "required", "recommended", "on_menu", "published_at", "lesson_count", "nominal_seconds", "media_bytes")
    assert [[one[name] for name in names] for one in catalogue["courses"]] == [[one[name] for name in names] for one in offered]
    for kind, key in (("category", "categories"), ("organisation", "organisations")):
        assert catalogue[key] == sorted({one[kind]["id"]: one[kind] for one in offered}.values(), key=lambda named: named["id"])


def test_whatever_was_changed_lists_say_what_the_database_says(ask: Asker, app: Flask, world: World, session: Any) -> None:
    @ENOUGH
    @given(seed=st.integers(0, 2**32), deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=4))
    def holds(seed: int, deeds: list[Deed]) -> None:
        dice = random.Random(seed)  # what it picks from depends on what is there, which hypothesis does not bear
        person = dice.choice(PEOPLE)
        paths = ("/api/courses", "/api/courses?show=assigned", "/api/catalogue", "/api/me/courses")
        before = {path: ask(person, "GET", path) for path in paths}
        for deed in deeds:
            deed(session, world, dice)
            session.commit()
        for path, held in before.items():
            now = ask(person, "GET", path, headers={"If-None-Match": held.headers["ETag"]})
            assert now.status_code == 200 or held.json == ask(person, "GET", path).json
        agrees(ask, app, world, person)

    holds()


def test_the_mark_moves_once_it_is_committed_and_only_then(ask: Asker, world: World, session: Any) -> None:
    before = ask("wang", "GET", "/api/catalogue").json
    session.get_one(Course, world["course"]).title = "急救"
    session.flush()
    session.rollback()
    assert ask("wang", "GET", "/api/catalogue").json == before
    mark = session.scalar(select(ShelfMark.mark))
    session.execute(update(Course).values(title="都一样"))
    session.commit()
    assert session.scalar(select(ShelfMark.mark)) != mark
    assert session.scalar(select(func.count()).select_from(ShelfMark)) == 1
    assert {one["title"] for one in ask("wang", "GET", "/api/catalogue").json["courses"]} == {"都一样"}


def test_where_no_organisation_on_the_way_chose_anything_one_shelf_serves_all(ask: Asker, app: Flask, world: World) -> None:
    for person in ("wang", "mei", "zhao"):
        ask(person, "GET", "/api/courses")
    kept = app.extensions["muster.shelves"]
    assert len(kept.libraries.values) == 1
    ways = {way for _, _, way in kept.shelves.values}
    assert all(str(world["city"]) in way.split("/") for way in ways)
    assert len(ways) <= 2


def test_a_course_that_was_begun_shows_in_standings_although_it_is_offered_no_longer(ask: Asker, world: World, session: Any) -> None:
    course = add_course(session, world, "plain")
    complete(session, world, "wang", course)
    session.get_one(Course, course).withdrawn_at = clock.now()
    session.commit()
    held = ask("wang", "GET", "/api/me/courses")
    session.query(Lesson).filter_by(course_id=course, position=1).update({"withdrawn_at": clock.now()})
    session.commit()
    now = ask("wang", "GET", "/api/me/courses", headers={"If-None-Match": held.headers["ETag"]})
    assert [one["finished"] for one in (*held.json["courses"], *now.json["courses"]) if one["course_id"] == course] == [False, True]


def test_without_the_mark_a_change_would_be_missed(ask: Asker, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the mark, and nothing else, that tells."""
    monkeypatch.setattr("backend.courses.catalogue.shelf_mark", lambda member_id: "the same")
    before = ask("wang", "GET", "/api/catalogue").json
    session.execute(update(Course).values(title="都一样"))
    session.commit()
    assert ask("wang", "GET", "/api/catalogue").json == before
