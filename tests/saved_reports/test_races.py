"""Two runners at the same minute: each turn is taken once, and each person told once."""

from typing import Any

import pytest
from flask import Flask

from backend.core.db import db, insert_once
from backend.saved_reports import take_turns
from backend.saved_reports.models import SavedReportTurn
from backend.saved_reports.send_due import send_due
from tests.asker import Asker
from tests.saved_reports.conftest import Days, Save
from tests.saved_reports.test_digest import YEAR, told
from tests.slow import at_once, side_by_side, slow_down


def look(app: Flask, days: Days) -> int:
    """A runner's look at a day on which something is due; answers how many turns it took."""
    with app.app_context():
        try:
            return send_due(days.next(weekday=1))[0]
        finally:
            db.session.remove()


def test_of_two_looks_at_once_one_takes_the_turn(app: Flask, save: Save, days: Days, session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    save(**YEAR)
    slow_down(monkeypatch, take_turns, "insert_once", first_alone=True)  # between the look at what is due, and the taking
    taken = side_by_side(lambda: look(app, days), lambda: look(app, days))
    assert sum(taken) == 2  # Li's, and the one that Ning has of old
    assert session.query(SavedReportTurn).count() == 2


@pytest.mark.parametrize("stand", ["postgresql"], indirect=True)
def test_without_the_constraint_both_take_it(app: Flask, save: Save, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control. SQLite takes one writer at a time, so there is no race to lose."""

    def take_anyway(model: Any, rows: list[dict[str, Any]], returning: Any) -> Any:
        insert_once(model, rows, returning=returning)
        return [SavedReportTurn(**row) for row in rows]

    monkeypatch.setattr(take_turns, "insert_once", take_anyway)
    slow_down(monkeypatch, take_turns, "insert_once")
    save(**YEAR)
    taken = side_by_side(lambda: look(app, days), lambda: look(app, days))
    assert sum(taken) > 2


def test_many_looks_at_once_tell_one_digest(app: Flask, ask: Asker, save: Save, days: Days) -> None:
    save(**YEAR)
    days.pass_until(days.next(weekday=1))
    with app.app_context():  # as if none had been written yet
        db.session.execute(db.update(SavedReportTurn).values(told=False))
        db.session.commit()
    at_once([lambda: look(app, days) for _ in range(3)])
    assert len(told(ask)) == 1
