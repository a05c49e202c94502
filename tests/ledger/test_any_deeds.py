"""Whatever members and secretaries do, in whatever order: balances = sum of entries = ranking = report = what each member sees.

After each deed one ranking, one report (of every member) and one member's screens are compared in turns, and at the end of each
life of the city all of them. LEDGER_STEPS sets how many random deeds are done (default 12; 100,000 take some hours).
"""

import io
import os
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.ledger import rules
from backend.ledger.closings import changed_closings
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.post import periods_of, post
from backend.ledger.verify import crooked_reversals, verify
from backend.members.models import Member, lock_member
from tests.asker import Asker
from tests.cast import World
from tests.conftest import REMEMBERED
from tests.hall import Hall
from tests.members.spreadsheets import csv_of
from tests.study.phone import Clock, Phone

STEPS = int(os.environ.get("LEDGER_STEPS", "12"))
AT_ONCE = 50  # steps of one life of the city
PEOPLE = ("li", "wang", "mei", "zhao", "sun")
WALKERS = {"wang": "000002", "mei": "000007", "zhao": "000003"}  # those whose roster line moves them to another branch
BRANCHES = {"qingfeng": "青枫里支部", "wangjiang": "望江支部"}
RULES = (rules.MEETING_ATTENDED, rules.LESSON_COMPLETED, rules.HALF_HOUR_STUDIED)

REPORTS = {"points": (POINTS, "total_points"), "study-hours": (HOURS, "total_seconds")}

people, numbers = st.sampled_from(PEOPLE), st.integers(0, 10**6)


class City:
    """The deeds, each by the way that people take."""

    def __init__(self, ask: Asker, world: World, time: Clock) -> None:
        self.ask, self.world, self.time = ask, world, time
        self.hall = Hall(ask, world)

    def said(self, *asked: Any, **options: Any) -> Any:
        answer = self.ask(*asked, **options)
        assert answer.status_code < 500, answer.text
        return answer.json if answer.data else None

    def award(self, person: str, name: str, days_ago: int) -> None:
        member = db.session.get_one(Member, self.world[person])
        lock_member(member.id)
        deed = rules.Deed(("random", str(uuid4())), "随机", clock.today() - timedelta(days=days_ago))
        post(*rules.award(name, [deed], member_id=member.id, branch_id=member.branch_id))
        db.session.commit()

    def study(self, person: str, lesson: str, minutes: int) -> None:
        phone = Phone(self.ask, self.world, person)
        self.time.pass_minutes(minutes)
        phone.send(phone.minutes(minutes, lesson=lesson))

    def give(self, person: str, amount: int, decision: str) -> None:
        body = {"operation_id": str(uuid4()), "amount": amount, "reason": "随机"}
        self.decide(self.said("chen", "POST", f"/api/members/{self.world[person]}/manual-awards", json=body), decision)

    def take_back(self, number: int, decision: str) -> None:
        entries = self.said(
            "lin", "GET", f"/api/members/{self.world[PEOPLE[number % len(PEOPLE)]]}/entries?book={(HOURS, POINTS)[number % 2]}"
        )
        if entries["items"]:
            entry = entries["items"][number % len(entries["items"])]
            body = {"operation_id": str(uuid4()), "reason": "随机"}
            self.decide(self.said("chen", "POST", f"/api/entries/{entry['id']}/reversals", json=body), decision)

    def decide(self, award: dict[str, Any], decision: str) -> None:
        if "id" in award:
            self.said("lin", "PUT", f"/api/manual-awards/{award['id']}/decision", json={"decision": decision, "reason": "随机"})

    def mark(self, person: str) -> None:
        self.hall.mark(member_id=self.world[person], reason="看见了")

    def unmark(self, number: int) -> None:
        inside = self.hall.board().json["signed_in"]
        if inside:
            self.said("li", "DELETE", f"{self.hall.meeting}/sign-ins/{inside[number % len(inside)]['sign_in_id']}")

    def move(self, person: str, branch: str) -> None:
        row = (f"和风市/滨江区/梧桐街道/{BRANCHES[branch]}", WALKERS[person], person.title(), "", "", "")
        moved = self.said("lin", "POST", "/api/members/imports", data={"file": (io.BytesIO(csv_of(row)), "r.csv")})
        assert moved["applied"], moved

    def close(self) -> None:
        if month := self.said("lin", "GET", "/api/closings")["next_month"]:
            assert self.said("lin", "POST", "/api/closings", json={"period": month})["period"] == month


