"""Meetings at any time of the past, with what became of each member, straight into the tables."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from backend.core import clock
from backend.core.db import db
from backend.meetings.attend import book
from backend.meetings.leave import Leave
from backend.meetings.models import JointBranch, Meeting
from backend.meetings.sign_ins import SignIn
from backend.members.models import Member
from backend.organisations.models import Organisation, found
from tests.cast import World

START = datetime(2026, 3, 10, 11, tzinfo=UTC)
LENGTH = timedelta(minutes=90)


class History:
    """Writes down meetings that were held, for the pages that look back on them."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world

    def hold(self, starts_at: datetime = START, *, place: str = "qingfeng", closed: bool = True, title: str = "学习会") -> int:
        """A meeting that expects everybody of the place; answers its id."""
        with self.app.app_context():
            organisation = db.session.get_one(Organisation, self.world[place])
            times = {"starts_at": starts_at, "ends_at": starts_at + LENGTH, "opened_at": starts_at - timedelta(minutes=30)}
            facts = {"title": title, "kind": "study_meeting", "place": "活动室", "created_by": self.world["li"]}
            meeting = Meeting(organisation=organisation, closed_at=starts_at + LENGTH if closed else None, **times, **facts)
            db.session.add(meeting)
            db.session.flush()
            meeting.rule_id = meeting.rule.id
            meeting.expect_everybody()
            db.session.commit()
            return meeting.id

    def come(self, meeting_id: int, person: str, *, minutes: float = 0, assurance: str = "A", **mark: Any) -> int:
        """A mark so many minutes after the start, booked like any other; answers its id."""
        with self.app.app_context():
            meeting, member = db.session.get_one(Meeting, meeting_id), db.session.get_one(Member, self.world[person])
            by_hand = {"method": "by_hand", "reason": "没有手机", "actor_id": self.world["li"]} if assurance == "D" else {"method": "code"}
            moment = meeting.starts_at + timedelta(minutes=minutes)
            booked = book(meeting, member.branch_id, member_id=member.id, assurance=assurance, signed_in_at=moment, **{**by_hand, **mark})
            db.session.commit()
            return booked.sign_in.id

    def leave(self, meeting_id: int, person: str, state: str = "granted") -> None:
        self.add(Leave(meeting_id=meeting_id, member_id=self.world[person], reason="出差", state=state))

    def claim(self, meeting_id: int, person: str) -> None:
        """A sign-in that waits for the secretary."""
        facts = {"method": "code", "assurance": "C", "state": "waiting", "waits_for": "offline"}
        now = clock.now()
        self.add(SignIn(meeting_id=meeting_id, member_id=self.world[person], signed_in_at=now, received_at=now, **facts))

    def join(self, meeting_id: int, branch: str) -> None:
        """Another branch has agreed to join."""
        by = {"invited_by": self.world["li"], "accepted_by": self.world["chen"], "accepted_at": START}
        self.add(JointBranch(meeting_id=meeting_id, organisation_id=self.world[branch], **by))
        with self.app.app_context():
            db.session.get_one(Meeting, meeting_id).expect_everybody()
            db.session.commit()

    def plant(self, count: int) -> None:
        """More branches below Li's own town: "branch 0", "branch 1", …"""
        with self.app.app_context():
            town = db.session.get_one(Organisation, self.world["wutong"])
            for n in range(count):
                self.world.ids[f"branch {n}"] = found(town, f"第{n}支部", level="支部", is_branch=True).id
            db.session.commit()

    def move(self, person: str, branch: str) -> None:
        with self.app.app_context():
            db.session.get_one(Member, self.world[person]).branch_id = self.world[branch]
            db.session.commit()

    def add(self, *rows: Any) -> None:
        with self.app.app_context():
            db.session.add_all(rows)
            db.session.commit()


@pytest.fixture
def history(app: Flask, world: World) -> History:
    return History(app, world)
