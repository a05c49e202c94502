"""A database full of people gets their past: as the roster has them now, and before that as the ledger remembers them."""

from datetime import date

from flask import Flask
from flask_migrate import downgrade, upgrade

from backend.core.db import db
from backend.ledger.models import HOURS
from backend.members.models import Member
from backend.reports.past import PastMember
from tests.cast import World
from tests.points.booking import Books
from tests.reports.test_history import past_of, the_present, the_roster


def test_the_past_is_what_roster_and_ledger_know(app: Flask, world: World) -> None:
    books = Books(app, world)
    books.book("wang", 3600, book=HOURS, day=date(2026, 3, 1))
    with app.app_context():
        db.session.get_one(Member, world["wang"]).branch_id = world["wangjiang"]
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
        downgrade(revision="0012")
        db.session.remove()
        upgrade()
        assert the_present() == the_roster()
        assert [row[1::2] for row in past_of(world, "wang")] == [(world["qingfeng"], False), (world["wangjiang"], True)]
        assert past_of(world, "li") == [("Li", world["qingfeng"], "active", True)]
        db.session.get_one(Member, world["li"]).name = "Li the Second"
        db.session.commit()
        assert [row[0] for row in past_of(world, "li")] == ["Li", "Li the Second"]
        assert db.session.query(PastMember).filter(PastMember.until_id.is_(None)).count() == db.session.query(Member).count()
