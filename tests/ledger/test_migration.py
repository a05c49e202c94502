"""A database full of balances by month gets those by quarter, and gives them up again."""

from datetime import date

from flask import Flask
from flask_migrate import downgrade, upgrade

from backend.core.db import db
from backend.ledger.models import HOURS, Balance
from backend.ledger.verify import verify
from tests.cast import World
from tests.points.booking import Books


def test_months_are_summed_into_quarters(app: Flask, world: World) -> None:
    books = Books(app, world)
    for person, amount, day in (
        ("wang", 5, (2026, 9, 30)),
        ("wang", 7, (2026, 10, 1)),
        ("wang", -2, (2026, 12, 31)),
        ("li", 9, (2025, 1, 1)),
    ):
        books.book(person, amount, day=date(*day))
    books.book("wang", 3600, book=HOURS, day=date(2026, 10, 1))
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0009")
        assert not [row for row in db.session.query(Balance.period).distinct() if "Q" in row.period]
        db.session.remove()
        upgrade()
        mine = db.session.query(Balance.book, Balance.period, Balance.amount).filter(Balance.member_id == world["wang"])
        quarters = {(row.book, row.period): row.amount for row in mine if "Q" in row.period}
        assert quarters == {("points", "2026-Q3"): 5, ("points", "2026-Q4"): 5, ("hours", "2026-Q4"): 3600}
        assert verify() == {}
