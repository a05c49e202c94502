"""Attendance by branch and by member: the sums, the branch of the day, who may see it, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.attendance.standing import CAME, Frame, Part, standing_of
from backend.core import clock
from backend.meetings.attendance_rules import Minutes
from backend.meetings.sign_ins import ASSURANCES
from backend.members.models import Member
from backend.records.models import Correction, Record
from backend.reports.tally import Tally
from tests.asker import Asker
from tests.attendance.meetings_held import LENGTH, START, History
from tests.auth.door import said
from tests.cast import World
from tests.counting import statements
from tests.points.booking import Books

MARCH = {"first_day": "2026-03-01", "last_day": "2026-03-31"}
ENDINGS = ("", ".csv", ".xlsx")


def report(ask: Asker, person: str | None, organisation: int, **query: Any) -> Any:
    return ask(person, "GET", "/api/reports/attendance", query_string={"organisation": organisation, **MARCH, **query})


def rows(answer: Any) -> dict[str, dict[str, Any]]:
    """{branch or member: row}."""
    assert answer.status_code == 200, answer.json
    return {row["name"] or row["branch_name"]: row for row in answer.json["items"]}


def hold(history: History) -> int:
    """Of Li's branch (Li, Wang, Mei, Ning): one on time, one late by hand, one on leave, one absent."""
    meeting_id = history.hold()
    history.come(meeting_id, "li")
    history.come(meeting_id, "wang", minutes=30, assurance="D")
    history.leave(meeting_id, "mei")
    return meeting_id


def test_the_figures_of_a_branch(ask: Asker, history: History, world: World) -> None:
    meeting_id = hold(history)
    history.come(meeting_id, "li", minutes=50, kind="out")
    row = rows(report(ask, "chen", world["binjiang"]))["青枫里支部"]
    assert row == {
        "branch_id": world["qingfeng"],
        "organisation_id": world["qingfeng"],
        "branch_name": "青枫里支部",
        "member_id": None,
        "name": None,
        "card_number": None,
        "meetings": 1,
        "expected": 4,
        "came": 2,
        "late": 1,
        "left_early": 1,
        "absent": 1,
        "on_leave": 1,
        "undecided": 0,
        "rate": 0.5,
        "assurances": {"A": 1, "B": 0, "C": 0, "D": 1},
        "assurance_a": 1,
        "assurance_b": 0,
        "assurance_c": 0,
        "assurance_d": 1,
        "share_c": 0.0,
        "share_d": 0.5,
        "corrections": 0,
    }


def test_every_branch_is_listed_also_without_meetings(ask: Asker, history: History, world: World) -> None:
    hold(history)
    answer = report(ask, "lin", world["city"])
    assert [row["branch_name"] for row in answer.json["items"]] == ["青枫里支部", "望江支部", "松岭支部"]
    row = rows(answer)["松岭支部"]
    assert (row["meetings"], row["expected"], row["rate"], row["share_d"]) == (0, 0, None, None)
    assert answer.json["as_of"].endswith("Z")


def test_what_each_member_did(ask: Asker, history: History, world: World) -> None:
    hold(history)
    found_rows = rows(report(ask, "li", world["qingfeng"], by="member"))
    assert list(found_rows) == ["Li", "Wang", "Mei", "Ning"]
    assert [(row["came"], row["late"], row["on_leave"], row["absent"]) for row in found_rows.values()] == [
        (1, 0, 0, 0),
        (1, 1, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 0, 1),
    ]
    assert (found_rows["Wang"]["card_number"], found_rows["Wang"]["share_d"]) == ("000002", 1.0)


SUMMED = ("expected", "came", "late", "left_early", "absent", "on_leave", "undecided")


def test_the_members_add_up_to_the_branch(ask: Asker, history: History, world: World, session: Any) -> None:
    """Also with somebody who moved away, somebody who moved in, somebody disabled, and a meeting of the level above."""
    for n in range(8):
        meeting_id = history.hold(START + timedelta(days=n), closed=n != 7, place="wutong" if n == 6 else "qingfeng")
        for k, person in enumerate(("li", "wang", "mei", "ning")):
            if (n + 2 * k) % 3:
                history.come(meeting_id, person, minutes=5 * ((n * k) % 9), assurance=ASSURANCES[(n + k) % 4])
    history.move("mei", "wangjiang")
    history.move("zhao", "qingfeng")
    session.get_one(Member, world["ning"]).status = "disabled"
    session.commit()
    for branch in rows(report(ask, "chen", world["wutong"])).values():
        members = rows(report(ask, "chen", branch["branch_id"], by="member")).values()
        for name in SUMMED:
            assert branch[name] == sum(row[name] for row in members), name
        for name in ASSURANCES:
            assert branch["assurances"][name] == sum(row["assurances"][name] for row in members)
        assert branch["expected"] == sum(branch[name] for name in ("came", "absent", "on_leave", "undecided"))
        assert (branch["undecided"] > 0) == (branch["branch_name"] == "青枫里支部")


