"""Another engine may take over (docs/operations.md): the tables that grow with every member and day can be cut by member, as
each of their keys holds the member; what can't is named here and in the plan, and nothing else."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, UniqueConstraint, text

from backend.core.db import db
from backend.ledger.models import POINTS, Entry
from backend.ledger.post import Posting, post, reverse
from backend.ledger.verify import verify
from tests.cast import World

COLUMN = "member_id"
# What grows with members and days; all else is small and stays whole on every machine, or on the first one.
DISTRIBUTED = ("entries", "balances", "segments", "study_days", "study_day_lessons", "lesson_progress")
# Keys that must take the member in before the table is cut, as the plan's SQL does. A reversal is its member's own.
TO_WIDEN = {("entries", ("id",)), ("entries", ("reverses_id",))}
# Large, and all the same not cut: its rule is between members, as one phone signs in one member at a meeting.
BETWEEN_MEMBERS = {("sign_ins", ("meeting_id", "kind", "device"))}
PLAN = Path(__file__).parents[2] / "docs" / "operations.md"


def keys_of(table: Table) -> Iterator[tuple[str, ...]]:
    """The columns of everything in the table that must be unique."""
    yield tuple(column.name for column in table.primary_key)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)
    for index in table.indexes:
        if index.unique:
            yield tuple(column.name for column in index.columns)


def table(name: str) -> Table:
    return db.metadata.tables[name]


def narrow(name: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(name, key) for key in keys_of(table(name)) if COLUMN not in key}


def test_every_key_of_what_is_cut_holds_the_member() -> None:
    assert {one for name in DISTRIBUTED for one in narrow(name)} == TO_WIDEN


def test_every_row_of_what_is_cut_has_a_member() -> None:
    assert all(not table(name).c[COLUMN].nullable for name in DISTRIBUTED)


def test_what_stays_whole_although_it_is_large_has_a_rule_between_members() -> None:
    assert narrow("sign_ins") >= BETWEEN_MEMBERS


def test_nothing_that_stays_whole_points_at_what_is_cut() -> None:
    """A row on one machine can't be held to a row on any."""
    pointers = {
        (one.name, key.target_fullname)
        for one in db.metadata.sorted_tables
        for key in one.foreign_keys
        if key.column.table.name in DISTRIBUTED
    }
    assert pointers == {("entries", "entries.id")}  # its own reversal, which the plan binds with the member


def plan() -> list[str]:
    """The plan's statements, without those that only Citus knows."""
    block = re.search(r"```sql\n(-- Citus.*?)```", PLAN.read_text("utf-8"), re.S)
    assert block
    plain = re.sub(r"--.*", "", block[1])
    return [one.strip() for one in plain.split(";") if one.strip() and "create_" not in one.lower()]


def test_the_plan_cuts_what_is_said_here_and_widens_its_keys() -> None:
    words = PLAN.read_text("utf-8")
    cut = re.findall(r"create_distributed_table\('(\w+)', 'member_id'", words)
    assert sorted(cut) == sorted(DISTRIBUTED)


@pytest.fixture
def widened(app: Flask, session: Any) -> Any:
    """The books with keys as the plan has them, in a transaction that is rolled back."""
    if app.config["MUSTER"].database_url.startswith("sqlite"):
        pytest.skip("The plan is for PostgreSQL and what speaks like it.")
    for statement in plan():
        session.execute(text(statement))
    yield session
    session.rollback()


def test_the_books_are_kept_as_ever_with_the_widened_keys(widened: Any, world: World) -> None:
    one = Posting(POINTS, world["wang"], world["qingfeng"], 5, "meeting_attended", ("x", "1"), "会", date(2026, 11, 15))
    assert (len(post(one)), len(post(one))) == (1, 0)
    entry = widened.query(Entry).filter_by(source_type="x").one()
    assert [len(reverse([entry], reason="记错了", actor_id=None)) for _ in range(2)] == [1, 0]
    assert verify() == {}
