"""An answer: explained or corrected, with a sentence, counted once; corrections wait for a second person."""

from typing import Any

import pytest

from backend.disputes import answer as answering
from backend.ledger.verify import verify
from backend.manual.models import ManualAward
from tests.asker import Asker
from tests.cast import World
from tests.disputes.conftest import Days, Table
from tests.slow import side_by_side, slow_down

on_postgresql = pytest.mark.parametrize("stand", ["postgresql"], indirect=True)  # SQLite takes one writer at a time anyway


def award_of(table: Table, dispute: dict[str, Any]) -> int:
    return int(table.get(dispute, "li")["answers"][-1]["award_id"])


def decide(table: Table, dispute: dict[str, Any], decision: str = "approve", person: str = "chen") -> Any:
    body = {"decision": decision, **({"reason": "凭据不足"} if decision == "decline" else {})}
    return table.ask(person, "PUT", f"/api/manual-awards/{award_of(table, dispute)}/decision", json=body)


def points(table: Table, person: str = "wang") -> int:
    return int(table.ask(person, "GET", "/api/points/summary").json["all_time"])


def test_an_explanation_is_told_with_its_sentence(table: Table, ask: Asker) -> None:
    dispute = table.opened()
    answered = table.answer(dispute, sentence="那天只来了半场。").json
    assert (answered["state"], answered["turn"], answered["can"]) == ("explained", None, [])
    (said,) = answered["answers"]
    assert (said["sentence"], said["answered_by"]["name"], said["outcome"]) == ("那天只来了半场。", "Li", "explained")
    notice = ask("wang", "GET", "/api/me/notices").json["items"][0]
    assert notice["kind"] == "dispute_answered"
    assert notice["about"] == {"dispute_id": dispute["id"], "title": "组织生活", "corrected": False, "reason": "那天只来了半场。"}


def test_the_same_answer_again_changes_nothing(table: Table) -> None:
    dispute = table.opened()
    answers = [table.answer(dispute) for _ in range(3)]
    assert [one.status_code for one in answers] == [200] * 3
    assert len(answers[-1].json["answers"]) == 1
    assert table.told("wang", dispute) == ["dispute_answered"]


def test_a_second_answer_is_told_that_somebody_was_first(table: Table) -> None:
    dispute = table.opened()
    table.answer(dispute)
    late = table.answer(dispute, "chen", sentence="我看也是。")
    assert (late.status_code, late.json["code"]) == (409, "answered_meanwhile")
    assert len(table.get(dispute)["answers"]) == 1


def test_a_reversal_waits_for_a_second_person_and_then_is_booked(table: Table, session: Any) -> None:
    before, dispute = points(table), table.opened(amount=10)
    waits = table.answer(dispute, outcome="corrected", correction="reversal").json
    assert (waits["state"], points(table)) == ("awaiting_second", before + 10)
    assert decide(table, dispute, person="li").status_code == 403
    assert decide(table, dispute).status_code == 200
    assert (table.get(dispute)["state"], points(table)) == ("corrected", before)
    assert table.told("wang", dispute) == ["dispute_answered"]
    assert verify() == {}


def test_what_was_awarded_by_hand_elsewhere_keeps_nobody_from_answering(table: Table, session: Any) -> None:
    """Li asked for an award and Chen decided on it: that has nothing to do with a meeting's points."""
    award = session.get_one(ManualAward, table.world["manual award"])
    award.state, award.asked_by, award.decided_by = "approved", table.world["li"], table.world["chen"]
    award.decided_at, award.booked_id, award.operation_id = award.asked_at, table.world["entry"], "elsewhere"
    session.commit()
    dispute = table.opened()
    assert dispute["turn"]["organisation"]["id"] == table.world["qingfeng"]
    assert table.answer(dispute).status_code == 200


def test_missing_points_are_awarded_on_their_day(table: Table, ask: Asker) -> None:
    missing = table.miss().json
    table.answer(missing, outcome="corrected", correction="award", amount=10)
    decide(table, missing)
    entry = ask("wang", "GET", "/api/points/entries").json["items"][0]
    assert (entry["amount"], entry["day"], entry["reason"]) == (10, missing["day"], "以签到表为准。")
    assert table.get(missing)["state"] == "corrected"


def test_a_correction_made_where_it_was_earned_is_answered_at_once(table: Table) -> None:
    missing = table.miss().json
    answered = table.answer(missing, outcome="corrected", correction="elsewhere", sentence="已在会议记录里补登。").json
    assert (answered["state"], answered["answers"][0]["award_id"]) == ("corrected", None)


def test_a_refused_correction_opens_it_again_with_the_whole_time(table: Table, days: Days) -> None:
    dispute = table.opened()
    days.pass_by(5)
    table.answer(dispute, outcome="corrected", correction="reversal")
    days.pass_by(5)  # meanwhile nobody is late
    assert table.told("wang", dispute) == []
    decide(table, dispute, "decline")
    again = table.get(dispute, "li")
    assert (again["state"], again["turn"]["days_left"], again["rose"], again["can"]) == ("open", 7, False, ["answer_dispute"])
    assert table.told("li", dispute) == ["dispute_to_answer"] * 2
    assert table.answer(again, sentence="请看签到表。").json["state"] == "explained"
    days.let_a_turn_end()
    assert table.told("wang", dispute) == ["dispute_answered"]


