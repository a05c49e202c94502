"""Sixteen writers on the same few members: no entry is lost, none doubled. Without the constraint the same storm doubles them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from sqlalchemy import MetaData, func, select

from backend.core.config import Settings
from backend.core.db import db
from backend.ledger.models import HOURS, POINTS, Entry
from backend.ledger.post import Posting, post
from backend.ledger.verify import verify
from backend.members.models import Member
from backend.organisations.models import found
from tests.cast import World
from tests.conftest import SECRET
from tests.core.second_server import second_server
from tests.slow import at_once

WRITERS = 16
SHARED = 12  # deeds that all writers bring, in an order of their own
OWN = 3  # deeds of each writer alone
DAY = date(2026, 11, 15)

Deeds = list[Posting]


def deeds_of(writer: int, members: list[int], branch: int) -> Deeds:
    """What a writer brings: the same deeds as all others, and some of its own."""
    names = [f"shared/{n}" for n in range(SHARED)] + [f"{writer}/{n}" for n in range(OWN)]
    deeds = [
        Posting(book, members[n % len(members)], branch, n + 1, "hot", ("storm", name), "会", DAY)
        for n, name in enumerate(names)
        for book in (HOURS, POINTS)
    ]
    Random(writer).shuffle(deeds)
    return deeds


def storm(app: Flask, members: list[int], branch: int) -> list[int]:
    """All writers at once, each deed in a transaction of its own; answers how many each was told are booked."""

    def write(writer: int) -> int:
        booked = 0
        for deed in deeds_of(writer, members, branch):
            with app.app_context():
                booked += len(post(deed))
                db.session.commit()
        return booked

    return at_once([lambda writer=writer: write(writer) for writer in range(WRITERS)])


def booked() -> tuple[int, int]:
    return tuple(db.session.execute(select(func.count(), func.sum(Entry.amount)).where(Entry.rule == "hot")).one())


DUE = 2 * (SHARED + WRITERS * OWN)
DUE_SUM = 2 * (sum(range(1, SHARED + 1)) + WRITERS * sum(range(SHARED + 1, SHARED + OWN + 1)))


def test_sixteen_writers_on_one_branch_lose_and_double_nothing(app: Flask, world: World) -> None:
    answers = storm(app, [world[name] for name in ("li", "wang", "mei", "ning")], world["qingfeng"])
    with app.app_context():
        assert sum(answers) == DUE
        assert booked() == (DUE, DUE_SUM)
        assert verify() == {}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_without_the_constraint_the_same_storm_doubles(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The control, in a database of its own: the constraint really is what holds."""
    settings = Settings(database_url=_own_database(kind, tmp_path, request.getfixturevalue), data_dir=str(tmp_path), secret_key=SECRET)
    with second_server(settings) as app, app.app_context():
        _without_constraint().create_all(db.engine)
        branch = found(None, "支部", level="支部", is_branch=True).id
        members = [Member(card_number=str(n), name=str(n), branch_id=branch) for n in range(4)]
        db.session.add_all(members)
        db.session.commit()
        storm(app, [member.id for member in members], branch)
        assert booked()[0] > DUE
        db.session.remove()
        db.engine.dispose()


def _own_database(kind: str, folder: Path, fixture: Callable[[str], Any]) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'own.db'}"
    server, name = fixture("postgresql_server"), f"own_{uuid4().hex[:8]}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://{server}/{name}"


def _without_constraint() -> MetaData:
    """Every table as it is, but for what makes a source pay once."""
    tables = MetaData()
    for table in db.metadata.sorted_tables:
        table.to_metadata(tables)
    entries = tables.tables["entries"]
    entries.constraints = {one for one in entries.constraints if getattr(one, "name", None) != "uq_entries_source"}
    return tables
