"""The calendar by secret link: made, made void, and read by other programs."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from backend.core import clock
from backend.core.keys import signature
from backend.meetings.models import Meeting
from backend.members.models import Member
from tests.asker import Asker
from tests.attendance.meetings_held import History
from tests.cast import World
from tests.counting import statements

LINK = "/api/me/calendar-feed"


def make(ask: Asker, person: str = "wang") -> str:
    answer = ask(person, "POST", LINK, json={})
    assert answer.status_code == 201
    return str(answer.json["url"]).removeprefix("https://muster.test")


def read(ask: Asker, path: str, **headers: str) -> Any:
    return ask(None, "GET", path, headers=headers)


def events(answer: Any) -> dict[str, Any]:
    """{title: event}."""
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_there_is_no_link_until_somebody_wants_one(ask: Asker) -> None:
    assert ask("wang", "GET", LINK).json == {"url": None}
    path = make(ask)
    assert ask("wang", "GET", LINK).json == {"url": f"https://muster.test{path}"}
    assert path.startswith("/api/calendar/")
    assert path.endswith(".ics")


def test_it_holds_my_meetings(ask: Asker, world: World, session: Any) -> None:
    meeting = session.get_one(Meeting, world["planned meeting"])
    meeting.title, meeting.theme, meeting.agenda = "消防,演练;一", "家里的火源", "一、看片\n二、练习"
    session.commit()
    event = events(read(ask, make(ask)))["消防,演练;一"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == tuple(one.replace(microsecond=0) for one in (meeting.starts_at, meeting.ends_at))
    link = f"https://muster.test/meetings/{meeting.id}"
    assert str(event["DESCRIPTION"]) == f"家里的火源\n\n一、看片\n二、练习\n\n{link}"
    assert (str(event["LOCATION"]), str(event["URL"]), str(event["STATUS"])) == ("活动室", link, "CONFIRMED")
    assert str(event["UID"]) == f"meeting-{meeting.id}@muster.test"


def test_it_says_how_often_to_come_back(ask: Asker) -> None:
    calendar = Calendar.from_ical(read(ask, make(ask)).data)
    assert (calendar["VERSION"], calendar["METHOD"], calendar["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert (str(calendar["X-WR-CALNAME"]), calendar.refresh_interval) == ("点到", timedelta(hours=2))
    assert "UID" not in calendar


def test_a_second_reader_reads_the_same(ask: Asker, world: World, session: Any) -> None:
    """By the grammar of RFC 5545 alone: lines end in CRLF, are folded at 75 octets, and hold name, parameters and value."""
    session.get_one(Meeting, world["planned meeting"]).agenda = "一件很长的事，" * 60
    session.commit()
    text = read(ask, make(ask)).data
    lines = text.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    whole = text.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert [line for line in whole if ":" not in line] == []
    assert (whole[0], whole[1], whole[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT2H" in whole
    assert "X-PUBLISHED-TTL:PT2H" in whole
    for name in ("DTSTART", "DTEND", "DTSTAMP"):
        stamps = [line.partition(":")[2] for line in whole if line.startswith(f"{name}:")]
        assert len(stamps) == 2
        assert all(len(stamp) == 16 and stamp[8] == "T" and stamp.endswith("Z") for stamp in stamps)
    assert any("一件很长的事，" * 60 in line for line in whole)


def test_ids_and_steps_are_stable(ask: Asker, world: World, session: Any) -> None:
    path = make(ask)
    before = events(read(ask, path))
    assert (before["planned meeting"]["SEQUENCE"], before["meeting"]["SEQUENCE"]) == (0, 1)
    assert before["planned meeting"]["LAST-MODIFIED"].dt < clock.now()  # when the year was planned
    meeting = session.get_one(Meeting, world["meeting"])
    meeting.closed_at = clock.now().replace(microsecond=0)
    session.commit()
    after = events(read(ask, path))["meeting"]
    assert (after["UID"], after["SEQUENCE"]) == (before["meeting"]["UID"], 2)
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == meeting.closed_at


def test_only_what_is_near_and_expects_me(ask: Asker, history: History) -> None:
    now = clock.now()
    away = {"just back": -89, "too far back": -92, "just ahead": 399, "too far ahead": 401}
    for title, days in away.items():
        history.hold(now + timedelta(days=days), title=title)
    history.hold(now, place="wangjiang", title="of another branch")
    assert set(events(read(ask, make(ask)))) == {"meeting", "planned meeting", "just back", "just ahead"}


def test_nothing_about_other_people(ask: Asker, history: History, world: World) -> None:
    for person in ("wang", "mei", "li"):
        history.come(world["meeting"], person)
    history.leave(world["planned meeting"], "mei")
    text = read(ask, make(ask)).data.decode()
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text
    assert not any(name in text for name in ("Li", "Wang", "Mei", "出差", "000002"))


def test_who_is_on_leave_is_free_at_that_time(ask: Asker, history: History, world: World) -> None:
    history.leave(world["planned meeting"], "wang")
    found = events(read(ask, make(ask)))
    assert (str(found["planned meeting"]["TRANSP"]), str(found["meeting"]["TRANSP"])) == ("TRANSPARENT", "OPAQUE")


def test_an_unchanged_calendar_costs_a_304(ask: Asker, world: World, session: Any) -> None:
    path = make(ask)
    first = read(ask, path)
    again = read(ask, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    session.get_one(Meeting, world["planned meeting"]).place = "二楼"
    session.commit()
    changed = read(ask, path, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["Cache-Control"] == "private, no-cache"


def test_a_new_link_makes_the_old_one_void(ask: Asker) -> None:
    first, second = make(ask), make(ask)
    assert first != second
    assert (read(ask, first).status_code, read(ask, second).status_code) == (404, 200)


def test_a_stopped_link_stays_void_also_when_a_new_one_is_made(ask: Asker) -> None:
    first = make(ask)
    assert ask("wang", "DELETE", LINK).status_code == 204
    assert ask("wang", "DELETE", LINK).status_code == 204
    assert (ask("wang", "GET", LINK).json, read(ask, first).status_code) == ({"url": None}, 404)
    second = make(ask)
    assert (read(ask, first).status_code, read(ask, second).status_code) == (404, 200)


def test_a_disabled_member_has_no_calendar(ask: Asker, world: World, session: Any) -> None:
    path = make(ask)
    session.get_one(Member, world["wang"]).status = "disabled"
    session.commit()
    assert read(ask, path).status_code == 404


def test_a_link_reads_nobody_elses_calendar(ask: Asker, world: World) -> None:
    proof = make(ask)[-36:]
    make(ask, "li")
    assert read(ask, f"/api/calendar/{world['li']}{proof}").status_code == 404


FORGED = ["", "x", "0" * 32, "1" + "0" * 32, "9" * 60, "²" + "0" * 32, "-1" + "0" * 32, "1" + "é" * 32, "1" * 10_000]


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_link_is_nothing(ask: Asker, token: str) -> None:
    make(ask)
    answer = read(ask, f"/api/calendar/{token}.ics")
    assert answer.status_code == 404


def test_a_link_of_somebody_who_never_made_one_is_nothing(ask: Asker, world: World) -> None:
    with ask.app.app_context():
        token = f"{world['li']}{signature('calendar', str(world['li']) + '|1')}"
    assert read(ask, f"/api/calendar/{token}.ics").status_code == 404
    make(ask, "li")
    assert read(ask, f"/api/calendar/{token}.ics").status_code == 200  # so it was well forged


def test_a_calendar_costs_the_same_however_many_meetings(ask: Asker, history: History) -> None:
    path = make(ask)
    with statements() as for_few:
        read(ask, path)
    for n in range(20):
        history.hold(clock.now() + timedelta(days=n))
    with statements() as for_many:
        assert read(ask, path).data.count(b"BEGIN:VEVENT") == 22
    assert len(for_many) == len(for_few)


def test_links_are_for_members(ask: Asker) -> None:
    for person, status in ((None, 401), ("ning", 403), ("dong", 401)):
        for method in ("GET", "POST", "DELETE"):
            assert ask(person, method, LINK, **({"json": {}} if method == "POST" else {})).status_code == status
