"""Closing, correcting and writing about the open meeting of Li's branch, in few words."""

from typing import Any
from uuid import uuid4

import pytest

from tests.hall import Hall


class Paper:
    """What stays of the hall's meeting."""

    scanned: str  # a code that a phone saw before the closing

    def __init__(self, hall: Hall) -> None:
        self.hall, self.ask, self.world = hall, hall.ask, hall.world

    def mark(self, *names: str) -> None:
        """Li marks these people by hand."""
        marks = [{"operation_id": str(uuid4()), "member_id": self.world[name], "reason": "没有带手机"} for name in names]
        answer = self.ask("li", "POST", f"{self.hall.meeting}/marks", json={"marks": marks})
        assert [one["outcome"] for one in answer.json["items"]] == ["accepted"] * len(names)

    def close(self, person: str = "li", **body: Any) -> Any:
        return self.ask(person, "PUT", f"{self.hall.meeting}/closing", json=body)

    def record(self, person: str = "li") -> Any:
        return self.ask(person, "GET", f"{self.hall.meeting}/record")

    def row(self, name: str) -> Any:
        """The frozen row of this person."""
        return next(row for row in self.record().json["content"]["list"] if row["member_id"] == self.world[name])

    def correct(self, kind: str, person: str = "li", reason: str = "现场照片可证", **asked: Any) -> Any:
        return self.ask(person, "POST", f"{self.hall.meeting}/corrections", json={"kind": kind, "reason": reason, **asked})

    def write(self, body: str, version: int, person: str = "li") -> Any:
        return self.ask(person, "PUT", f"{self.hall.meeting}/minutes", json={"body": body, "version": version})

    def hours(self, name: str) -> int:
        """What the ledger gives this person for meetings, in seconds."""
        items = self.ask(name, "GET", "/api/study/entries").json["items"]
        return sum(entry["amount"] for entry in items if entry["rule"] == "attended")


@pytest.fixture
def paper(hall: Hall) -> Paper:
    return Paper(hall)
