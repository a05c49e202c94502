"""Closing: heads and names compared, and everything frozen into one record."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.core import clock
from backend.meetings.leave import Leave
from backend.meetings.views import View
from backend.records.canonical import instant
from backend.records.models import Record
from tests.records.paper import Paper


def test_when_room_and_list_differ_the_secretary_says_why(paper: Paper) -> None:
    paper.mark("wang", "mei")
    refused = paper.close(head_count=3)
    assert (refused.status_code, refused.json["code"]) == (409, "head_count_differs")
    assert refused.json["detail"].startswith("The room says 3, the list says 2")
    assert paper.ask("li", "GET", paper.hall.meeting).json["state"] == "open"
    closed = paper.close(head_count=3, head_count_note="一位访客旁听")
    assert (closed.status_code, closed.json["state"], closed.json["head_count"]) == (200, "closed", 3)
    assert paper.record().json["content"]["head_count"] == {"room": 3, "note": "一位访客旁听"}


def test_a_count_that_agrees_closes_at_once_and_so_does_none(paper: Paper) -> None:
    paper.mark("wang")
    assert paper.close(head_count=1).status_code == 200


def test_heads_need_not_be_counted(paper: Paper) -> None:
    assert paper.close().status_code == 200
    assert paper.record().json["content"]["head_count"] == {"room": None, "note": None}


def test_closing_twice_answers_like_the_first(paper: Paper, session: Any) -> None:
    paper.mark("wang")
    first = paper.close(head_count=1)
    before = paper.record().json
    again = paper.close(head_count=99)
    assert (again.status_code, again.json) == (200, first.json)
    assert paper.record().json == before
    assert session.query(Record).count() == 1


def test_only_an_open_meeting_can_be_closed(paper: Paper) -> None:
    planned = f"/api/meetings/{paper.world['planned meeting']}"
    assert paper.ask("li", "PUT", f"{planned}/closing", json={}).json["code"] == "not_open"


def test_the_record_is_what_its_hash_says(paper: Paper) -> None:
    """Anybody can check: the content as JSON with sorted keys and without spaces."""
    paper.mark("wang")
    paper.close()
    record = paper.record().json
    text = json.dumps(record["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == record["sha256"]


def test_the_record_names_everybody_and_how_they_came(paper: Paper) -> None:
    paper.hall.sign_in("wang", code=paper.hall.code())
    paper.mark("mei")
    paper.close()
    content = paper.record().json["content"]
    assert [row["name"] for row in content["list"]] == ["Li", "Wang", "Mei", "Ning"]
    assert content["counts"] == {"expected": 4, "came": 2, "late": 0, "on_leave": 0, "missing": 2}
    wang, mei = paper.row("wang")["arrival"], paper.row("mei")["arrival"]
    assert (wang["method"], wang["assurance"], wang["standing"], wang["credited_seconds"]) == ("code", "B", "on_time", 5400)
    assert (mei["method"], mei["assurance"], mei["by"], mei["reason"]) == ("by_hand", "D", "Li", "没有带手机")
    assert paper.row("ning")["arrival"] is None


def test_signing_out_and_second_checks_stand_in_the_record(paper: Paper) -> None:
    paper.mark("wang")
    check = paper.ask("li", "POST", f"{paper.hall.meeting}/checks", json={"kind": "names"}).json
    answers = f"{paper.hall.meeting}/checks/{check['id']}/answers/{paper.world['wang']}"
    assert paper.ask("li", "PUT", answers, json={"present": False}).status_code == 204
    code = paper.ask("li", "GET", f"{paper.hall.meeting}/code?purpose=out").json["url"].rpartition("/")[2]
    assert paper.hall.sign_in("wang", code=code).status_code == 201
    paper.close()
    row = paper.row("wang")
    assert row["checks"] == [{"check_id": check["id"], "present": False}]
    assert (row["signed_out"]["method"], row["signed_out"]["left_early"]) == ("code", True)


def test_a_mark_that_was_undone_stays_to_be_seen(paper: Paper) -> None:
    paper.mark("wang")
    mark = paper.hall.board().json["signed_in"][0]["sign_in_id"]
    assert paper.ask("li", "DELETE", f"{paper.hall.meeting}/sign-ins/{mark}").status_code == 204
    paper.close()
    row = paper.row("wang")
    assert row["arrival"] is None
    assert [(one["sign_in_id"], one["state"], one["by"]) for one in row["marks"]] == [(mark, "undone", "Li")]


def test_why_somebody_took_leave_is_in_no_record(paper: Paper, session: Any) -> None:
    leave = {"reason": "陪家人复查", "state": "granted", "asked_at": clock.now()}
    session.add(Leave(meeting_id=paper.world["meeting"], member_id=paper.world["wang"], **leave))
    session.commit()
    paper.close()
    assert paper.row("wang")["leave"] == "granted"
    assert paper.record().json["content"]["counts"]["on_leave"] == 1
    assert "陪家人" not in session.query(Record).one().content


def test_who_looks_at_the_record_is_written_down(paper: Paper, session: Any) -> None:
    paper.close()
    for person in ("li", "li", "chen"):
        paper.record(person)
    seen = session.query(View.viewer_id, View.place).filter(View.place == "record").order_by(View.viewer_id).all()
    assert [tuple(row) for row in seen] == [(paper.world["li"], "record"), (paper.world["chen"], "record")]


def test_there_is_no_record_before_the_closing(paper: Paper) -> None:
    assert (paper.record().status_code, paper.record().json["code"]) == (409, "not_closed")


def test_a_meeting_closed_before_there_were_records_gets_one_when_closed_again(paper: Paper, session: Any) -> None:
    paper.mark("wang")
    paper.close()
    session.query(Record).delete()
    session.commit()
    assert paper.record().json["code"] == "no_record"
    assert paper.close().status_code == 200
    assert paper.row("wang")["arrival"]["method"] == "by_hand"


def test_nothing_changes_a_closed_meeting(paper: Paper) -> None:
    paper.mark("wang")
    mark = paper.hall.board().json["signed_in"][0]["sign_in_id"]
    code = paper.hall.code()
    paper.close()
    refused = [
        paper.hall.sign_in("mei", code=code),
        paper.ask("li", "DELETE", f"{paper.hall.meeting}/sign-ins/{mark}"),
        paper.write("晚了", 0),
        paper.ask("li", "POST", f"{paper.hall.meeting}/approvals", json={"sign_in_ids": [mark], "approve": False}),
    ]
    assert [(answer.status_code, answer.json["code"]) for answer in refused] == [(409, "closed")] * 4


def test_an_instant_is_written_the_same_from_whatever_zone() -> None:
    evening = datetime(2026, 11, 24, 19, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert instant(evening) == instant(evening.astimezone(UTC)) == "2026-11-24T11:00:00.000000Z"