def test_who_moved_is_counted_where_the_day_was_spent(ask: Asker, history: History, world: World) -> None:
    """By the ledger where it knows the member there; who was absent counts in today's branch."""
    attended, missed = history.hold(), history.hold(START + timedelta(days=1))
    history.come(attended, "wang")
    history.come(missed, "li")
    history.move("wang", "wangjiang")
    by_branch = rows(report(ask, "chen", world["wutong"]))
    assert (by_branch["青枫里支部"]["came"], by_branch["青枫里支部"]["expected"]) == (2, 7)
    assert (by_branch["望江支部"]["came"], by_branch["望江支部"]["absent"]) == (0, 1)
    members = rows(report(ask, "li", world["qingfeng"], by="member"))
    assert (members["Wang"]["came"], members["Wang"]["expected"]) == (1, 1)


def test_the_surest_mark_counts_wherever_it_was_paid(ask: Asker, history: History, world: World) -> None:
    meeting_id = history.hold()
    history.come(meeting_id, "wang", assurance="D")
    history.come(meeting_id, "wang", minutes=1)
    history.move("wang", "wangjiang")
    row = rows(report(ask, "chen", world["wutong"]))["青枫里支部"]
    assert (row["came"], row["assurances"]["A"], row["share_d"]) == (1, 1, 0.0)


def test_guests_are_credited_at_home_and_joint_meetings_count_for_both(ask: Asker, history: History, world: World) -> None:
    meeting_id = history.hold()
    history.join(meeting_id, "wangjiang")
    history.come(meeting_id, "zhao", assurance="B")
    by_branch = rows(report(ask, "chen", world["wutong"]))
    assert (by_branch["望江支部"]["meetings"], by_branch["望江支部"]["came"], by_branch["望江支部"]["expected"]) == (1, 1, 3)
    assert (by_branch["青枫里支部"]["meetings"], by_branch["青枫里支部"]["came"], by_branch["青枫里支部"]["expected"]) == (1, 0, 4)


def test_a_meeting_nobody_closed_is_reported_too(ask: Asker, history: History, world: World) -> None:
    """Or leaving it open would hide it from the level above."""
    meeting_id = history.hold(closed=False)
    history.come(meeting_id, "wang", assurance="D")
    row = rows(report(ask, "chen", world["wutong"]))["青枫里支部"]
    assert (row["meetings"], row["came"], row["share_d"], row["absent"], row["undecided"]) == (1, 1, 1.0, 0, 3)


def test_what_is_planned_is_not_reported(ask: Asker, world: World) -> None:
    today = {"first_day": "2026-01-01", "last_day": "2030-12-31"}
    assert rows(report(ask, "li", world["qingfeng"], **today))["青枫里支部"]["meetings"] == 1  # the open one, not the planned one


def test_both_ends_of_the_period_count_by_local_day(ask: Asker, history: History, world: World) -> None:
    """A day in Shanghai runs from 16:00 to 16:00 UTC."""
    midnight = START.replace(day=9, hour=16, minute=0)
    for moment in (midnight - timedelta(minutes=1), midnight, midnight + timedelta(hours=24)):
        history.hold(moment)
    day = {"first_day": "2026-03-10", "last_day": "2026-03-10"}
    assert rows(report(ask, "li", world["qingfeng"], **day))["青枫里支部"]["meetings"] == 1


def test_corrections_after_closing_are_counted(ask: Asker, history: History, world: World) -> None:
    meeting_id, now = hold(history), clock.now()
    history.add(Record(meeting_id=meeting_id, content="{}", sha256="0", closed_by=world["li"], closed_at=START + LENGTH))
    about = {"meeting_id": meeting_id, "reason": "漏签", "actor_id": world["li"], "at": now, "previous_sha256": "0"}
    history.add(Correction(number=1, kind="add", member_id=world["mei"], sha256="1", **about))
    history.add(Correction(number=2, kind="minutes", sha256="2", **about))
    assert rows(report(ask, "chen", world["wutong"]))["青枫里支部"]["corrections"] == 2
    members = rows(report(ask, "li", world["qingfeng"], by="member"))
    assert (members["Mei"]["corrections"], members["Wang"]["corrections"]) == (1, 0)


