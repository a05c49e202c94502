"""Two disputes sent at once: the last free place is taken once. Without the member's line held, both take it."""

from typing import Any
from uuid import uuid4

import pytest

from backend.disputes import dispute
from backend.disputes.dispute import MOST_OPEN
from tests.asker import Asker
from tests.disputes.conftest import Table
from tests.slow import side_by_side, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway


def take_the_last_place(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    for _ in range(MOST_OPEN - 1):
        table.miss("mei")
    slow_down(monkeypatch, dispute, "_refuse_twice")  # between the count of those that wait, and one more

    def miss() -> Any:
        body = {"operation_id": str(uuid4()), "day": str(table.books.today), "title": "组织生活", "words": "那天我参加了。"}
        headers = {"Authorization": f"Bearer {ask.token('mei')}"}
        return ask.app.test_client().post("/api/disputes", json=body, headers=headers)

    return sorted(answer.status_code for answer in side_by_side(miss, miss))


def test_the_last_place_is_taken_once(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_the_last_place(table, ask, monkeypatch) == [201, 409]
    assert len(table.mine("mei")["items"]) == MOST_OPEN


@on_postgresql
def test_without_the_line_held_both_take_it(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispute, "lock_member", lambda member_id: None)
    assert take_the_last_place(table, ask, monkeypatch) == [201, 201]