class Books:
    """What every page says, beside the plain sum of all entries."""

    def __init__(self, city: City) -> None:
        self.city = city
        db.session.rollback()
        self.members = {member.id: member for member in db.session.scalars(select(Member))}
        self.sums: Counter[tuple[int, str, str]] = Counter()
        for member, book, day, amount in db.session.execute(select(Entry.member_id, Entry.book, Entry.day, Entry.amount)):
            for period in periods_of(day):
                self.sums[member, book, period] += amount
        db.session.rollback()

    def of_all(self, book: str, period: str) -> dict[int, int]:
        return {member: amount for (member, other, when), amount in self.sums.items() if (other, when) == (book, period) and amount}

    def agree(self) -> None:
        """Every page, of every member."""
        self.add_up()
        for period in periods_of(clock.today()):
            self._ranking_agrees(period)
        for person in PEOPLE:
            self._screens_agree(person)
        for kind in REPORTS:
            self._report_agrees(kind)

    def agree_in_turns(self, number: int) -> None:
        self.add_up()
        self._ranking_agrees(periods_of(clock.today())[number % 4])
        self._screens_agree(PEOPLE[number % 5])
        self._report_agrees(list(REPORTS)[number % 2])

    def add_up(self) -> None:
        assert verify() == {}
        assert list(crooked_reversals()) == []

    def _ranking_agrees(self, period: str) -> None:
        page = self.city.said("lin", "GET", f"/api/points/ranking?organisation={self.city.world['city']}&period={period}&limit=100")
        active = {id: points for id, points in self.of_all(POINTS, period).items() if self.members[id].status == "active" and points > 0}
        assert {place["member_id"]: place["points"] for place in page["items"]} == active, period

    def _screens_agree(self, person: str) -> None:
        names, me = dict(zip(("month", "quarter", "year", "all_time"), periods_of(clock.today()), strict=True)), self.city.world[person]
        summary = self.city.said(person, "GET", "/api/points/summary")
        assert {name: summary[name] for name in names} == {name: self.sums[me, POINTS, period] for name, period in names.items()}
        hours = self.city.said(person, "GET", f"/api/me/hours?year={clock.today().year}")
        assert hours["total_seconds"] == self.sums[me, HOURS, names["year"]]
        sums = self.city.said(person, "GET", f"/api/members/{me}/sums?period={names['month']}")
        assert sums["amount"] == sum(one["amount"] for one in sums["rules"]) == summary["month"]

    def _report_agrees(self, kind: str) -> None:
        (book, figure), year = REPORTS[kind], clock.today().year
        asked = f"organisation={self.city.world['city']}&first_day={year}-01-01&last_day={year}-12-31&by=member&limit=100"
        shown: Counter[int] = Counter()
        for row in self.city.said("lin", "GET", f"/api/reports/{kind}?{asked}")["items"]:
            shown[row["member_id"]] += row[figure]
        assert {member: amount for member, amount in shown.items() if amount} == self.of_all(book, str(year)), kind


def machine(city: City, restore: Any) -> type[RuleBasedStateMachine]:
    class Deeds(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.number = 0
            restore()

        @rule(person=people, name=st.sampled_from(RULES), days_ago=st.integers(0, 400))
        def award(self, person: str, name: str, days_ago: int) -> None:
            city.award(person, name, days_ago)

        @rule(person=people, lesson=st.sampled_from(("lesson", "second lesson")), minutes=st.integers(1, 45))
        def study(self, person: str, lesson: str, minutes: int) -> None:
            city.study(person, lesson, minutes)

        @rule(person=people, amount=st.integers(-20, 20).filter(bool), decision=st.sampled_from(("approve", "approve", "decline")))
        def give(self, person: str, amount: int, decision: str) -> None:
            city.give(person, amount, decision)

        @rule(number=numbers, decision=st.sampled_from(("approve", "approve", "decline")))
        def take_back(self, number: int, decision: str) -> None:
            city.take_back(number, decision)

        @rule(person=st.sampled_from(("li", "wang", "mei")))
        def mark(self, person: str) -> None:
            city.mark(person)

        @rule(number=numbers)
        def unmark(self, number: int) -> None:
            city.unmark(number)

        @rule(person=st.sampled_from(sorted(WALKERS)), branch=st.sampled_from(sorted(BRANCHES)))
        def move(self, person: str, branch: str) -> None:
            city.move(person, branch)

        @rule(days=st.integers(1, 20))
        def let_days_pass(self, days: int) -> None:
            city.time.pass_minutes(days * 1440)

        @rule()
        def close(self) -> None:
            city.close()

        @invariant()
        def books_agree(self) -> None:
            self.number += 1
            Books(city).agree_in_turns(self.number)

        def teardown(self) -> None:
            Books(city).agree()
            assert list(changed_closings()) == []
            db.session.rollback()

    return Deeds


@pytest.mark.parametrize("stand", ["sqlite"], indirect=True)
def test_after_any_deeds_every_page_says_the_same(
    ask: Asker, world: World, session: Any, stand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Clock(monkeypatch)

    def restore() -> None:
        time.ahead_ms = 0
        for remembered in REMEMBERED:
            ask.app.extensions.pop(remembered, None)
        db.session.remove()
        stand.database.restore(db.engine.dispose)

    steps = min(STEPS, AT_ONCE)
    lives = settings(
        max_examples=max(1, STEPS // steps),
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],  # a failure names its deeds already, and each of them is a dozen requests
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine(City(ask, world, time), restore), settings=lives)
