"""The secretary's phone: not in, in, on leave, waiting; marks, approvals, undo."""

from typing import Any
from uuid import uuid4

from backend.ledger.verify import verify
from backend.meetings.sign_ins import SignIn
from backend.meetings.views import View
from backend.members.models import Trace
from tests.a_phone import reply_to
from tests.asker import Asker
from tests.hall import Clock, Hall


def names(people: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in people]


def test_the_board_names_who_is_missing_first_and_who_came_last(hall: Hall) -> None:
    hall.sign_in("wang", code=hall.code())
    hall.sign_in("mei", code=hall.code())
    board = hall.board().json
    assert names(board["missing"]) == ["Li", "Ning"]
    assert names(board["signed_in"]) == ["Mei", "Wang"]
    assert board["meeting"]["signed_in_count"] == 2


def test_an_unchanged_board_costs_a_304(hall: Hall) -> None:
    etag = hall.board().headers["ETag"]
    unchanged = hall.board(**{"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    hall.sign_in("wang", code=hall.code())
    assert hall.board(**{"If-None-Match": etag}).status_code == 200


def test_everything_that_the_board_shows_changes_its_etag(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 700_000)
    wang = hall.world["wang"]

    def last_of(what: str) -> int:
        return int(hall.board().json[what][-1]["sign_in_id"])

    deeds = [
        lambda: hall.sign_in("wang", code=scanned, waited_ms=90_000),
        lambda: ask("li", "POST", f"{hall.meeting}/approvals", json={"sign_in_ids": [last_of("waiting")], "approve": True}),
        lambda: hall.mark(member_id=wang, reason="也看到了"),
        lambda: ask("li", "DELETE", f"{hall.meeting}/sign-ins/{last_of('signed_in')}"),
        lambda: ask("li", "POST", f"{hall.meeting}/checks", json={"kind": "names"}),
        lambda: ask("li", "PUT", f"{hall.meeting}/checks/1/answers/{wang}", json={"present": True}),
        lambda: ask("li", "PUT", f"{hall.meeting}/checks/1/answers/{wang}", json={"present": False}),
        lambda: ask("li", "POST", f"{hall.meeting}/guests", json={"card_number": "000003"}),
        lambda: ask("li", "PUT", f"{hall.meeting}/closing", json={}),
    ]
    for number, deed in enumerate(deeds):
        etag = hall.board().headers["ETag"]
        assert deed().status_code < 300 if number not in (2,) else deed()["outcome"] == "accepted", number
        assert hall.board(**{"If-None-Match": etag}).status_code == 200, number


def test_the_secretary_marks_by_hand_with_a_reason(ask: Asker, hall: Hall, session: Any) -> None:
    operation = str(uuid4())
    outcomes = [hall.mark(operation_id=operation, member_id=hall.world["wang"], reason="没有带手机")["outcome"] for _ in range(2)]
    assert outcomes == ["accepted", "already"]
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10
    trace = session.query(Trace).one()
    assert (trace.deed, trace.member_id, trace.actor_id) == ("marked_by_hand", hall.world["wang"], hall.world["li"])


def test_a_mark_needs_a_reason_and_somebody_on_the_list(ask: Asker, hall: Hall) -> None:
    mark = {"operation_id": str(uuid4()), "member_id": hall.world["wang"], "reason": ""}
    assert ask("li", "POST", f"{hall.meeting}/marks", json={"marks": [mark]}).status_code == 422
    stranger, nobody = hall.mark(member_id=hall.world["zhao"], reason="来了"), hall.mark(member_id=999_999, reason="来了")
    assert stranger["code"] == nobody["code"] == "not_on_roster"


def test_one_mark_that_cannot_be_taken_spoils_no_other(ask: Asker, hall: Hall, session: Any) -> None:
    marks = [{"operation_id": str(uuid4()), "member_id": hall.world[who], "reason": "来了"} for who in ("zhao", "wang", "dong", "mei")]
    items = ask("li", "POST", f"{hall.meeting}/marks", json={"marks": marks}).json["items"]
    assert [item["outcome"] for item in items] == ["refused", "accepted", "refused", "accepted"]
    assert set(names(hall.board().json["signed_in"])) == {"Wang", "Mei"}
    assert verify() == {}


def test_a_mark_made_offline_stands_at_the_time_it_was_made(hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 1_200_000)
    hall.mark(member_id=hall.world["wang"], reason="没带手机", waited_ms=600_000)
    hall.mark(member_id=hall.world["mei"], reason="没带手机", waited_ms=86_400_000)
    came = {one["name"]: one["signed_in_at"] for one in hall.board().json["signed_in"]}
    assert came["Wang"] > came["Mei"]


def test_both_marks_are_kept_one_counts_and_both_are_shown(ask: Asker, hall: Hall, session: Any) -> None:
    """The secretary marked offline, the member's own phone was quicker; or the other way round."""
    hall.mark(member_id=hall.world["wang"], reason="手机没电")
    hall.sign_in("mei", code=hall.code())
    hall.mark(member_id=hall.world["mei"], reason="在第二排")
    (mei,) = [one for one in hall.board().json["signed_in"] if one["name"] == "Mei"]
    assert (mei["assurance"], [(also["method"], also["by"]) for also in mei["also"]]) == ("B", [("by_hand", "Li")])
    assert session.query(SignIn).filter(SignIn.counts).count() == 2
    assert ask("mei", "GET", "/api/points/summary").json["all_time"] == 10


def test_undo_takes_hours_and_points_back_and_who_came_after_all_gets_them_again(ask: Asker, hall: Hall, session: Any) -> None:
    hall.mark(member_id=hall.world["wang"], reason="看错了")
    (arrival,) = hall.board().json["signed_in"]
    undo = f"{hall.meeting}/sign-ins/{arrival['sign_in_id']}"
    assert ask("li", "DELETE", undo).status_code == 204
    assert ask("li", "DELETE", undo).json["code"] == "not_accepted"
    assert "Wang" in names(hall.board().json["missing"])
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 0
    assert ask("wang", "GET", "/api/study/summary").json["meeting_seconds"] == 0
    assert hall.sign_in("wang", code=hall.code()).status_code == 201
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10
    assert "mark_undone" in {trace.deed for trace in session.query(Trace).filter_by(member_id=hall.world["wang"])}
    assert verify() == {}


def test_after_an_undo_the_other_mark_counts(ask: Asker, hall: Hall) -> None:
    hall.sign_in("wang", code=hall.code())
    hall.mark(member_id=hall.world["wang"], reason="也看到了")
    (arrival,) = hall.board().json["signed_in"]
    ask("li", "DELETE", f"{hall.meeting}/sign-ins/{arrival['sign_in_id']}")
    (left,) = hall.board().json["signed_in"]
    assert (left["method"], left["also"]) == ("by_hand", [])
    assert ask("wang", "GET", "/api/points/summary").json["all_time"] == 10


def test_claims_are_approved_all_at_once(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 900_000)
    for person in ("wang", "mei", "li"):
        hall.sign_in(person, code=scanned, waited_ms=300_000)
    claims = [one["sign_in_id"] for one in hall.board().json["waiting"]]
    approval = {"sign_in_ids": [*claims, 999_999], "approve": True}
    assert len(ask("li", "POST", f"{hall.meeting}/approvals", json=approval).json["items"]) == 3
    assert set(names(hall.board().json["signed_in"])) == {"Wang", "Mei", "Li"}


def test_a_member_who_shares_a_phone_is_in_after_the_secretarys_tap(ask: Asker, hall: Hall) -> None:
    from tests.a_phone import Phone

    phone = Phone(ask)
    for person in ("wang", "mei"):
        phone.register(person)
        phone.sign_in(person, code=hall.code())
    (claim,) = hall.board().json["waiting"]
    ask("li", "POST", f"{hall.meeting}/approvals", json={"sign_in_ids": [claim["sign_in_id"]], "approve": True})
    assert {one["name"]: one["assurance"] for one in hall.board().json["signed_in"]} == {"Wang": "B", "Mei": "B"}


def test_who_has_a_claim_and_is_in_already_waits_for_nothing(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    seen = hall.code()
    key = ask("wang", "GET", "/api/me/reply-key").json
    time.set_ms(opened_ms + 900_000)
    hall.sign_in("wang", code=seen, waited_ms=300_000)
    hall.mark(reply=reply_to(key, seen))
    board = hall.board().json
    assert (names(board["signed_in"]), board["waiting"]) == (["Wang"], [])


def test_three_are_called_by_lot_and_the_answers_are_kept(ask: Asker, hall: Hall) -> None:
    assert ask("li", "POST", f"{hall.meeting}/checks", json={"kind": "names"}).json["code"] == "nobody_in"
    for person in ("wang", "mei", "li"):
        hall.sign_in(person, code=hall.code())
    check = ask("li", "POST", f"{hall.meeting}/checks", json={"kind": "names"}).json
    assert {one["name"] for one in check["answers"]} == {"Wang", "Mei", "Li"}
    answers = f"{hall.meeting}/checks/{check['id']}/answers"
    assert ask("li", "PUT", f"{answers}/{hall.world['wang']}", json={"present": False}).status_code == 204
    assert ask("li", "PUT", f"{answers}/{hall.world['zhao']}", json={"present": True}).status_code == 404
    shown = {one["name"]: one["present"] for one in hall.board().json["checks"][0]["answers"]}
    assert shown == {"Wang": False, "Mei": None, "Li": None}


def test_a_second_code_comes_at_a_moment_that_nobody_is_told(ask: Asker, hall: Hall, time: Clock, opened_ms: int) -> None:
    time.set_ms(opened_ms + 600_000)
    hall.sign_in("wang", code=hall.code())
    check = ask("li", "POST", f"{hall.meeting}/checks", json={"kind": "code"}).json
    assert (check["due_at"], check["ends_at"], hall.screen()["purpose"]) == (None, None, "in")
    moments = range(0, 1_300_000, 10_000)
    due = next(ms for ms in moments if time.set_ms(opened_ms + 600_000 + ms) or hall.screen()["purpose"] == "check")
    assert 60_000 <= due <= 1_210_000
    assert hall.board().json["checks"][0]["due_at"] is not None
    assert hall.sign_in("wang", code=hall.code()).json["purpose"] == "check"
    assert hall.sign_in("mei", code=hall.code()).json["code"] == "not_in_yet"
    assert [(one["name"], one["present"]) for one in hall.board().json["checks"][0]["answers"]] == [("Wang", True)]
    late = hall.code()
    time.set_ms(opened_ms + 600_000 + due + 300_000)
    assert hall.sign_in("wang", code=late).json["code"] in ("code_expired", "nobody_asked")
    assert hall.screen()["purpose"] == "in"


def test_signing_out_is_shown_and_who_leaves_early(ask: Asker, hall: Hall, time: Clock, opened_ms: int, session: Any) -> None:
    time.set_ms(opened_ms + 600_000)
    hall.sign_in("wang", code=hall.code())
    time.set_ms(opened_ms + 1_200_000)
    leaving = ask("li", "GET", f"{hall.meeting}/code?purpose=out").json["url"].rpartition("/")[2]
    answers = [hall.sign_in("wang", code=leaving) for _ in range(2)]
    assert [(one.status_code, one.json["purpose"], one.json["credited_seconds"]) for one in answers] == [(201, "out", 0), (200, "out", 0)]
    (arrival,) = hall.board().json["signed_in"]
    assert arrival["left_early"] is True
    assert arrival["signed_out_at"] is not None
    assert verify() == {}


def test_that_somebody_looked_is_kept_once_a_day(ask: Asker, hall: Hall, session: Any) -> None:
    for _ in range(3):
        hall.board()
    ask("chen", "GET", f"{hall.meeting}/board")
    viewers = {(view.viewer_id, view.place) for view in session.query(View)}
    assert viewers == {(hall.world["li"], "board"), (hall.world["chen"], "board")}
    assert session.query(View).count() == 2
