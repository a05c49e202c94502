"""Two secretaries, two phones, one claim: it is decided once, and pays once."""

from datetime import date
from typing import Any

from backend.ledger.models import Entry
from backend.ledger.verify import verify
from backend.meetings.sign_ins import SignIn
from tests.asker import Asker
from tests.hall import Clock, Hall
from tests.sign_in.test_races import at_once, post_sign_in


def send(ask: Asker, method: str, path: str, body: Any = None) -> int:
    headers = {"Authorization": f"Bearer {ask.token('li')}"}
    return ask.app.test_client().open(path, method=method, json=body, headers=headers).status_code


def test_an_approval_from_ten_phones_at_once_pays_once(ask: Asker, hall: Hall, time: Clock, opened_ms: int, session: Any) -> None:
    time.set_ms(opened_ms + 600_000)
    scanned = hall.code()
    time.set_ms(opened_ms + 900_000)
    hall.sign_in("wang", code=scanned, waited_ms=300_000)
    (claim,) = hall.board().json["waiting"]
    approval = {"sign_in_ids": [claim["sign_in_id"]], "approve": True}
    assert set(at_once(10, lambda: send(ask, "POST", f"{hall.meeting}/approvals", approval))) == {200}
    assert session.query(Entry).filter_by(source_type="sign_in").count() == 2
    assert verify() == {}


def test_an_undo_from_ten_phones_at_once_takes_back_once(ask: Asker, hall: Hall, session: Any) -> None:
    hall.mark(member_id=hall.world["wang"], reason="看错了")
    (arrival,) = hall.board().json["signed_in"]
    path = f"{hall.meeting}/sign-ins/{arrival['sign_in_id']}"
    assert sorted(at_once(10, lambda: send(ask, "DELETE", path))) == [204] + [409] * 9
    assert session.query(Entry).filter(Entry.day > date(2021, 1, 1)).count() == 4
    assert verify() == {}


def test_the_secretarys_mark_and_the_members_scan_at_once_are_both_kept_and_pay_once(ask: Asker, hall: Hall, session: Any) -> None:
    code, token = hall.code(), ask.token("wang")
    marks = iter(("scan", "mark") * 5)

    def come() -> int:
        if next(marks) == "mark":
            mark = {"operation_id": "00000000-0000-4000-8000-000000000001", "member_id": hall.world["wang"], "reason": "看见了"}
            return send(ask, "POST", f"{hall.meeting}/marks", {"marks": [mark]})
        return post_sign_in(ask.app, token, code)

    assert set(at_once(10, come)) <= {200, 201}
    assert sorted((one.method, one.counts) for one in session.query(SignIn)) == [("by_hand", False), ("code", True)]
    assert session.query(Entry).filter_by(source_type="sign_in").count() == 2
    assert verify() == {}


def test_two_secretaries_open_a_meeting_at_once(ask: Asker, hall: Hall, session: Any) -> None:
    path = f"/api/meetings/{hall.world['planned meeting']}/opening"
    assert set(at_once(6, lambda: send(ask, "PUT", path, {}))) == {200}
    assert ask("li", "GET", path.removesuffix("/opening")).json["expected_count"] == 4


def test_whoever_is_let_in_while_the_meeting_closes_stands_in_its_record(ask: Asker, hall: Hall, session: Any) -> None:
    """Either the sign-in comes first and is on record, or it is refused: never acknowledged and forgotten."""
    code, tokens = hall.code(), {person: ask.token(person) for person in ("wang", "mei", "li")}
    deeds = iter([*((person, "in") for person in tokens), ("li", "close")])

    def act() -> tuple[str, int]:
        person, what = next(deeds)
        if what == "close":
            return "close", send(ask, "PUT", f"{hall.meeting}/closing", {"head_count": None})
        return person, post_sign_in(ask.app, tokens[person], code)

    answers = dict(at_once(4, act))
    assert answers.pop("close") == 200
    acknowledged = {person.title() for person, status in answers.items() if status == 201}
    record = ask("li", "GET", f"{hall.meeting}/record").json
    assert {row["name"] for row in record["content"]["list"] if row["arrival"]} == acknowledged