def test_looking_at_members_is_shown_to_them_and_counts_are_not(ask: Asker, history: History, world: World) -> None:
    hold(history)
    report(ask, "chen", world["wutong"])
    traces = "/api/me/attendance/traces"
    assert ask("wang", "GET", traces).json["items"] == []
    for _ in range(2):
        assert report(ask, "chen", world["qingfeng"], by="member").status_code == 200
    (look,) = ask("wang", "GET", traces).json["items"]
    assert (look["word"], look["name"], look["about"]) == ("report", "Chen", "学习会")
    assert ask("zhao", "GET", traces).json["items"] == []


def test_members_are_listed_for_one_branch_at_a_time(ask: Asker, world: World) -> None:
    for ending in ENDINGS:
        query = {"organisation": world["wutong"], "by": "member", **MARCH}
        answer = ask("chen", "GET", f"/api/reports/attendance{ending}", query_string=query)
        assert (answer.status_code, answer.json["code"]) == (422, "not_a_branch")


def test_pages_lose_and_repeat_nobody(ask: Asker, history: History, world: World) -> None:
    hold(history)
    for by, organisation, whole in (("branch", "city", 3), ("member", "qingfeng", 4)):
        seen: list[Any] = []
        query: dict[str, Any] = {"by": by, "limit": 1}
        while True:
            page = report(ask, "lin", world[organisation], **query).json
            seen += page["items"]
            if page["next"] is None:
                break
            query["after"] = page["next"]
        assert len(seen) == whole
        assert seen == report(ask, "lin", world[organisation], by=by).json["items"]


def test_it_is_for_those_who_look_after_the_organisation(ask: Asker, world: World) -> None:
    for ending in ENDINGS:
        for person, status in (("wang", 403), ("ning", 403), (None, 401), ("sun", 404), ("li", 200), ("chen", 200)):
            query = {"organisation": world["qingfeng"], **MARCH}
            assert ask(person, "GET", f"/api/reports/attendance{ending}", query_string=query).status_code == status
        above = ask("li", "GET", f"/api/reports/attendance{ending}", query_string={"organisation": world["wutong"], **MARCH})
        assert above.status_code == 403


def test_a_subtree_not_in_view_answers_like_one_that_never_was(ask: Asker, world: World) -> None:
    hidden, never = (report(ask, "chen", id) for id in (world["yunshan"], 10**9))
    assert hidden.status_code == 404
    assert said(hidden) == said(never)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [({"last_day": "2026-02-01"}, "/last_day"), ({"first_day": "2026-02-30"}, "/first_day"), ({"by": "everybody"}, "/by")],
)
def test_what_makes_no_sense_is_named(ask: Asker, world: World, query: dict[str, Any], pointer: str) -> None:
    answer = report(ask, "li", world["qingfeng"], **query)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def cost(ask: Asker, world: World, ending: str) -> int:
    with statements() as sent:
        query = {"organisation": world["wutong"], **MARCH}
        assert ask("chen", "GET", f"/api/reports/attendance{ending}", query_string=query).status_code == 200
    return len(sent)


def test_it_costs_the_same_however_many_branches(ask: Asker, history: History, world: World, books: Books) -> None:
    hold(history)
    before = [cost(ask, world, ending) for ending in ENDINGS]
    history.plant(30)
    for n in range(30):
        books.add_people(f"branch {n}", f"甲{n}", f"乙{n}")
        history.hold(START + timedelta(days=n % 20), place=f"branch {n}")
    assert [cost(ask, world, ending) for ending in ENDINGS] == before
    listed = rows(report(ask, "chen", world["wutong"], limit=100))
    assert len(listed) == 32
    assert all(listed[f"第{n}支部"]["absent"] == 2 for n in range(30))


FRAME = Frame(START, START + LENGTH, True, Minutes(5, 20, 10))
MARKS = st.lists(
    st.tuples(
        st.builds(
            Part,
            st.none() | st.integers(-30, 60).map(lambda minutes: START + timedelta(minutes=minutes)),
            st.none(),
            st.booleans(),
            st.booleans(),
        ),
        st.sampled_from(ASSURANCES),
    )
)


@given(MARKS, st.booleans())
def test_a_tally_always_adds_up(marks: list[tuple[Part, str]], closed: bool) -> None:
    frame, tally = Frame(FRAME.starts_at, FRAME.ends_at, closed, FRAME.minutes), Tally()
    for part, assurance in marks:
        tally.add(frame, part, assurance if part.signed_in_at else None)
    row = tally.figures()
    assert row["expected"] == len(marks) == sum(row[name] for name in ("came", "absent", "on_leave", "undecided"))
    assert row["came"] == sum(row["assurances"].values()) == sum(standing_of(frame, part) in CAME for part, _ in marks)
    assert row["late"] <= row["came"]
    assert (row["rate"] is None) == (not marks)
    assert (row["share_d"] is None) == (row["came"] == 0)
    assert row["undecided"] == 0 or not closed
