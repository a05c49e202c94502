"""The invented city: the same at every writing, whole after being broken off, and true in its books."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Course, Lesson
from backend.ledger.models import HOURS, Entry
from backend.ledger.verify import verify
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member, Role
from backend.organisations.models import Organisation, found
from backend.seed import plant as planting
from backend.seed.city import City
from backend.seed.plant import plant

UNTIL = date(2026, 11, 1)
SMALL = City(300)
TABLES: tuple[Any, ...] = (Organisation, Member, Role, Entry, SignIn, Course, Lesson)


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def fingerprint() -> list[Any]:
    sums = db.session.execute(select(Entry.book, func.sum(Entry.amount), func.count()).group_by(Entry.book).order_by(Entry.book)).all()
    names = db.session.scalars(select(Member.name).order_by(Member.id)).all()
    return [[tuple(row) for row in sums], names, [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES]]


def write(city: City) -> list[int]:
    return [progress.planted for progress in plant(city, until=UNTIL)]


def test_every_member_lives_in_one_branch_and_every_branch_in_the_tree() -> None:
    for city in (City(20), City(5_000), City(40_000, seed=7)):
        assert [member for branch in city.branches for member in branch.members] == list(range(1, city.members + 1))
        paths = {own: path for own, _, path, _, _ in city.organisations()}
        assert len(paths) == len(set(paths.values()))
        assert all(over is None or path == f"{paths[over]}{own}/" for own, over, path, _, _ in city.organisations())


def test_the_real_size_has_as_many_branches_as_the_real_city() -> None:
    city = City(513_000)
    assert abs(len(city.branches) - 27_000) < 500
    assert abs(513_000 / len(city.branches) - 19) < 0.5


def test_its_books_agree_and_its_hours_are_a_years(empty: Flask) -> None:
    write(SMALL)
    assert verify() == {}
    hours = db.session.scalar(select(func.sum(Entry.amount)).where(Entry.book == HOURS)) or 0
    assert 15 < hours / 3600 / SMALL.members < 32
    assert db.session.scalar(select(func.count(Member.id))) == SMALL.members


def test_what_was_broken_off_goes_on_to_the_same_city(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planting, "AT_A_TIME", 5)
    begun = plant(SMALL, until=UNTIL)
    assert [next(begun).planted, next(begun).planted] == [0, 5]
    begun.close()
    db.session.rollback()
    assert write(SMALL)[0] == 5
    assert write(SMALL) == [len(SMALL.branches)]
    continued = fingerprint()
    assert verify() == {}
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in (
            "point_rules",
            "attendance_rules",
            "hour_rules",
            "hour_targets",
            "manual_limits",
            "code_keys",
            "alembic_version",
        ):
            db.session.execute(table.delete())
    db.session.commit()
    write(SMALL)
    assert fingerprint() == continued


def test_new_people_are_numbered_after_those_of_the_city(empty: Flask) -> None:
    write(City(20))
    db.session.add(Member(card_number="a new one", name="新来的人", branch_id=4))
    found(db.session.get_one(Organisation, 1), "新区", level="区县", is_branch=False)
    db.session.commit()
    assert db.session.scalar(select(func.max(Member.id))) == 21


def test_a_database_with_people_in_it_is_left_alone(app: Flask) -> None:
    with pytest.raises(Refused):
        write(SMALL)


def test_another_size_is_not_mixed_in(empty: Flask) -> None:
    write(City(60))
    with pytest.raises(Refused):
        write(SMALL)
