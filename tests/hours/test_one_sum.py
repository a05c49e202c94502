"""The member's page, the secretary's list, the API and the export say the same hours, for every member of random data."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.ledger.models import Balance, Entry
from backend.ledger.verify import verify
from tests.asker import Asker
from tests.cast import World
from tests.points.booking import Books

PEOPLE = ("li", "wang", "mei")
PARTS = ("study_seconds", "meeting_seconds", "outside_seconds", "total_seconds")
RULES = ("studied", "attended", "outside_study")
bookings = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(RULES), st.integers(-4000, 30_000).filter(bool), st.integers(0, 400)), max_size=14
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(booked=bookings)
def test_every_place_says_the_same_hours(ask: Asker, world: World, books: Books, session: Any, booked: list[Any]) -> None:
    session.query(Entry).delete()
    session.query(Balance).delete()
    session.commit()
    for person, rule, seconds, ago in booked:
        books.book(person, seconds, book="hours", rule=rule, day=books.today - timedelta(days=ago))
    year = books.today.year
    listed, written = report(ask, world, year), export(ask, world, year)
    for person in PEOPLE:
        mine = ask(person, "GET", "/api/me/hours").json
        parts = [mine[part] for part in PARTS]
        expected = [expect(booked, person, rule, books, year) for rule in RULES]
        assert parts == [*expected, sum(expected)]
        assert sum(month["seconds"] for month in mine["months"]) == parts[3]
        assert [
            ask(person, "GET", "/api/study/summary").json[f"{part}_seconds"] for part in ("study", "meeting", "outside", "total")
        ] == parts
        assert listed[world[person]] == parts
        assert written[mine_card(ask, person)] == [round(part / 3600, 2) for part in parts]
        assert ask(person, "GET", "/api/me/way-to-target").json["counted_seconds"] == parts[3]
        rows = ask(person, "GET", "/api/study/entries?limit=100").json["items"]
        assert sum(row["amount"] for row in rows if row["day"].startswith(str(year))) == parts[3]
    session.rollback()
    assert verify() == {}


def expect(booked: list[Any], person: str, rule: str, books: Books, year: int) -> int:
    """What was booked for somebody by a rule in a year."""
    theirs = [(seconds, ago) for who, what, seconds, ago in booked if (who, what) == (person, rule)]
    return sum(seconds for seconds, ago in theirs if (books.today - timedelta(days=ago)).year == year)


def period(world: World, year: int) -> dict[str, Any]:
    return {"organisation": world["qingfeng"], "first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}


def report(ask: Asker, world: World, year: int) -> dict[int, list[int]]:
    rows = ask("li", "GET", "/api/reports/study-hours", query_string={**period(world, year), "limit": 100}).json["items"]
    return {row["member_id"]: [row[part] for part in PARTS] for row in rows}


def export(ask: Asker, world: World, year: int) -> dict[str, list[float]]:
    content = ask("li", "GET", "/api/reports/study-hours.csv", query_string=period(world, year)).data.decode("utf-8-sig")
    _, *members, _ = csv.reader(io.StringIO(content))  # heads first; what the file is, last
    return {row[1].strip(): [float(cell) for cell in row[3:7]] for row in members}


def mine_card(ask: Asker, person: str) -> str:
    return str(ask(person, "GET", "/api/me").json["card_number"])
