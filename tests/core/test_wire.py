"""What a connection to PostgreSQL has prepared stays prepared, whatever else goes over it."""

from flask import Flask
from sqlalchemy import bindparam, select, text

from backend.core.db import Prepared, db
from backend.members.models import Member
from tests.cast import World

OFTEN = 7  # often enough for psycopg to prepare a statement itself, if it were let
ONE = Prepared(select(Member.id).where(Member.id == bindparam("id")))


def test_what_is_prepared_outlives_a_rollback_of_others(app: Flask, world: World) -> None:
    with app.app_context():
        assert [row.id for row in ONE.rows(id=world["wang"])] == [world["wang"]]
        for _ in range(OFTEN):
            db.session.execute(text("SELECT count(*) FROM members WHERE id > :least"), {"least": 0})
        db.session.rollback()
        assert [row.id for row in ONE.rows(id=world["wang"])] == [world["wang"]]
