"""A poll of the board finds the meeting by a way of its own: it must find what every other request finds, and nothing else."""

import random
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from backend.auth.identify import load_actor
from backend.board.sight import BoardSight
from backend.core import clock
from backend.core.db import db, insert_once
from backend.core.errors import NotFound
from backend.core.shapes import LARGEST_ID
from backend.core.visible import glimpsed, visible
from backend.meetings.models import Expected, Helper, JointBranch, Meeting
from backend.members.models import Role
from backend.permissions import helps_at_it, looks_after_it
from backend.sign_in.checks import Check, check_with_code
from tests.asker import Asker
from tests.cast import World
from tests.counting import statements
from tests.hall import Hall

PEOPLE = ("li", "wang", "zhao", "chen", "lin", "sun", "mei", "ning")
PLACES = ("city", "binjiang", "wutong", "qingfeng", "wangjiang")


def stir(session: Any, world: World, dice: random.Random) -> None:
    """Somebody is appointed, expected, given a role; a branch is asked to join, or joins."""
    meeting, member, place = world[dice.choice(("meeting", "planned meeting"))], world[dice.choice(PEOPLE)], world[dice.choice(PLACES)]
    joined = (
        {"accepted_by": world["sun"], "accepted_at": clock.now()} if dice.random() < 0.5 else {"accepted_by": None, "accepted_at": None}
    )
    rows: list[tuple[Any, dict[str, Any], Any]] = [
        (Helper, {"meeting_id": meeting, "member_id": member, "appointed_by": world["li"]}, Helper.member_id),
        (Expected, {"meeting_id": meeting, "member_id": member, "guest": True}, Expected.member_id),
        (JointBranch, {"meeting_id": meeting, "organisation_id": place, "invited_by": world["li"], **joined}, JointBranch.meeting_id),
    ]
    model, row, told = dice.choice(rows)
    insert_once(model, [row], returning=[told])
    if dice.random() < 0.5:
        role = {"member_id": member, "organisation_id": place, "kind": dice.choice(("secretary", "admin")), "starts_on": clock.today()}
        with suppress(Exception):
            session.add(Role(**role))
            session.commit()
    session.rollback() if session.new else session.commit()


def found(way: Any, *asked: Any) -> Any:
    try:
        return way(*asked)
    except NotFound:
        return None


def test_it_exists_for_whom_the_meeting_exists_and_rules_say_the_same(app: Flask, world: World, session: Any) -> None:
    dice, seen, hidden, helped = random.Random(7), 0, 0, 0
    for _ in range(25):
        stir(session, world, dice)
        for person in dice.sample(PEOPLE, 4):
            with app.test_request_context():
                actor = load_actor(world.sessions[person], world[person])
                for meeting in (world["meeting"], world["planned meeting"]):
                    thing, sight = found(visible, Meeting, meeting, actor), found(glimpsed, Meeting, BoardSight, meeting, actor)
                    assert (thing is None) == (sight is None), (person, meeting)
                    seen, hidden = seen + (thing is not None), hidden + (thing is None)
                    if thing is not None:
                        facts = [
                            (one.id, one.scope_path, one.state, looks_after_it(actor, one), helps_at_it(actor, one))
                            for one in (thing, sight)
                        ]
                        assert facts[0] == facts[1]
                        helped += facts[0][4]
                db.session.remove()
    assert min(seen, hidden, helped, seen - helped) > 0


@pytest.mark.parametrize("number", [0, LARGEST_ID, LARGEST_ID + 1])
def test_what_no_meeting_is_called_by_is_not_found(number: int, ask: Asker) -> None:
    assert ask("lin", "GET", f"/api/meetings/{number}/board").status_code == 404


def test_a_stranger_does_not_find_it_and_who_only_comes_may_not_look(ask: Asker, hall: Hall) -> None:
    answers = {person: ask(person, "GET", f"{hall.meeting}/board").status_code for person in ("li", "chen", "lin", "wang", "zhao")}
    assert answers == {"li": 200, "chen": 200, "lin": 200, "wang": 403, "zhao": 404}


def test_a_secretary_who_is_none_any_more_finds_it_no_longer(ask: Asker, hall: Hall, world: World, session: Any) -> None:
    etag = hall.board().headers["ETag"]
    session.query(Role).filter_by(member_id=world["li"]).delete()
    session.commit()
    assert hall.board(**{"If-None-Match": etag}).status_code == 403


def test_a_poll_that_finds_nothing_new_is_two_statements(hall: Hall) -> None:
    etag = hall.board().headers["ETag"]
    with statements() as sent:
        assert hall.board(**{"If-None-Match": etag}).status_code == 304
    assert len([one for one in sent if not one.startswith(("BEGIN", "COMMIT"))]) == 2


def test_a_second_code_that_comes_or_goes_is_a_new_board(app: Flask, hall: Hall, world: World, session: Any) -> None:
    """Time alone brings it; where it stands is asked in one way."""
    now = clock.now()

    def version() -> str:
        with app.test_request_context():
            actor = load_actor(world.sessions["li"], world["li"])
            text = str(glimpsed(Meeting, BoardSight, world["meeting"], actor).version)
            db.session.remove()
        return text

    session.add(Check(meeting_id=world["meeting"], kind="code", created_by=world["li"], due_at=now, ends_at=now))
    told = set()
    for due, ends in ((-3, -1), (-1, 1), (1, 3)):
        session.query(Check).update({"due_at": now + timedelta(minutes=due), "ends_at": now + timedelta(minutes=ends)})
        session.commit()
        told.add((version()[-4:], check_with_code(world["meeting"]) is not None))
    assert told == {("'0')", False), ("'1')", True)}


def test_what_it_is_called_shows_in_the_version(hall: Hall, world: World, session: Any) -> None:
    etag = hall.board().headers["ETag"]
    session.get_one(Meeting, world["meeting"]).title = "另一个名字"
    session.commit()
    assert hall.board(**{"If-None-Match": etag}).json["meeting"]["title"] == "另一个名字"
