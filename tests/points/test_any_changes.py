"""Whatever is booked, moved, disabled, in whatever order: the ranking kept in memory is what sorting everybody would give.

RANK_CASES sets how many random stories are told (default 6; 500 take some minutes).
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend.core.db import db
from backend.ledger.models import POINTS, Balance
from backend.members.models import Member
from backend.members.moves import note_moves
from backend.organisations.models import Organisation
from backend.points import boards
from backend.points.board import Board
from backend.points.count import follow
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

CASES = int(os.environ.get("RANK_CASES", "6"))
DAYS = (date(2024, 2, 29), date(2024, 4, 1), date(2025, 12, 31), date(2026, 1, 1))
PERIODS = ("2024-02", "2024-Q1", "2024", "2025-12", "2026", "all", "2026-Q3")
PLACES = ("qingfeng", "wangjiang", "wutong", "binjiang", "city")
BRANCHES = ("qingfeng", "wangjiang", "songling")
WHO = ("li", "wang", "zhao", "chen", "lin", "sun", "mei", "dong", "ning")

award = st.tuples(st.just("book"), st.sampled_from(WHO), st.integers(-6, 9).filter(bool), st.sampled_from(DAYS))
move = st.tuples(st.just("move"), st.sampled_from(WHO), st.sampled_from(BRANCHES))
switch = st.tuples(st.just("switch"), st.sampled_from(("dong", "mei", "ning", "zhao")))
look = st.tuples(st.just("look"), st.sampled_from(PLACES), st.sampled_from(PERIODS), st.integers(1, 4))
stories = st.lists(st.one_of(award, award, look, move, switch), max_size=20)


class Story:
    def __init__(self, ask: Asker, world: World, books: Books) -> None:
        self.ask, self.world, self.books = ask, world, books

    def book(self, person: str, amount: int, day: date) -> None:
        self.books.book(person, amount, day=day)

    def move(self, person: str, branch: str) -> None:
        with self.ask.app.app_context():
            note_moves([self.world[person]])
            db.session.get_one(Member, self.world[person]).branch_id = self.world[branch]
            db.session.commit()

    def switch(self, person: str) -> None:
        with self.ask.app.app_context():
            note_moves([self.world[person]])
            member = db.session.get_one(Member, self.world[person])
            member.status = "disabled" if member.status == "active" else "active"
            db.session.commit()

    def look(self, place: str, period: str, limit: int) -> None:
        shown, page = [], self._page(place, period, limit, None)
        me, count = page["me"], page["member_count"]
        shown += page["items"]
        while page["next"]:
            page = self._page(place, period, limit, page["next"])
            shown += page["items"]
        expected = list(self._sorted(place, period))
        assert [(one["rank"], one["points"], one["member_id"]) for one in shown] == expected
        mine = [{"rank": rank, "points": points} for rank, points, who in expected if who == self.world["lin"]]
        assert (me, count) == (mine[0] if mine else None, len(expected))

    def _page(self, place: str, period: str, limit: int, after: str | None) -> Any:
        query = {"organisation": self.world[place], "period": period, "limit": limit, **({"after": after} if after else {})}
        answer = self.ask("lin", "GET", "/api/points/ranking", query_string=query)
        assert answer.status_code == 200, answer.json
        return answer.json

    def _sorted(self, place: str, period: str) -> Iterator[tuple[int, int, int]]:
        with self.ask.app.app_context():
            people = (
                select(Balance.amount, Member.id, Organisation.path)
                .join(Member, Member.id == Balance.member_id)
                .join(Organisation, Organisation.id == Member.branch_id)
                .where(Balance.book == POINTS, Balance.period == period, Member.status == "active")
            )
            path = db.session.get_one(Organisation, self.world[place]).path
            have = [(row.amount, row.id) for row in db.session.execute(people) if row.amount > 0 and row.path.startswith(path)]
        for points, who in sorted(have, key=lambda one: (-one[0], one[1])):
            yield 1 + sum(others > points for others, _ in have), points, who

    def tell(self, story: list[tuple[Any, ...]]) -> None:
        for deed, *facts in story:
            getattr(self, deed)(*facts)


@pytest.fixture
def whole(ask: Asker, world: World, books: Books) -> Story:
    return Story(ask, world, books)


def test_any_story_gives_the_ranking_that_sorting_gives(whole: Story) -> None:
    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(stories)
    def tell(story: list[tuple[Any, ...]]) -> None:
        whole.tell(story)
        for place in PLACES:
            whole.look(place, "all", 3)

    tell()


THE_STORY: list[tuple[Any, ...]] = [
    ("book", "wang", 10, DAYS[3]),
    ("book", "li", 5, DAYS[0]),
    ("look", "city", "all", 2),
    ("book", "li", 7, DAYS[3]),
    ("look", "city", "all", 2),
    ("move", "wang", "songling"),
    ("look", "binjiang", "all", 2),
    ("look", "city", "2026", 2),
    ("switch", "mei"),
    ("look", "wutong", "2024", 1),
]


def test_this_story_too(whole: Story) -> None:
    whole.tell(THE_STORY)


def test_a_ranking_that_follows_nothing_shows(whole: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without what has changed since, the same story ends wrong."""

    def stand_still(board: Any, seen: Any, scope: Any, me: int) -> Any:
        return follow(Board(board.keys), seen, scope, me)

    monkeypatch.setattr(boards, "follow", stand_still)
    with pytest.raises(AssertionError):
        whole.tell(THE_STORY)


def test_a_ranking_that_forgets_moves_shows(whole: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a member who moves without a word stays where the ranking saw them."""
    monkeypatch.setattr("tests.points.test_any_changes.note_moves", lambda ids: None)
    whole.look("binjiang", "all", 2)
    with pytest.raises((AssertionError, KeyError)):
        whole.tell(
            [("book", "wang", 10, DAYS[3]), ("look", "binjiang", "all", 2), ("move", "wang", "songling"), ("look", "binjiang", "all", 2)]
        )


def test_more_changes_than_are_followed_are_counted_anew(whole: Story, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.points.count.FEW", 2)
    counted = []
    count = boards.count
    monkeypatch.setattr(boards, "count", lambda scope: counted.append(scope) or count(scope))
    whole.look("city", "all", 3)
    whole.tell([("book", who, 3, DAYS[2]) for who in WHO])
    whole.look("city", "all", 3)
    assert len(counted) == 2
    assert replace(counted[0]) == counted[1]
