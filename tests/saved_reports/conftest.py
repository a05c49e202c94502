"""The ledger at hand, and one way to let saved reports be looked after on a day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from backend.core import clock
from backend.core.db import db
from backend.reports.runner import Runner
from backend.saved_reports.send_due import send_due
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import books

__all__ = ["books"]
Save = Callable[..., Any]
DAY = timedelta(days=1)


@pytest.fixture
def save(ask: Asker, world: World) -> Save:
    """Keep a report as somebody (Li); answers the response."""

    def save(person: str | None = "li", place: str = "qingfeng", **changes: Any) -> Any:
        body = {"operation_id": str(uuid4()), "name": "每周学时", "kind": "study-hours", "period": "this_year"}
        weekly = {"schedule": "weekly", "day": 1, "organisation_id": world[place]}
        return ask(person, "POST", "/api/saved-reports", json={**body, **weekly, **changes})

    return save


class Days:
    """Lets days pass: on each, what is due is asked, made and told."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.today = clock.today()

    def pass_until(self, day: date) -> None:
        with self.app.app_context():
            send_due(day)
            Runner().work_off()
            db.session.commit()
            send_due(day)
            db.session.remove()

    def next(self, weekday: int) -> date:
        """The first such day from tomorrow on."""
        return next(day for day in (self.today + n * DAY for n in range(1, 8)) if day.isoweekday() == weekday)


@pytest.fixture
def days(app: Flask) -> Days:
    return Days(app)
