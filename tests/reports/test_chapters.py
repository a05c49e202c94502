"""Sums from chapters are the sums of all entries: whatever was booked, taken back, moved and hung elsewhere before and after."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import false, insert, select

from backend.core.db import db
from backend.core.errors import Refused
from backend.ledger.models import POINTS, Entry
from backend.ledger.position import settled_position
from backend.organisations.models import Organisation
from backend.reports import place_sums
from backend.reports.add_chapter import add_chapter
from backend.reports.chapters import Chapter, Shelf
from backend.reports.kind import BRANCH, SUBTREE, Question
from backend.reports.kinds import KINDS
from backend.reports.moments import Moment
from tests.cast import World
from tests.conftest import Stand
from tests.points.booking import Books
from tests.reports.random_city import City, deeds

Asked = tuple[str, str, str, tuple[str, str], str | None, int]  # kind, place, by, period, rule, which moment
PERIODS = (("2026-01-01", "2026-12-31"), ("2025-12-01", "2025-12-31"), ("2025-12-05", "2026-01-28"), ("2025-11-25", "2026-02-03"))
PLACES = ("city", "binjiang", "wutong", "qingfeng", "songling")
kinds, places = ("points", "study-hours"), st.sampled_from(PLACES)
questions = st.tuples(
    st.sampled_from(kinds),
    places,
    st.sampled_from((BRANCH, SUBTREE)),
    st.sampled_from(PERIODS),
    st.sampled_from((None, "given")),
    st.integers(0, 9),
)
ALL = [(*one, None, number) for one in product(kinds, ("city",), (BRANCH, SUBTREE), PERIODS[:3]) for number in (0, 1)]


def question_of(world: World, place: str, by: str, period: tuple[str, str], rule: str | None, moment: Moment | None) -> Question:
    organisation = db.session.get_one(Organisation, world[place])
    first, last = map(date.fromisoformat, period)
    return Question(organisation, organisation.path, organisation.name, first, last, by=by, rule=rule, moment=moment)


def said(question: Question, kind: str) -> list[Any]:
    """What a file holds, and what a page shows of its first and its last row."""
    report = KINDS[kind]
    keys, order = report.keys(question)
    ids = [row[0] for row in db.session.execute(keys.order_by(*order))]
    return [*map(list, report.rows(question)), *report.items(question, sorted({ids[0], ids[-1]}) if ids else [])]


@contextmanager
def without_chapters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(place_sums, "shelf_at", lambda moment: Shelf([]))
        yield


def differences(world: World, asked: Iterable[Asked], moments: list[Moment | None], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found = []
    for kind, place, by, period, rule, number in asked:
        question = question_of(world, place, by, period, rule if kind == "points" else None, moments[number % len(moments)])
        quick = said(question, kind)
        with without_chapters(monkeypatch):
            plain = said(question, kind)
        if quick != plain:
            found.append((kind, question, quick, plain))
    return found


@pytest.fixture
def afresh(stand: Stand, world: World, session: Any) -> Callable[[], City]:
    """The city as at the beginning."""

    def begin() -> City:
        db.session.remove()
        stand.database.restore(db.engine.dispose)
        return City(world, [None])

    return begin


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(deeds, min_size=5, max_size=25), last=st.integers(3, 60), asked=st.lists(questions, min_size=5, max_size=10))
def test_the_quick_way_answers_as_the_plain_one(
    steps: list[tuple[Any, ...]], last: int, asked: list[Asked], afresh: Callable[[], City], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = afresh()
    for step in steps:
        city.do(*step)
    city.do("add up", last)
    city.do("book", "wang", POINTS, 0, 60, 5)
    city.do("settle")
    assert differences(world, asked, city.moments, monkeypatch) == []


def test_what_came_after_the_chapters_counts_and_would_be_missed(
    afresh: Callable[[], City], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = afresh()
    city.do("book", "wang", POINTS, 0, 60, 5)
    city.do("add up", 10**6)
    city.do("book", "mei", POINTS, 0, 61, 3)
    city.do("move", "li", "wangjiang")
    assert differences(world, ALL, [None], monkeypatch) == []
    fresh = place_sums._fresh
    monkeypatch.setattr(place_sums, "_fresh", lambda *asked: fresh(*asked).where(false()))
    assert differences(world, ALL, [None], monkeypatch)


def test_what_was_booked_where_nobody_had_seen_the_member_is_left_out_as_before(
    afresh: Callable[[], City], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = afresh()
    city.do("book elsewhere", "sun", "qingfeng")
    city.do("settle")
    city.do("add up", 10**6)
    assert [one.strays for one in db.session.scalars(select(Chapter))] == [[settled_position()]]
    city.do("move", "sun", "qingfeng")  # now it counts, but not as of before
    city.do("settle")
    assert differences(world, ALL, city.moments, monkeypatch) == []


def test_chapters_are_laid_together_and_those_replaced_go(
    afresh: Callable[[], City], session: Any, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    city = afresh()
    for day in range(40):
        city.do("book", "wang", POINTS, 0, day, day + 1)
        city.do("add up", 10**6)
    chapters = list(session.scalars(select(Chapter)))
    standing = [one for one in chapters if one.replaced_at is None]
    assert len(standing) < 8 < len(chapters)
    monkeypatch.setattr("backend.reports.add_chapter.STILL_READ", timedelta(0))
    city.do("add up", 10**6)
    assert list(session.scalars(select(Chapter.id).order_by(Chapter.id))) == sorted(one.id for one in standing)
    assert differences(world, ALL, [None], monkeypatch) == []


def test_a_ledger_that_is_not_settled_is_not_added_up(stand: Stand, app: Flask, books: Books, session: Any) -> None:
    """Who books while a chapter is made comes before it or after it: never inside, too late."""
    if stand.database.url.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time.")
    books.book("wang", 5)
    with db.engine.connect() as late, pytest.MonkeyPatch.context() as patch:
        late.execute(insert(Entry).values(_entry(session)))
        patch.setattr("backend.ledger.position.PATIENCE", "50ms")
        books.book("mei", 5)
        with pytest.raises(Refused):
            add_chapter(least=1)
        session.rollback()
        late.commit()
    add_chapter(least=1)
    assert session.scalars(select(Chapter)).one().last_entry == settled_position()


def _entry(session: Any) -> dict[str, Any]:
    row = session.execute(select(*Entry.__table__.c).order_by(Entry.id.desc()).limit(1)).one()._asdict()
    return {**{name: value for name, value in row.items() if name not in ("id", "xid")}, "source_id": "late"}
