"""Hand-over: what a new secretary takes over, frozen that day, seen by the level above."""

from datetime import timedelta
from typing import Any

import pytest

from backend.core import clock
from backend.meetings.leave import Leave
from backend.meetings.models import JointBranch, Meeting
from backend.members.models import Role
from backend.records.models import Handover
from tests.asker import Asker
from tests.cast import World
from tests.records.paper import Paper


def role(session: Any, world: World, name: str, *, starts: int, ends: int | None = None) -> None:
    """Secretary of Li's branch from so many days ago to so many days ago."""
    days = {"starts_on": clock.today() - timedelta(days=starts), "ends_on": None if ends is None else clock.today() - timedelta(days=ends)}
    session.add(Role(member_id=world[name], organisation_id=world["qingfeng"], kind="secretary", **days))
    session.commit()


@pytest.fixture
def mei_follows_li(session: Any, world: World) -> None:
    """Li was secretary until yesterday, Mei is since today."""
    session.get_one(Role, world["role of li"]).ends_on = clock.today() - timedelta(days=1)
    role(session, world, "mei", starts=0)


def look(ask: Asker, world: World, person: str) -> Any:
    return ask(person, "GET", f"/api/organisations/{world['qingfeng']}/handover")


def take(ask: Asker, world: World, person: str, note: str = "") -> Any:
    return ask(person, "POST", f"/api/organisations/{world['qingfeng']}/handovers", json={"note": note})


def test_nothing_is_due_to_whoever_followed_nobody(ask: Asker, world: World) -> None:
    assert look(ask, world, "li").json["due"] is False
    assert (take(ask, world, "li").status_code, take(ask, world, "li").json["code"]) == (409, "nothing_to_take_over")


@pytest.mark.usefixtures("mei_follows_li")
def test_a_new_secretary_takes_over_from_the_one_before(ask: Asker, world: World) -> None:
    now = look(ask, world, "mei").json
    assert (now["due"], now["since"], now["previous"]["name"]) == (True, str(clock.today()), "Li")
    taken = take(ask, world, "mei", "钥匙在门卫处")
    assert (taken.status_code, taken.json["secretary"]["name"], taken.json["previous"]["name"]) == (201, "Mei", "Li")
    assert look(ask, world, "mei").json["due"] is False


@pytest.mark.usefixtures("mei_follows_li")
def test_to_take_over_twice_answers_like_the_first_time(ask: Asker, world: World, session: Any) -> None:
    first, again = take(ask, world, "mei", "一次"), take(ask, world, "mei", "两次")
    assert (first.status_code, again.status_code, again.json) == (201, 200, first.json)
    assert session.query(Handover).count() == 1


def test_a_role_that_was_taken_back_counts_too(ask: Asker, world: World, session: Any) -> None:
    assert ask("chen", "DELETE", f"/api/members/{world['li']}/roles/{world['role of li']}").status_code == 204
    role(session, world, "mei", starts=0)
    now = look(ask, world, "mei").json
    assert (now["due"], now["previous"]["name"]) == (True, "Li")


def test_two_secretaries_at_once_hand_nothing_over(ask: Asker, world: World, session: Any) -> None:
    role(session, world, "mei", starts=0)
    assert look(ask, world, "mei").json["due"] is False


def test_an_old_handover_does_not_cover_a_new_one(ask: Asker, world: World, session: Any) -> None:
    """Mei took over last year, handed on to Li, and is secretary again."""
    long_ago = clock.now() - timedelta(days=300)
    session.add(Handover(organisation_id=world["qingfeng"], to_member_id=world["mei"], content="{}", at=long_ago))
    session.get_one(Role, world["role of li"]).ends_on = clock.today() - timedelta(days=1)
    role(session, world, "mei", starts=310, ends=200)
    role(session, world, "mei", starts=0)
    assert look(ask, world, "mei").json["due"] is True


@pytest.mark.usefixtures("mei_follows_li")
def test_every_open_matter_is_named(paper: Paper, ask: Asker, world: World, session: Any) -> None:
    leave = {"reason": "复查", "asked_at": clock.now()}
    session.add(Leave(meeting_id=world["planned meeting"], member_id=world["wang"], **leave))
    times = {"starts_at": clock.now() + timedelta(days=1), "ends_at": clock.now() + timedelta(days=1, hours=1)}
    joint = Meeting(organisation_id=world["wangjiang"], title="联合活动", kind="activity", place="广场", created_by=world["chen"], **times)
    session.add(joint)
    session.flush()
    session.add(JointBranch(meeting_id=joint.id, organisation_id=world["qingfeng"], invited_by=world["chen"]))
    session.commit()
    matters = look(ask, world, "mei").json["matters"]
    titles = {kind: [(one["title"], one["waiting"]) for one in matters[kind]] for kind in matters}
    assert titles == {
        "planned": [("planned meeting", 1)],
        "not_closed": [("meeting", 1)],
        "without_minutes": [],
        "waiting_claims": [],
        "leaves_to_decide": [("planned meeting", 1)],
        "invitations": [("联合活动", 1)],
    }
    paper.close("chen")
    assert [one["title"] for one in look(ask, world, "mei").json["matters"]["without_minutes"]] == ["meeting"]


@pytest.mark.usefixtures("mei_follows_li")
def test_what_was_open_that_day_stays_as_it_was(paper: Paper, ask: Asker, world: World, session: Any) -> None:
    leave = {"reason": "陪家人复查", "asked_at": clock.now()}
    session.add(Leave(meeting_id=world["planned meeting"], member_id=world["wang"], **leave))
    session.commit()
    taken = take(ask, world, "mei").json
    paper.close("mei")
    listed = ask("chen", "GET", f"/api/organisations/{world['qingfeng']}/handovers").json["items"]
    assert listed == [taken]
    assert [one["title"] for one in taken["matters"]["not_closed"]] == ["meeting"]
    assert "陪家人" not in session.query(Handover).one().content


@pytest.mark.usefixtures("mei_follows_li")
def test_the_level_above_sees_the_handovers_of_its_subtree(ask: Asker, world: World) -> None:
    take(ask, world, "mei")
    district = f"/api/organisations/{world['binjiang']}/handovers"
    assert [one["organisation"]["name"] for one in ask("chen", "GET", district).json["items"]] == ["青枫里支部"]
    assert ask("mei", "GET", district).status_code == 403
    assert ask("sun", "GET", district).status_code == 404
    assert (take(ask, world, "chen").json["code"], take(ask, world, "wang").status_code) == ("nothing_to_take_over", 403)
