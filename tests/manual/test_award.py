"""Points by hand: one asks, a second decides, never the member concerned; bounded, said to all three, booked once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from backend.core import clock
from backend.ledger.verify import verify
from backend.manual.models import ManualAward
from backend.members.models import Role
from tests.asker import Asker
from tests.cast import World
from tests.manual.office import Office
from tests.slow import at_once


def test_nothing_counts_before_a_second_person_agrees(office: Office, session: Any) -> None:
    award = office.award(amount=7, document="沪组〔2026〕12号").json
    assert (award["state"], award["kind"], office.points()) == ("waiting", "award", 0)
    decided = office.decide(award).json
    assert (decided["state"], decided["decided_by"]["name"], office.points()) == ("approved", "Chen", 7)
    (entry,) = office.entries()
    assert (entry["id"], entry["rule"], entry["reason"]) == (decided["booked_id"], "by_hand", "布置会场")
    assert verify() == {}


def test_points_are_taken_by_hand_as_well(office: Office) -> None:
    office.decide(office.award(amount=-3).json)
    assert office.points() == -3


@pytest.mark.parametrize(("person", "status"), [("li", 403), ("wang", 404), ("zhao", 404), ("sun", 404), (None, 401)])
def test_neither_the_asker_nor_the_member_nor_a_stranger_decides(office: Office, person: str | None, status: int) -> None:
    award = office.award().json
    assert office.decide(award, person).status_code == status
    assert office.points() == 0


def test_the_database_knows_the_second_person_too(office: Office, session: Any, world: World) -> None:
    award_id = office.award().json["id"]
    for decider in ("li", "wang"):
        decided = {"state": "approved", "booked_id": 1, "decided_by": world[decider], "decided_at": clock.now()}
        with pytest.raises(IntegrityError):
            session.execute(update(ManualAward).where(ManualAward.id == award_id).values(**decided))
        session.rollback()


@pytest.mark.parametrize(
    ("person", "member", "status"), [("wang", "mei", 404), ("li", "li", 403), ("sun", "wang", 404), ("li", "zhao", 404)]
)
def test_only_who_looks_after_a_member_asks_and_nobody_for_oneself(office: Office, person: str, member: str, status: int) -> None:
    assert office.award(person, member).status_code == status


def test_where_nobody_else_looks_after_the_branch_the_level_above_decides(office: Office) -> None:
    award = office.award("li").json
    assert office.kinds_told("chen")[0] == "award_waiting"
    assert "award_waiting" not in office.kinds_told("lin")
    assert office.ask("chen", "GET", "/api/manual-awards?to_decide=true").json["items"][-1]["id"] == award["id"]


def test_what_an_admin_asks_for_the_secretary_can_decide(office: Office) -> None:
    award = office.award("chen").json
    assert "award_waiting" in office.kinds_told("li")
    assert office.decide(award, "li").json["state"] == "approved"


def test_where_nobody_is_left_to_decide_nothing_is_asked(office: Office, session: Any, world: World) -> None:
    session.execute(update(Role).where(Role.member_id != world["li"]).values(ends_on=clock.today() - timedelta(days=1)))
    session.commit()
    assert office.award("li").json["code"] == "nobody_to_decide"


def test_a_decline_says_why_and_books_nothing(office: Office) -> None:
    award = office.award().json
    assert office.decide(award, decision="decline").json["code"] == "reason_needed"
    declined = office.decide(award, decision="decline", reason="名单上没有").json
    assert (declined["state"], declined["decision_reason"], office.points()) == ("declined", "名单上没有", 0)
    assert office.decide(award).json["code"] == "decided_already"
    assert "award_decided" in office.kinds_told("li")


def test_all_three_are_told(office: Office) -> None:
    office.decide(office.award().json)
    assert office.kinds_told("wang") == ["booked_by_hand"]
    assert office.kinds_told("li")[0] == "award_decided"


def test_the_member_sees_it_once_it_is_booked(office: Office) -> None:
    award = office.award().json
    assert office.ask("wang", "GET", f"/api/manual-awards/{award['id']}").status_code == 404
    office.decide(award, reason="按文件办理")
    mine = office.ask("wang", "GET", f"/api/manual-awards/{award['id']}").json
    assert (mine["asked_by"]["name"], mine["decided_by"]["name"], mine["decision_reason"]) == ("Li", "Chen", None)


def test_asked_again_it_is_the_same_and_other_words_are_refused(office: Office) -> None:
    operation = str(uuid4())
    first, again = (office.award(operation_id=operation) for _ in range(2))
    assert (first.status_code, again.status_code, again.json["id"]) == (201, 200, first.json["id"])
    assert office.award(operation_id=operation, amount=6).json["code"] == "operation_taken"


def test_whoever_asked_takes_it_back_until_it_is_decided(office: Office) -> None:
    award = office.award().json
    withdraw = f"/api/manual-awards/{award['id']}"
    assert office.ask("chen", "DELETE", withdraw).status_code == 403
    assert [office.ask("li", "DELETE", withdraw).status_code for _ in range(2)] == [204, 204]
    assert office.decide(award).json["code"] == "withdrawn_already"
    other = office.award().json
    office.decide(other)
    assert office.ask("li", "DELETE", f"/api/manual-awards/{other['id']}").json["code"] == "decided_already"


def test_an_award_and_a_year_have_limits(office: Office) -> None:
    assert office.award(amount=21).json["code"] == "over_the_limit"
    assert office.award(amount=-21).json["code"] == "over_the_limit"
    assert [office.award(amount=amount).status_code for amount in (20, -20, 20, -20, 19)] == [201] * 5
    assert office.award(amount=2).json["code"] == "over_the_years_limit"
    assert office.award(amount=1).status_code == 201


def test_a_limit_holds_from_a_coming_day_on(office: Office, session: Any) -> None:
    today = str(clock.today())
    limit = {"from_day": str(clock.today() + timedelta(days=1)), "most_per_award": 50, "most_per_year": 50}
    assert office.ask("chen", "POST", "/api/manual-limits", json=limit).status_code == 403
    assert office.ask("lin", "POST", "/api/manual-limits", json={**limit, "from_day": today}).json["code"] == "rule_in_the_past"
    assert office.ask("lin", "POST", "/api/manual-limits", json=limit).status_code == 201
    assert office.ask("lin", "POST", "/api/manual-limits", json=limit).json["code"] == "rule_exists"
    assert office.award(amount=30).json["code"] == "over_the_limit"
    assert office.ask("lin", "POST", "/api/manual-limits", json={**limit, "most_per_year": 49}).status_code == 422


def test_a_day_lies_in_the_running_year_and_not_ahead(office: Office, session: Any) -> None:
    assert office.award(day=str(clock.today() + timedelta(days=1))).json["code"] == "day_to_come"
    assert office.award(day=f"{clock.today().year - 1}-12-31").json["code"] == "another_year"
    assert office.award(amount=0).status_code == 422


def test_ten_approvals_at_once_book_once(office: Office, world: World) -> None:
    award = office.award().json
    tokens = [office.ask.token(person) for person in ("chen", "lin") * 5]

    def decide(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        answer = office.ask(None, "PUT", f"/api/manual-awards/{award['id']}/decision", json={"decision": "approve"}, headers=headers)
        return int(answer.status_code)

    answers = at_once([lambda token=token: decide(token) for token in tokens])
    assert sorted(answers) == [200] * 5 + [409] * 5
    assert office.points() == 5


def test_a_year_is_not_overdrawn_by_asking_at_once(office: Office, ask: Asker) -> None:
    answers = at_once([lambda: office.award(amount=20).status_code for _ in range(8)])
    assert sorted(answers) == [201] * 5 + [409] * 3
