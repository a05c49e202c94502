"""What a branch has of its target is what its members have, and that is the sum of their entries: now, and as of any moment."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.models import HOURS, Entry
from backend.reports import done
from backend.reports.kind import BRANCH, MEMBER, SUBTREE, Question
from backend.reports.kinds import KINDS
from backend.reports.moments import settle
from tests.cast import World
from tests.reports.random_city import City, deeds
from tests.reports.test_chapters import PLACES, afresh, question_of

__all__ = ["afresh"]
PERIODS = (("2026-01-01", "2026-12-31"), ("2026-01-01", "2026-01-28"), ("2026-01-05", "2026-02-03"), ("2025-12-07", "2025-12-20"))
places, numbers = st.sampled_from(PLACES), st.integers(0, 9)
questions = st.lists(st.tuples(places, st.sampled_from(PERIODS), numbers), min_size=3, max_size=6)


def sums_of_entries(question: Question) -> dict[int, int]:
    mine = select(Entry.member_id, func.sum(Entry.amount)).where(Entry.book == HOURS)
    mine = mine.where(Entry.day >= question.first_day, Entry.day <= question.last_day)
    if question.moment:
        mine = mine.where(Entry.id <= question.moment.entries)
    return {row[0]: row[1] for row in db.session.execute(mine.group_by(Entry.member_id))}


def members(question: Question) -> list[Any]:
    return list(db.session.execute(KINDS["targets"].select(replace(question, by=MEMBER), None)))  # type: ignore[attr-defined]


def by_branch(question: Question) -> dict[int, Counter[str]]:
    """The figures of branches from those of members."""
    sums: dict[int, Counter[str]] = {}
    for row in members(question):
        met = int(row.done_seconds >= row.target_seconds)
        figures = {"members": 1, "target_seconds": row.target_seconds, "done_seconds": row.done_seconds, "met": met}
        sums.setdefault(row.organisation_id, Counter()).update(figures)
    return sums


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(deeds, min_size=5, max_size=25), asked=questions)
def test_figures_of_targets_are_sums_of_entries(
    steps: list[tuple[Any, ...]], asked: list[Any], afresh: Callable[[], City], world: World
) -> None:
    city = afresh()
    for step in steps:
        city.do(*step)
    city.moments.append(settle())
    city.do("book", "li", HOURS, 0, 60, 5)
    for place, period, number in asked:
        question = question_of(world, place, MEMBER, period, None, city.moments[number % len(city.moments)])
        entries = sums_of_entries(question)
        assert all(row.done_seconds == entries.get(row.member_id, 0) for row in members(question))
        expected = by_branch(question)
        shown = KINDS["targets"].items(replace(question, by=BRANCH), list(expected))
        assert {row["organisation_id"]: {name: row[name] for name in expected[row["organisation_id"]]} for row in shown} == expected
        subtrees = list(KINDS["targets"].rows(replace(question, by=SUBTREE)))
        assert sum(row[1] for row in subtrees) == sum(sums["members"] for sums in expected.values())


def test_as_of_long_ago_it_is_read_from_the_entries(afresh: Callable[[], City], world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    city = afresh()
    city.do("book", "li", HOURS, 0, 60, 5)
    city.do("settle")
    city.do("book", "li", HOURS, 0, 61, 7)
    question = question_of(world, "city", MEMBER, PERIODS[2], None, city.moments[1])
    quick = members(question)
    monkeypatch.setattr(done, "MOST_TAKEN_AWAY", -1)
    assert members(question) == quick


def test_what_came_later_is_taken_away_and_would_be_missed(
    afresh: Callable[[], City], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = afresh()
    city.do("settle")
    city.do("book", "li", HOURS, 0, 61, 7)
    question = question_of(world, "city", MEMBER, PERIODS[2], None, city.moments[1])
    before = members(question)
    monkeypatch.setattr(done, "_corrections", lambda *asked: iter(()))
    assert members(question) != before