def test_on_the_same_day_as_well(table: Table, days: Days) -> None:
    dispute = table.opened()
    table.answer(dispute, outcome="corrected", correction="reversal")
    decide(table, dispute, "decline")
    assert table.get(dispute)["turn"]["due_on"] == dispute["turn"]["due_on"]
    days.let_a_turn_end()
    assert table.told("wang", dispute) == ["dispute_rose"]


def test_while_a_correction_is_under_way_it_is_neither_answered_nor_taken_back(table: Table) -> None:
    dispute = table.opened()
    waits = table.answer(dispute, outcome="corrected", correction="reversal").json
    assert table.withdraw(dispute).json["code"] == "answered_already"
    assert table.answer(waits, "chen").json["code"] == "answered_meanwhile"


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "explained", "correction": "reversal"},
        {"outcome": "corrected"},
        {"outcome": "corrected", "correction": "award"},
        {"outcome": "corrected", "correction": "reversal", "amount": 5},
        {"outcome": "corrected", "correction": "award", "amount": 0},
        {"outcome": "explained", "sentence": " "},
    ],
)
def test_an_answer_that_does_not_hold_together_is_refused(table: Table, said: dict[str, Any]) -> None:
    assert table.answer(table.opened(), **said).status_code == 422


def test_what_is_not_there_is_not_reversed_and_hours_are_not_given_by_hand(table: Table) -> None:
    missing = table.miss().json
    assert table.answer(missing, outcome="corrected", correction="reversal").json["code"] == "nothing_to_reverse"
    of_hours = table.opened(amount=3600, book="hours", rule="studied")
    refused = table.answer(of_hours, outcome="corrected", correction="award", amount=5)
    assert (refused.status_code, refused.json["code"]) == (422, "hours_not_by_hand")
    assert table.get(of_hours)["state"] == "open"


@pytest.mark.parametrize(("person", "status"), [("wang", 403), ("mei", 404), ("zhao", 404), ("sun", 404), ("chen", 200), ("lin", 200)])
def test_those_who_look_after_the_branch_answer_and_nobody_else(table: Table, person: str, status: int) -> None:
    assert table.answer(table.opened(), person).status_code == status


def test_an_answer_can_be_brought_before_the_level_above_once(table: Table, world: World) -> None:
    dispute = table.opened()
    answered = table.answer(dispute).json
    assert table.get(dispute)["can"] == ["raise_dispute"]
    assert [table.raise_again(dispute, person).status_code for person in ("li", "mei")] == [403, 404]
    raised = table.raise_again(dispute).json
    assert (raised["state"], raised["turn"]["organisation"]["id"], raised["rose"]) == ("open", world["binjiang"], False)
    assert raised["words_again"] == "我签到了，有照片。"
    assert table.raise_again(dispute).json == raised
    assert table.answer({**answered, "version": raised["version"]}, "li").json["code"] == "risen_above"
    last = table.answer(raised, "chen", sentence="照片不是那天的。").json
    assert [one["answered_by"]["name"] for one in last["answers"]] == ["Li", "Chen"]
    assert table.raise_again(dispute, words="还是不同意，还是不同意。").json["code"] == "raised_already"
    assert table.get(dispute)["can"] == []


def test_who_answered_before_does_not_answer_again(table: Table, world: World) -> None:
    dispute = table.opened()
    table.answer(dispute, "chen")  # for the branch
    raised = table.raise_again(dispute).json
    assert raised["turn"]["organisation"]["id"] == world["city"]
    assert table.answer(raised, "chen").json["code"] == "risen_above"
    assert table.answer(raised, "lin").status_code == 200


def test_above_the_top_is_nobody_and_an_open_one_rises_by_itself(table: Table, days: Days) -> None:
    dispute = table.opened()
    assert table.raise_again(dispute).json["code"] == "not_answered_yet"
    days.let_a_turn_end()
    days.let_a_turn_end()
    table.answer(dispute, "lin")
    assert table.raise_again(dispute).json["code"] == "nobody_above"
    assert table.get(dispute)["state"] == "explained"


def answer_at_once(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    dispute = table.opened()
    slow_down(monkeypatch, answering, "_write_down")  # between the look at what stands, and the answer

    def by(person: str, sentence: str) -> Any:
        headers = {"Authorization": f"Bearer {ask.token(person)}"}
        body = {"outcome": "explained", "sentence": sentence, "version": dispute["version"]}
        return lambda: ask.app.test_client().put(f"/api/disputes/{dispute['id']}/answer", json=body, headers=headers)

    answers = side_by_side(by("li", "以签到表为准。"), by("chen", "以照片为准。"))
    return sorted([*(one.status_code for one in answers), len(table.get(dispute)["answers"])])


def test_of_two_answers_at_once_one_counts(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer_at_once(table, ask, monkeypatch) == [1, 200, 409]


@on_postgresql
def test_without_the_hold_the_database_still_lets_one_in(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "hold", lambda dispute: None)
    assert answer_at_once(table, ask, monkeypatch) == [1, 200, 409]


@on_postgresql
@pytest.mark.filterwarnings("ignore:DELETE statement")  # both take away the turns to come
def test_without_hold_and_numbers_both_count(table: Table, ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "hold", lambda dispute: None)
    monkeypatch.setattr(answering, "_number", lambda dispute, actor: dispute.version + actor.id)
    assert answer_at_once(table, ask, monkeypatch) == [2, 200, 200]
