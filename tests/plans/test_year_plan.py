"""A year planned in one go: proposed, planned, read, changed, taken back."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from backend.core import clock
from backend.meetings.leave import Leave
from backend.meetings.models import Expected, Meeting
from backend.plans.models import YearPlan
from tests.asker import Asker
from tests.cast import World
from tests.counting import statements
from tests.hall import Clock

YEAR = 2024
JUNE = datetime(YEAR, 6, 10, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_june(time: Clock, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Halfway through a year whose holidays are known. Sessions live on: they were opened at another time."""
    time.now = JUNE
    return time


def ask_proposal(ask: Asker, person: str | None, organisation: int, **changes: Any) -> Any:
    query = {"organisation": organisation, "year": YEAR, "fixed_day": "day:1", "from": "19:00", **changes}
    return ask(person, "GET", "/api/year-plans/proposal", query_string=query)


def months(ask: Asker, world: World, **changes: Any) -> list[dict[str, Any]]:
    """The proposal as it is sent back, with a theme for each month."""
    proposed = ask_proposal(ask, "li", world["qingfeng"], **changes).json["months"]
    return [
        {
            "month": one["month"],
            "day": one["proposed_on"],
            "theme": f"主题{one['month']}",
            "moved_reason": one["reason"] and one["reason"]["zh"],
        }
        for one in proposed
    ]


def year_plan(world: World, **changes: Any) -> dict[str, Any]:
    facts = {"organisation_id": world["qingfeng"], "year": YEAR, "fixed_day": "day:1", "from": "19:00", "to": "20:30"}
    return {**facts, "kind": "branch_meeting", "place": "活动室", **changes}


def plan(ask: Asker, world: World, person: str = "li", **changes: Any) -> Any:
    changes.setdefault("months", months(ask, world))
    return ask(person, "POST", "/api/year-plans", json=year_plan(world, **changes))


def test_the_proposal_knows_holidays_and_what_is_past(ask: Asker, world: World) -> None:
    proposal = ask_proposal(ask, "li", world["qingfeng"]).json
    assert (proposal["holidays"], proposal["plan_id"]) == ("known", None)
    assert [one["month"] for one in proposal["months"] if one["past"]] == [1, 2, 3, 4, 5, 6]
    october = proposal["months"][9]
    assert october == {
        "month": 10,
        "fixed_on": "2024-10-01",
        "holiday": {"zh": "国庆节", "en": "National Day"},
        "proposed_on": "2024-10-08",
        "reason": {"zh": "10月1日是国庆节假期", "en": "October 1 is a holiday: National Day"},
        "starts_at": "2024-10-08T11:00:00Z",  # 19:00 in Shanghai
        "past": False,
    }


def test_a_proposal_writes_nothing(ask: Asker, world: World, session: Any) -> None:
    ask_proposal(ask, "li", world["qingfeng"])
    assert session.query(YearPlan).filter_by(year=YEAR).count() == 0


def test_a_year_is_planned_in_one_go(ask: Asker, world: World, session: Any) -> None:
    answer = plan(ask, world)
    assert answer.status_code == 201
    assert [one["month"] for one in answer.json["months"]] == [7, 8, 9, 10, 11, 12]
    october = answer.json["months"][3]
    assert (october["day"], october["fixed_on"], october["moved_reason"]) == ("2024-10-08", "2024-10-01", "10月1日是国庆节假期")
    assert (october["starts_at"], october["ends_at"]) == ("2024-10-08T11:00:00Z", "2024-10-08T12:30:00Z")
    assert (october["title"], october["theme"], october["place"], october["state"]) == ("支部大会", "主题10", "活动室", "planned")
    meeting = session.get_one(Meeting, october["meeting_id"])
    assert (meeting.plan_id, meeting.fixed_on, meeting.created_by) == (answer.json["id"], date(2024, 10, 1), world["li"])
    assert session.query(Expected).filter_by(meeting_id=meeting.id).count() == 4
    assert answer.json["months"][0]["moved_reason"] is None


