"""What is due is made and told in one notice a person and day, and not at all when nothing is new."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.members.models import Role
from backend.organisations.models import Organisation
from backend.reports.models import ReportRun
from backend.saved_reports import take_turns
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books
from tests.saved_reports.conftest import Days, Save

YEAR = {"period": "fixed", "first_day": "2026-01-01", "last_day": "2026-12-31"}
MARCH = date(2026, 3, 1)
WEEK = timedelta(days=7)


def told(ask: Asker, person: str = "li") -> list[dict[str, Any]]:
    return [one["about"] for one in ask(person, "GET", "/api/me/notices").json["items"] if one["kind"] == "reports_due"]


def last_turn(ask: Asker) -> str:
    return str(ask("li", "GET", "/api/saved-reports").json["items"][0]["last_turn"]["state"])


def runs(session: Any) -> int:
    count: int = session.query(ReportRun).filter_by(saved=True).count()
    session.rollback()
    return count


def test_a_report_that_is_due_is_made_and_told(ask: Asker, save: Save, days: Days, books: Books) -> None:
    books.book("wang", 3600, book="hours", rule="studied", day=MARCH)
    save(**YEAR)
    days.pass_until(days.next(weekday=1) - timedelta(days=1))
    assert told(ask) == []
    days.pass_until(days.next(weekday=1))
    assert told(ask) == [{"title": "每周学时", "changed": 1, "failed": 0, "paused": 0}]
    (saved,) = ask("li", "GET", "/api/saved-reports").json["items"]
    assert saved["next_on"] == str(days.next(weekday=1) + WEEK)
    file = ask("li", "GET", f"/api/report-runs/{saved['last_turn']['run_id']}/file")
    assert file.status_code == 200
    assert file.data[:2] == b"PK"


def test_nothing_is_told_when_nothing_is_new(ask: Asker, save: Save, days: Days, books: Books) -> None:
    save(**YEAR)
    monday = days.next(weekday=1)
    for week in range(3):
        days.pass_until(monday + week * WEEK)
    assert (len(told(ask)), last_turn(ask)) == (1, "same")
    books.book("wang", 3600, book="hours", rule="studied", day=MARCH)
    days.pass_until(monday + 3 * WEEK)
    assert (len(told(ask)), last_turn(ask)) == (2, "changed")


def test_days_of_another_period_are_new_also_with_the_same_figures(ask: Asker, save: Save, days: Days) -> None:
    save(period="last_month", schedule="monthly", day=1)
    first = date(2031, 3, 1)  # whatever day it is today, nothing was booked in these months
    days.pass_until(first)
    days.pass_until(date(2031, 4, 1))
    assert len(told(ask)) == 2


def test_all_that_is_due_on_a_day_is_told_in_one_notice(ask: Asker, save: Save, days: Days) -> None:
    save(**YEAR, name="乙")
    save(**YEAR, name="甲", kind="points")
    save(**YEAR, name="丙", schedule="weekly", day=2)
    days.pass_until(days.next(weekday=1))
    (about,) = told(ask)
    assert (set(about["title"].split("、")), about["changed"]) == ({"甲", "乙"}, 2)


def test_a_second_look_on_the_same_day_asks_and_tells_nothing_more(ask: Asker, save: Save, days: Days, session: Any) -> None:
    save(**YEAR)
    for _ in range(3):
        days.pass_until(days.next(weekday=1))
    assert len(told(ask)) == 1
    assert runs(session) == 1


def test_days_on_which_nobody_looked_are_made_up_for_once_and_mean_their_own_period(ask: Asker, save: Save, days: Days) -> None:
    save(period="this_month", schedule="monthly", day=31)
    (saved,) = ask("li", "GET", "/api/saved-reports").json["items"]
    due = date.fromisoformat(saved["next_on"])
    days.pass_until(due + timedelta(days=3))
    (saved,) = ask("li", "GET", "/api/saved-reports").json["items"]
    assert (saved["last_turn"]["due_on"], saved["last_turn"]["last_day"]) == (str(due), str(due))
    assert len(told(ask)) == 1
    assert date.fromisoformat(saved["next_on"]) > due + timedelta(days=3)


def end_role(session: Any, world: World, person: str) -> None:
    session.get_one(Role, world[f"role of {person}"]).ends_on = date(2020, 12, 31)
    session.commit()


def test_when_the_role_has_ended_it_is_paused_and_says_so(ask: Asker, save: Save, days: Days, world: World, session: Any) -> None:
    saved = save(**YEAR).json["id"]
    end_role(session, world, "li")
    days.pass_until(days.next(weekday=1))
    assert told(ask) == [{"title": "每周学时", "changed": 0, "failed": 0, "paused": 1}]
    (shown,) = ask("li", "GET", "/api/saved-reports").json["items"]
    assert (shown["paused"], shown["next_on"]) == ("role_ended", None)
    assert runs(session) == 0
    days.pass_until(days.next(weekday=1) + WEEK)
    assert len(told(ask)) == 1  # said once
    mine = f"/api/saved-reports/{saved}"
    assert ask("li", "DELETE", f"{mine}/pause").json["code"] == "role_ended"
    assert ask("li", "PUT", mine, json={"name": "旧的", "schedule": "weekly", "day": 2}).json["code"] == "role_ended"
    assert ask("li", "PUT", mine, json={"name": "旧的"}).status_code == 200


def test_when_the_subtree_is_no_longer_theirs_it_is_paused(ask: Asker, save: Save, days: Days, world: World, session: Any) -> None:
    save("chen", place="qingfeng", **YEAR)
    branch = session.get_one(Organisation, world["qingfeng"])
    branch.path = f"{session.get_one(Organisation, world['songling_town']).path}{branch.id}/"
    session.commit()
    days.pass_until(days.next(weekday=1))
    (shown,) = ask("chen", "GET", "/api/saved-reports").json["items"]
    assert shown["paused"] == "role_ended"
    assert told(ask, "chen")[0]["paused"] == 1
    assert ask("chen", "DELETE", f"/api/saved-reports/{shown['id']}/pause").json["code"] == "role_ended"


def test_a_mistake_in_one_persons_reports_keeps_nobody_else_waiting(
    ask: Asker, save: Save, days: Days, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    save(**YEAR)
    save("chen", **YEAR)
    begin = take_turns.begin_its_run

    def stumble(saved: Any, turn: Any, person: Any) -> int:
        if person.id == world["li"]:
            raise ZeroDivisionError
        return begin(saved, turn, person)

    monkeypatch.setattr(take_turns, "begin_its_run", stumble)
    days.pass_until(days.next(weekday=1))
    assert (len(told(ask)), len(told(ask, "chen"))) == (0, 1)
    monkeypatch.setattr(take_turns, "begin_its_run", begin)
    days.pass_until(days.next(weekday=1))
    assert len(told(ask)) == 1  # nothing is lost


def test_what_was_deleted_is_asked_no_more(ask: Asker, save: Save, days: Days) -> None:
    saved = save(**YEAR).json["id"]
    days.pass_until(days.next(weekday=1))
    assert ask("li", "DELETE", f"/api/saved-reports/{saved}").status_code == 204
    days.pass_until(days.next(weekday=1) + WEEK)
    assert len(told(ask)) == 1
    assert len(ask("li", "GET", "/api/report-runs").json["items"]) == 1  # what was made stays
