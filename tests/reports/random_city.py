"""A city in which anything happens: bookings, also where nobody was seen, what is taken back, moves, and branches hung elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from backend.core.db import db
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.reports.add_chapter import add_chapter
from backend.reports.moments import Moment, settle
from tests.cast import World

FIRST = date(2025, 11, 20)
PEOPLE, BRANCHES = ("li", "wang", "mei", "zhao", "sun", "dong"), ("qingfeng", "wangjiang", "songling")
RULES = {POINTS: ("meeting_attended", "lesson_completed", "given"), HOURS: ("studied", "attended", "outside")}
NUMBERS = count(1)

people, branches = st.sampled_from(PEOPLE), st.sampled_from(BRANCHES)
booking = st.tuples(st.just("book"), people, st.sampled_from((POINTS, HOURS)), st.integers(0, 2), st.integers(0, 90), st.integers(1, 99))
deeds = st.one_of(
    booking,
    booking,
    st.tuples(st.just("book elsewhere"), people, branches),
    st.tuples(st.just("take back"), st.integers(0, 50)),
    st.tuples(st.just("move"), people, branches),
    st.tuples(st.just("set status"), people, st.sampled_from(("active", "disabled"))),
    st.tuples(st.just("hang"), st.sampled_from(("qingfeng", "wutong")), st.sampled_from(("binjiang", "yunshan"))),
    st.tuples(st.just("add up"), st.integers(1, 20)),
    st.tuples(st.just("settle")),
)


@dataclass
class City:
    world: World
    moments: list[Moment | None]

    def do(self, name: str, *how: Any) -> None:
        getattr(self, name.replace(" ", "_"))(*how)
        db.session.commit()

    def book(self, person: str, book: str, rule: int, days: int, amount: int) -> None:
        self._post(person, db.session.get_one(Member, self.world[person]).branch_id, book, RULES[book][rule], days, amount)

    def book_elsewhere(self, person: str, branch: str) -> None:
        """Where the member was never seen, perhaps."""
        self._post(person, self.world[branch], POINTS, "given", 40, 7)

    def _post(self, person: str, branch: int, book: str, rule: str, days: int, amount: int) -> None:
        said: dict[str, Any] = {"title": "随机", "source": ("test", str(next(NUMBERS))), "day": FIRST + timedelta(days=days)}
        post(Posting(book, self.world[person], branch, amount, rule, **said))

    def take_back(self, number: int) -> None:
        entries = list(db.session.scalars(select(Entry).order_by(Entry.id)))
        reverse([entries[number % len(entries)]], reason="随机", actor_id=None)

    def move(self, person: str, branch: str) -> None:
        db.session.get_one(Member, self.world[person]).branch_id = self.world[branch]

    def set_status(self, person: str, status: str) -> None:
        db.session.get_one(Member, self.world[person]).status = status

    def hang(self, what: str, under: str) -> None:
        hung, above = (db.session.get_one(Organisation, self.world[name]) for name in (what, under))
        was, becomes = hung.path, f"{above.path}{hung.id}/"
        for one in db.session.scalars(select(Organisation).where(within(Organisation.path, was)).order_by(Organisation.path)).all():
            one.path = becomes + one.path[len(was) :]
        hung.parent_id = above.id

    def add_up(self, most: int) -> None:
        add_chapter(least=1, most=most)

    def settle(self) -> None:
        self.moments.append(settle())