def test_its_meetings_are_meetings_like_any_other(ask: Asker, world: World) -> None:
    planned = plan(ask, world, title="学习日").json
    listed = ask("wang", "GET", "/api/meetings?mine=true").json["items"]
    assert {one["id"] for one in listed} >= {one["meeting_id"] for one in planned["months"]}
    one = ask("wang", "GET", f"/api/meetings/{planned['months'][3]['meeting_id']}").json
    assert (one["title"], one["theme"], one["plan_id"], one["fixed_on"]) == ("学习日", "主题10", planned["id"], "2024-10-01")


def test_the_same_plan_again_is_refused_and_changes_nothing(ask: Asker, world: World, session: Any) -> None:
    first, again = plan(ask, world), plan(ask, world)
    assert (again.status_code, again.json["code"]) == (409, "plan_exists")
    assert session.query(Meeting).filter_by(plan_id=first.json["id"]).count() == 6
    assert ask_proposal(ask, "li", world["qingfeng"]).json["plan_id"] == first.json["id"]


def test_two_secretaries_at_once_make_one_plan(ask: Asker, world: World, session: Any) -> None:
    body, together, answers = year_plan(world, months=months(ask, world)), Barrier(4), []

    def press() -> None:
        together.wait()
        answers.append(ask("li", "POST", "/api/year-plans", json=body).status_code)

    presses = [Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(answers) == [201, 409, 409, 409]
    assert session.query(YearPlan).filter_by(year=YEAR).count() == 1
    assert session.query(Meeting).filter(Meeting.fixed_on >= date(YEAR, 7, 1), Meeting.fixed_on <= date(YEAR, 12, 31)).count() == 6


def test_a_moved_day_needs_its_reason(ask: Asker, world: World, session: Any) -> None:
    chosen = months(ask, world)
    chosen[9]["moved_reason"], chosen[10]["day"] = None, "2024-11-03"
    answer = plan(ask, world, months=chosen)
    assert (answer.status_code, answer.json["code"]) == (422, "moved_without_reason")
    assert [error["pointer"] for error in answer.json["errors"]] == ["/months/9/moved_reason", "/months/10/moved_reason"]
    assert session.query(YearPlan).filter_by(year=YEAR).count() == 0


def test_a_past_month_needs_no_reason_any_more(ask: Asker, world: World) -> None:
    chosen = months(ask, world)
    chosen[0]["moved_reason"] = None
    assert plan(ask, world, months=chosen).status_code == 201


def test_the_holiday_itself_may_be_kept(ask: Asker, world: World) -> None:
    chosen = months(ask, world)
    chosen[9].update(day="2024-10-01", moved_reason="不需要的理由")
    october = plan(ask, world, months=chosen).json["months"][3]
    assert (october["day"], october["moved_reason"]) == ("2024-10-01", None)


def test_some_months_can_be_left_out(ask: Asker, world: World) -> None:
    chosen = [one for one in months(ask, world) if one["month"] != 8]
    assert [one["month"] for one in plan(ask, world, months=chosen).json["months"]] == [7, 9, 10, 11, 12]


def test_a_meeting_of_today_is_past_once_it_has_begun(ask: Asker, world: World, time: Clock) -> None:
    time.now = datetime(YEAR, 7, 1, 10, 59, tzinfo=UTC)
    assert not ask_proposal(ask, "li", world["qingfeng"]).json["months"][6]["past"]
    time.now += timedelta(minutes=1)
    assert ask_proposal(ask, "li", world["qingfeng"]).json["months"][6]["past"]
    assert [one["month"] for one in plan(ask, world).json["months"]] == [8, 9, 10, 11, 12]


def test_a_year_that_is_over_is_refused(ask: Asker, world: World, time: Clock) -> None:
    chosen = months(ask, world)
    time.now = datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    answer = plan(ask, world, months=chosen)
    assert (answer.status_code, answer.json["code"]) == (422, "year_over")


SENSELESS: list[tuple[dict[str, Any], str]] = [
    ({"year": 1999}, "/year"),
    ({"year": 2101}, "/year"),
    ({"fixed_day": "day:0"}, "/fixed_day"),
    ({"fixed_day": "day:32"}, "/fixed_day"),
    ({"fixed_day": "weekday:6:1"}, "/fixed_day"),
    ({"fixed_day": "weekday:1:8"}, "/fixed_day"),
    ({"fixed_day": "day:15\n"}, "/fixed_day"),
    ({"from": "24:00"}, "/from"),
    ({"from": "7:00"}, "/from"),
]
SENSELESS_PLANS: list[tuple[dict[str, Any], str]] = [
    ({"to": "19:00"}, "/to"),
    ({"to": "18:59"}, "/to"),
    ({"place": " "}, "/place"),
    ({"kind": "party"}, "/kind"),
    ({"months": []}, "/months"),
    ({"months": [{"month": 7, "day": "2024-08-01"}]}, "/months/0/day"),
    ({"months": [{"month": 7, "day": "2025-07-01"}]}, "/months/0/day"),
    ({"months": [{"month": 7, "day": "2024-07-01"}, {"month": 7, "day": "2024-07-02"}]}, "/months/1/month"),
    ({"months": [{"month": 13, "day": "2024-07-01"}]}, "/months/0/month"),
    ({"months": [{"month": 2, "day": "2024-02-30"}]}, "/months/0/day"),
    ({"months": [{"month": 7, "day": "2024-07-01", "theme": "\0"}]}, "/months/0/theme"),
    ({"months": [{"month": 7, "day": "2024-07-01"}] * 13}, "/months"),
]


@pytest.mark.parametrize(("changes", "pointer"), SENSELESS)
def test_a_senseless_question_is_named(ask: Asker, world: World, changes: dict[str, Any], pointer: str) -> None:
    for answer in (ask_proposal(ask, "li", world["qingfeng"], **changes), plan(ask, world, months=months(ask, world), **changes)):
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(("changes", "pointer"), SENSELESS_PLANS)
def test_a_senseless_plan_is_named(ask: Asker, world: World, changes: dict[str, Any], pointer: str) -> None:
    answer = plan(ask, world, **{"months": [{"month": 7, "day": "2024-07-01"}], **changes})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_only_those_who_look_after_the_branch_plan_for_it(ask: Asker, world: World) -> None:
    chosen = months(ask, world)
    for person, status in (("wang", 403), ("zhao", 403), ("sun", 404), (None, 401)):
        assert ask_proposal(ask, person, world["qingfeng"]).status_code == status
        assert ask(person, "POST", "/api/year-plans", json=year_plan(world, months=chosen)).status_code == status
    assert ask_proposal(ask, "li", world["wutong"]).status_code == 403  # seen, but not looked after
    assert plan(ask, world, "chen", months=chosen).status_code == 201


def read(ask: Asker, person: str, world: World, **query: Any) -> Any:
    return ask(person, "GET", "/api/year-plans", query_string={"organisation": world["qingfeng"], **query})


def test_members_read_the_plan_and_may_not_change_it(ask: Asker, world: World) -> None:
    made = plan(ask, world).json
    (listed,) = read(ask, "wang", world, year=YEAR).json["items"]
    assert listed == {**made, "can": []}
    assert read(ask, "wang", world, year=YEAR + 1).json["items"] == []
    programme = f"/api/year-plans/{made['id']}/months/7"
    assert ask("wang", "PATCH", programme, json={"theme": "别的"}).status_code == 403
    assert ask("zhao", "PATCH", programme, json={"theme": "别的"}).status_code == 404
    assert read(ask, "zhao", world).status_code == 404


def test_a_months_programme_is_changed_bit_by_bit(ask: Asker, world: World) -> None:
    made = plan(ask, world).json
    programme = f"/api/year-plans/{made['id']}/months/9"
    assert ask("li", "PATCH", programme, json={"agenda": "一、学习\n二、讨论"}).status_code == 200
    september = ask("li", "PATCH", programme, json={"theme": "消防安全"}).json["months"][2]
    assert (september["theme"], september["agenda"]) == ("消防安全", "一、学习\n二、讨论")
    assert ask("wang", "GET", f"/api/meetings/{september['meeting_id']}").json["agenda"] == "一、学习\n二、讨论"


def test_a_month_without_a_meeting_has_no_programme(ask: Asker, world: World) -> None:
    made = plan(ask, world).json
    for month in (1, 0, 13, 10**9):
        assert ask("li", "PATCH", f"/api/year-plans/{made['id']}/months/{month}", json={"theme": "别的"}).status_code == 404


def test_a_closed_meetings_programme_stays(ask: Asker, world: World, session: Any) -> None:
    made = plan(ask, world).json
    meeting = session.get_one(Meeting, made["months"][0]["meeting_id"])
    meeting.opened_at = meeting.closed_at = clock.now()
    session.commit()
    answer = ask("li", "PATCH", f"/api/year-plans/{made['id']}/months/7", json={"theme": "别的"})
    assert (answer.status_code, answer.json["code"]) == (409, "closed")


def test_moving_a_planned_meeting_off_its_fixed_day_needs_a_reason(ask: Asker, world: World) -> None:
    july = plan(ask, world).json["months"][0]
    changed = {"title": "支部大会", "kind": "branch_meeting", "place": "活动室"}
    times = {"starts_at": "2024-07-02T11:00:00Z", "ends_at": "2024-07-02T12:00:00Z"}
    answer = ask("li", "PUT", f"/api/meetings/{july['meeting_id']}", json={**changed, **times})
    assert (answer.status_code, answer.json["code"]) == (422, "moved_without_reason")
    answer = ask("li", "PUT", f"/api/meetings/{july['meeting_id']}", json={**changed, **times, "moved_reason": "老师来不了"})
    assert answer.status_code == 200
    july = read(ask, "wang", world, year=YEAR).json["items"][0]["months"][0]
    assert (july["day"], july["fixed_on"], july["moved_reason"]) == ("2024-07-02", "2024-07-01", "老师来不了")


def test_a_plan_taken_back_calls_off_what_nobody_has_begun(ask: Asker, world: World, session: Any) -> None:
    made = plan(ask, world).json
    held, coming = (session.get_one(Meeting, made["months"][n]["meeting_id"]) for n in (0, 1))
    held.opened_at = clock.now()
    session.add(Leave(meeting_id=coming.id, member_id=world["wang"], reason="出差"))
    session.commit()
    for person, status in (("wang", 403), ("sun", 404), ("li", 204), ("li", 404)):
        assert ask(person, "DELETE", f"/api/year-plans/{made['id']}").status_code == status
    session.expire_all()
    kept = session.query(Meeting).filter(Meeting.id.in_([one["meeting_id"] for one in made["months"]])).all()
    assert [(one.id, one.plan_id) for one in kept] == [(made["months"][0]["meeting_id"], None)]
    assert plan(ask, world).status_code == 201


def test_a_list_of_plans_costs_the_same_however_many_there_are(ask: Asker, world: World, time: Clock) -> None:
    plan(ask, world)
    with statements() as for_one:
        read(ask, "li", world)
    for year in (2031, 2032, 2033):
        assert plan(ask, world, year=year, months=months(ask, world, year=year)).status_code == 201
    with statements() as for_four:
        assert {one["year"] for one in read(ask, "li", world).json["items"]} >= {2033, 2032, 2031, YEAR}
    assert len(for_four) == len(for_one)
