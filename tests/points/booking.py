"""Book points and hours straight into the ledger, so that a test need not hold a meeting for each."""

from datetime import date
from itertools import count
from typing import Any

import pytest
from flask import Flask

from backend.core import clock
from backend.core.db import db
from backend.ledger.models import POINTS
from backend.ledger.post import Posting, post
from backend.members.models import Member
from tests.cast import World

NUMBERS = count(1)


class Books:
    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world
        with app.app_context():
            self.today = clock.today()

    def book(self, person: str | int, amount: int, *, day: date | None = None, **facts: Any) -> None:
        """One entry of a source of its own."""
        with self.app.app_context():
            member = db.session.get_one(Member, self.world[person] if isinstance(person, str) else person)
            said = {"book": POINTS, "rule": "meeting_attended", "title": "组织生活", "source": ("test", str(next(NUMBERS))), **facts}
            post(Posting(member_id=member.id, branch_id=member.branch_id, amount=amount, day=day or self.today, **said))
            db.session.commit()

    def add_people(self, branch: str, *names: str, status: str = "active") -> list[int]:
        """More members of a branch; their cards follow the order of their names here."""
        with self.app.app_context():
            people = [Member(card_number=f"7{next(NUMBERS):06}", name=name, branch_id=self.world[branch], status=status) for name in names]
            db.session.add_all(people)
            db.session.commit()
            return [one.id for one in people]


@pytest.fixture
def books(app: Flask, world: World) -> Books:
    return Books(app, world)
