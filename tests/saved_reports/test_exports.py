"""Whoever stands in a file can see who took it out, in what role, when, and why."""

from typing import Any
from uuid import uuid4

from backend.reports.runner import Runner
from tests.asker import Asker
from tests.cast import World
from tests.saved_reports.conftest import Days, Save

DAYS = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


def exports(ask: Asker, person: str) -> list[dict[str, Any]]:
    """Without that of old, which is Ning's."""
    return [one for one in ask(person, "GET", "/api/me/exports").json["items"] if one["name"] != "Ning"]


def make(ask: Asker, person: str, organisation: int, **query: Any) -> Any:
    asked = {"organisation": organisation, **DAYS, **query}
    wish = {"kind": "study-hours", "query": asked, "format": "csv", "reason": "年度考核", "operation_id": str(uuid4())}
    answer = ask(person, "POST", "/api/report-runs", json=wish)
    with ask.app.app_context():
        Runner().work_off()
    return answer


def test_a_member_sees_who_took_out_a_report_with_the_role_and_the_reason(ask: Asker, world: World) -> None:
    assert make(ask, "li", world["qingfeng"]).status_code == 201
    (told,) = exports(ask, "wang")
    assert (told["name"], told["reason"], told["kind"], told["format"], told["saved"]) == ("Li", "年度考核", "study-hours", "csv", False)
    assert told["roles"] == [{"kind": "secretary", "organisation": "青枫里支部"}]
    assert (told["first_day"], told["last_day"]) == (DAYS["first_day"], DAYS["last_day"])
    assert told["people"] == 4


def test_a_file_that_was_taken_at_once_is_told_as_well(ask: Asker, world: World) -> None:
    assert ask("chen", "GET", "/api/reports/study-hours.csv", query_string={"organisation": world["binjiang"], **DAYS}).status_code == 200
    assert [one["name"] for one in exports(ask, "wang")] == ["Chen"]
    assert [one["name"] for one in exports(ask, "zhao")] == ["Chen"]


def test_nobody_is_told_of_others_of_ones_own_or_of_files_that_name_nobody(ask: Asker, world: World) -> None:
    make(ask, "li", world["qingfeng"])
    assert exports(ask, "zhao") == []  # of another branch
    assert exports(ask, "sun") == []
    assert exports(ask, "li") == []  # my own deed
    make(ask, "chen", world["binjiang"], by="branch")
    assert exports(ask, "zhao") == []


def test_a_report_that_asked_itself_is_told_as_such(ask: Asker, save: Save, days: Days) -> None:
    save()
    days.pass_until(days.next(weekday=1))
    (told,) = exports(ask, "wang")
    assert (told["saved"], told["name"], told["reason"]) == (True, "Li", None)


def test_it_is_for_members_alone(ask: Asker) -> None:
    assert ask(None, "GET", "/api/me/exports").status_code == 401
    assert ask("ning", "GET", "/api/me/exports").status_code == 403
