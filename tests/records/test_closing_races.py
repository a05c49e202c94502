"""Whoever comes while the meeting closes: what was acknowledged stands in the record, what came too late is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.board import decide as deciding
from backend.board import marks as marking
from backend.core import clock
from backend.core.db import Prepared
from backend.meetings.leave import Leave
from backend.meetings.models import Meeting
from backend.records import close as closing
from backend.records.verify import verify
from backend.roster import leave as leaving
from backend.sign_in import checks
from backend.sign_in import door as at_the_door
from backend.sign_in import sign_in as signing
from tests.records.paper import Paper
from tests.slow import side_by_side, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway
Request = Callable[[], Any]


class Deeds:
    """What changes the list, each as a request that can be sent from any thread, with the step to rest before."""

    def __init__(self, paper: Paper, session: Any) -> None:
        self.paper, self.session = paper, session

    def send(self, person: str, method: str, path: str, **body: Any) -> Request:
        headers = {"Authorization": f"Bearer {self.paper.ask.token(person)}"}
        return lambda: self.paper.ask.app.test_client().open(path, method=method, headers=headers, json=body or None)

    def at(self, person: str, method: str, path: str, **body: Any) -> Request:
        return self.send(person, method, f"{self.paper.hall.meeting}/{path}", **body)

    def close(self) -> Request:
        return self.at("li", "PUT", "closing", head_count=None)

    def sign_in(self) -> tuple[Request, Any, str]:
        request = self.send("wang", "POST", "/api/sign-ins", operation_id=str(uuid4()), code=self.paper.hall.code())
        return request, signing, "book"

    def sign_out(self) -> tuple[Request, Any, str]:
        self.paper.mark("wang")
        code = self.paper.ask("li", "GET", f"{self.paper.hall.meeting}/code?purpose=out").json["url"].rpartition("/")[2]
        return self.send("wang", "POST", "/api/sign-ins", operation_id=str(uuid4()), code=code), signing, "book"

    def mark(self) -> tuple[Request, Any, str]:
        mark = {"operation_id": str(uuid4()), "member_id": self.paper.world["wang"], "reason": "没有带手机"}
        return self.at("li", "POST", "marks", marks=[mark]), marking, "book"

    def undo(self) -> tuple[Request, Any, str]:
        self.paper.mark("wang")
        sign_in_id = self.paper.hall.board().json["signed_in"][0]["sign_in_id"]
        return self.at("li", "DELETE", f"sign-ins/{sign_in_id}"), deciding, "_set_state"

    def approve(self) -> tuple[Request, Any, str]:
        meeting = self.session.get_one(Meeting, self.paper.world["meeting"])
        code = self.paper.hall.code()
        meeting.opened_at -= timedelta(minutes=2)
        self.session.commit()
        assert self.paper.hall.sign_in("wang", code=code, waited_ms=120_000).status_code == 202
        (claim,) = self.paper.hall.board().json["waiting"]
        return self.at("li", "POST", "approvals", sign_in_ids=[claim["sign_in_id"]], approve=True), deciding, "_set_state"

    def answer_check(self) -> tuple[Request, Any, str]:
        self.paper.mark("wang")
        check = self.paper.ask("li", "POST", f"{self.paper.hall.meeting}/checks", json={"kind": "names"}).json
        request = self.at("li", "PUT", f"checks/{check['id']}/answers/{self.paper.world['wang']}", present=True)
        return request, checks, "answer"

    def start_check(self) -> tuple[Request, Any, str]:
        self.paper.mark("wang")
        return self.at("li", "POST", "checks", kind="names"), checks, "_drawn"

    def grant_leave(self) -> tuple[Request, Any, str]:
        asked = {"meeting_id": self.paper.world["meeting"], "member_id": self.paper.world["wang"], "reason": "复查"}
        self.session.add(Leave(**asked, asked_at=clock.now()))
        self.session.commit()
        request = self.at("li", "PUT", f"leaves/{self.paper.world['wang']}", granted=True)
        return request, leaving, "leave_trace"


NAMES = ("sign_in", "sign_out", "mark", "undo", "approve", "start_check", "answer_check", "grant_leave")


@pytest.fixture
def deeds(paper: Paper, session: Any) -> Deeds:
    return Deeds(paper, session)


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody holds the meeting open: the control."""
    monkeypatch.setattr(Meeting, "keep_open", lambda meeting: None)
    unheld = at_the_door._DOOR.statement._clone()
    unheld._for_update_arg = None
    monkeypatch.setattr(at_the_door, "_DOOR", Prepared(unheld))


def before_the_deed(deeds: Deeds, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The deed rests between its check and its effect, and the meeting closes."""
    request, place, step = getattr(deeds, name)()
    slow_down(monkeypatch, place, step)
    done, closed = side_by_side(request, deeds.close())
    assert closed.status_code == 200
    return done


def while_closing(deeds: Deeds, name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The list is frozen and not yet committed, and the deed begins."""
    request, _, _ = getattr(deeds, name)()
    slow_down(monkeypatch, closing, "sha256_of")
    closed, done = side_by_side(deeds.close(), request)
    assert closed.status_code == 200
    return done


def was_done(answer: Any) -> bool:
    items = answer.json["items"] if answer.status_code == 200 and "items" in answer.json else [{}]
    return answer.status_code < 300 and items[0].get("outcome") != "refused"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_acknowledged_while_the_meeting_closes_is_in_the_record(name: str, deeds: Deeds, monkeypatch: pytest.MonkeyPatch) -> None:
    assert was_done(before_the_deed(deeds, name, monkeypatch))
    assert verify() == []


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_while_the_list_is_being_frozen_is_refused(name: str, deeds: Deeds, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not was_done(while_closing(deeds, name, monkeypatch))
    assert verify() == []


@on_postgresql
@pytest.mark.usefixtures("free")
@pytest.mark.parametrize("name", NAMES)
def test_without_the_hold_what_is_acknowledged_is_missing(name: str, deeds: Deeds, monkeypatch: pytest.MonkeyPatch) -> None:
    race = before_the_deed if name in ("sign_in", "sign_out", "mark") else while_closing
    assert was_done(race(deeds, name, monkeypatch))
    assert verify() != []
