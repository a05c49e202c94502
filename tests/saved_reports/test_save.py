"""Reports are kept by whoever looks after their place, for this person alone, and never without bound."""

from typing import Any
from uuid import uuid4

import pytest

from backend.reports import runs
from backend.saved_reports import keep as keeping
from tests.asker import Asker
from tests.cast import World
from tests.saved_reports.conftest import Days, Save

NAMED = {"name": "每周学时"}


def kept(ask: Asker, person: str = "li") -> list[dict[str, Any]]:
    return list(ask(person, "GET", "/api/saved-reports").json["items"])


def code(answer: Any) -> tuple[int, str]:
    return (answer.status_code, answer.json["code"])


def test_a_report_is_kept_with_its_question_and_its_next_day(ask: Asker, save: Save, world: World, days: Days) -> None:
    assert save(filters={"by": "member"}, language="en").status_code == 201
    (saved,) = kept(ask)
    assert saved["organisation"] == {"id": world["qingfeng"], "name": "青枫里支部"}
    assert saved["next_on"] == str(days.next(weekday=1))
    assert (saved["first_day"][4:], saved["last_day"][4:]) == ("-01-01", "-12-31")
    assert (saved["filters"], saved["paused"], saved["last_turn"]) == ({"by": "member"}, None, None)


def test_the_same_operation_keeps_it_once(ask: Asker, save: Save) -> None:
    first, again = (save(operation_id="00000000-0000-4000-8000-000000000001") for _ in range(2))
    assert first.json == again.json
    assert len(kept(ask)) == 1


def test_a_question_alone_is_kept_without_days(ask: Asker, save: Save) -> None:
    assert save(schedule=None, day=None, period="fixed", first_day="2026-03-02", last_day="2026-03-09").status_code == 201
    (saved,) = kept(ask)
    assert (saved["next_on"], saved["first_day"], saved["last_day"]) == (None, "2026-03-02", "2026-03-09")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"day": None}, "/day"),
        ({"schedule": None}, "/day"),
        ({"day": 8}, "/day"),
        ({"schedule": "monthly", "day": 32}, "/day"),
        ({"period": "fixed"}, "/first_day"),
        ({"first_day": "2026-01-01", "last_day": "2026-01-02"}, "/first_day"),
        ({"period": "fixed", "first_day": "2026-01-02", "last_day": "2026-01-01"}, "/last_day"),
        ({"period": "some day"}, "/period"),
        ({"name": " "}, "/name"),
        ({"name": "a\x00b"}, "/name"),
        ({"format": "exe"}, "/format"),
        ({"kind": "secrets"}, "/kind"),
    ],
)
def test_what_makes_no_sense_is_named(save: Save, changes: dict[str, Any], pointer: str) -> None:
    answer = save(**changes)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_filter_that_the_report_does_not_know_is_refused(save: Save) -> None:
    assert save(filters={"as_of": "now"}).status_code == 422
    assert code(save(filters={"meeting_kind": "lecture"})) == (422, "filter_unknown")


def test_a_place_that_is_not_mine_is_refused_and_one_out_of_sight_is_not_there(ask: Asker, save: Save) -> None:
    assert code(save(place="wutong")) == (403, "forbidden")
    assert save(place="songling").status_code == 404
    assert save("wang").status_code == 403
    assert save("ning").status_code == 403
    assert save(None).status_code == 401
    assert kept(ask) == []


def test_nobody_else_sees_or_touches_it(ask: Asker, save: Save) -> None:
    mine = f"/api/saved-reports/{save().json['id']}"
    for person in ("wang", "chen", "lin"):
        assert kept(ask, person) == []
        assert ask(person, "PUT", mine, json=NAMED).status_code == 404
        assert ask(person, "PUT", f"{mine}/pause", json={}).status_code == 404
        assert ask(person, "DELETE", f"{mine}/pause").status_code == 404
        assert ask(person, "DELETE", mine).status_code == 404
    assert kept(ask)[0]["paused"] is None


def test_a_pause_stops_it_until_it_is_resumed(ask: Asker, save: Save, days: Days) -> None:
    mine = f"/api/saved-reports/{save().json['id']}"
    paused = ask("li", "PUT", f"{mine}/pause", json={}).json
    assert (paused["paused"], paused["next_on"], paused["day"]) == ("by_me", None, 1)
    resumed = ask("li", "DELETE", f"{mine}/pause").json
    assert (resumed["paused"], resumed["next_on"]) == (None, str(days.next(weekday=1)))


def test_it_is_renamed_and_asked_on_other_days_or_by_me_alone(ask: Asker, save: Save) -> None:
    mine = f"/api/saved-reports/{save().json['id']}"
    monthly = ask("li", "PUT", mine, json={"name": "每月学时", "schedule": "monthly", "day": 31, "format": "csv"}).json
    assert (monthly["name"], monthly["schedule"], monthly["day"], monthly["format"]) == ("每月学时", "monthly", 31, "csv")
    assert ask("li", "PUT", mine, json={"name": "每月学时"}).json["next_on"] is None


def test_what_is_deleted_is_gone(ask: Asker, save: Save) -> None:
    mine = f"/api/saved-reports/{save().json['id']}"
    assert ask("li", "DELETE", mine).status_code == 204
    assert kept(ask) == []
    assert ask("li", "DELETE", mine).status_code == 404


def test_there_is_a_bound_on_what_one_person_keeps(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    operation_id = str(uuid4())
    assert [save(operation_id=operation_id).status_code, save().status_code] == [201, 201]
    assert code(save()) == (409, "too_many_saved_reports")
    assert save("chen").status_code == 201  # everybody has the own bound
    assert save(operation_id=operation_id).status_code == 201  # what is kept already answers as it did


def test_above_a_number_of_people_it_is_not_asked_by_itself_without_a_reason(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "REASON_ABOVE", 2)
    assert code(save()) == (422, "reason_required")
    assert save(reason="年度考核").status_code == 201
    assert save(schedule=None, day=None).status_code == 201
    assert save(filters={"by": "branch"}).status_code == 201  # names nobody


def test_a_printed_form_is_scheduled_for_a_branch_alone(save: Save) -> None:
    assert save(format="pdf").status_code == 201
    assert code(save("chen", place="binjiang", format="pdf")) == (422, "not_a_branch")
