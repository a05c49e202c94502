"""Dated units, caps and targets: a change begins on a coming day or year, and what was stays true."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade

from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.db import db
from backend.hours.models import HourRule
from backend.hours.rules import day_cap_ms, study_rooms, target_of
from backend.members.models import Role
from backend.members.targets import HourTarget, largest_target
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

RULE = {"unit_minutes": 50, "half_day_hours": 3, "day_hours": 6, "day_cap_minutes": 360}
HOUR = 3600


def test_todays_rule_is_what_the_settings_were(session: Any) -> None:
    assert day_cap_ms(date(2026, 1, 1)) == 8 * 3_600_000
    rule = session.query(HourRule).one()
    assert (rule.unit_minutes, rule.half_day_hours, rule.day_hours) == (45, 4, 8)


def test_what_was_set_before_is_the_first_row(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0006")
        for name, hours in (("DAY_CAP", "6"), ("MEMBER_TARGET", "40"), ("SECRETARY_TARGET", "60")):
            monkeypatch.setenv(f"MUSTER_{name}_HOURS", hours)
        upgrade()
        assert day_cap_ms(date(2026, 1, 1)) == 6 * 3_600_000
        assert {row.role: row.seconds for row in db.session.query(HourTarget)} == {"member": 40 * HOUR, "secretary": 60 * HOUR}


def test_a_new_rule_holds_from_a_coming_day(ask: Asker, session: Any) -> None:
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
    assert ask("lin", "POST", "/api/hours/rules", json={"from_day": str(tomorrow), **RULE}).status_code == 201
    assert ask("lin", "POST", "/api/hours/rules", json={"from_day": str(tomorrow), **RULE}).json["code"] == "rule_exists"
    assert ask("lin", "POST", "/api/hours/rules", json={"from_day": str(today), **RULE}).json["code"] == "rule_in_the_past"
    assert [rule["from_day"] for rule in ask("wang", "GET", "/api/hours/rules").json["items"]] == [str(tomorrow), "2000-01-01"]
    assert (day_cap_ms(today), day_cap_ms(tomorrow)) == (8 * 3_600_000, 6 * 3_600_000)


def test_a_day_counts_no_less_than_half_of_one(ask: Asker) -> None:
    answer = ask("lin", "POST", "/api/hours/rules", json={"from_day": "2035-01-01", **RULE, "day_hours": 2})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/day_hours")


@pytest.mark.parametrize("person", ["wang", "li", "chen"])
def test_only_the_citys_admins_set_rules_and_targets(ask: Asker, person: str) -> None:
    assert ask(person, "POST", "/api/hours/rules", json={"from_day": "2035-01-01", **RULE}).status_code == 403
    targets = {"year": 2035, "targets": [{"role": "member", "seconds": 0}]}
    assert ask(person, "PUT", "/api/hours/targets", json=targets).status_code == 403


def test_a_strangers_question_is_not_answered(ask: Asker) -> None:
    for path in ("/api/hours/rules", "/api/hours/targets", "/api/me/hours", "/api/me/way-to-target"):
        assert ask(None, "GET", path).status_code == 401


def put(ask: Asker, year: int, **hours: int) -> Any:
    return ask(
        "lin",
        "PUT",
        "/api/hours/targets",
        json={"year": year, "targets": [{"role": role, "seconds": n * HOUR} for role, n in hours.items()]},
    )


def test_a_target_holds_from_its_year_until_another_says_otherwise(ask: Asker, session: Any) -> None:
    year = clock.today().year
    assert put(ask, year + 1, member=40).status_code == 200
    wang = Actor(0, "", 0, "", 0, False)
    assert [target_of(wang, year + n) // HOUR for n in range(3)] == [32, 40, 40]
    assert put(ask, year + 1, member=41, secretary=57).json["targets"] == [
        {"role": "member", "seconds": 41 * HOUR},
        {"role": "secretary", "seconds": 57 * HOUR},
    ]
    assert ask("wang", "GET", "/api/me").json["target_seconds"] == 32 * HOUR
    assert put(ask, year, member=33).status_code == 200
    assert ask("wang", "GET", "/api/me").json["target_seconds"] == 33 * HOUR
    assert ask("wang", "GET", "/api/study/summary").json["target_seconds"] == 33 * HOUR
    assert ask("wang", "GET", "/api/me/hours").json["target_seconds"] == 33 * HOUR


def test_a_year_that_is_over_keeps_its_targets(ask: Asker, session: Any) -> None:
    assert put(ask, clock.today().year - 1, member=1).json["code"] == "year_is_over"


def test_who_holds_several_roles_is_asked_for_the_largest_target() -> None:
    targets = {"member": 32, "secretary": 56}
    assert [largest_target(targets, kinds) for kinds in ([], ["secretary"], ["admin"], ["admin", "secretary"])] == [32, 56, 32, 56]


def test_a_past_year_asks_what_the_roles_of_its_last_day_ask(app: Any, world: World, session: Any) -> None:
    year = clock.today().year - 1
    session.add(
        Role(
            member_id=world["wang"],
            organisation_id=world["qingfeng"],
            kind="secretary",
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
    )
    session.flush()
    now = Actor(world["wang"], "", 0, "", 0, False, (Held("admin", "/"),))
    assert [target_of(now, one) // HOUR for one in (year - 1, year, year + 1)] == [32, 56, 32]


def test_outside_study_leaves_less_room_for_study_in_the_app(app: Any, world: World, books: Books, session: Any) -> None:
    full, part, free = (date(2026, 3, day) for day in (1, 2, 3))
    books.book("wang", 8 * HOUR, book="hours", rule="outside_study", day=full)
    books.book("wang", 3 * HOUR, book="hours", rule="outside_study", day=part)
    books.book("wang", 5400, book="hours", rule="attended", day=free)  # meetings come on top
    books.book("mei", 3 * HOUR, book="hours", rule="outside_study", day=free)
    rooms = study_rooms(world["wang"], {full, part, free})
    assert [rooms[day] // 3_600_000 for day in (full, part, free)] == [0, 5, 8]
