"""Disputes for the demo: one that was explained, one that was put right, and one that waits for the secretary."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.db import db
from backend.disputes.answer import answer
from backend.disputes.dispute import open_dispute
from backend.disputes.models import Dispute
from backend.ledger.models import POINTS, Entry
from backend.members.models import Member
from backend.organisations.models import Organisation

EXPLAINED = {"outcome": "explained", "correction": None, "amount": None, "sentence": "当天这一项已达上限，所以没有再计。"}
PUT_RIGHT = {"outcome": "corrected", "correction": "elsewhere", "amount": None, "sentence": "会议记录已补登，积分已计入。"}


def dispute_entries() -> None:
    """In the first branch, whose secretary is its first member."""
    branch = db.session.scalars(select(Organisation).where(Organisation.is_branch).order_by(Organisation.id).limit(1)).one()
    people = db.session.scalars(select(Member).where(Member.branch_id == branch.id).order_by(Member.card_number).limit(5)).unique().all()
    secretary = Actor(people[0].id, people[0].name, branch.id, branch.path, 0, False, (Held("secretary", branch.path),))
    entry = select(Entry.id).where(Entry.member_id == people[1].id, Entry.book == POINTS).order_by(Entry.id.desc()).limit(1)
    explained = _dispute(people[1], 1, entry_id=db.session.scalar(entry), words="这一次我觉得应该多记，请帮忙看看。")
    answer(explained, secretary, {**EXPLAINED, "version": 1})
    missed = {"day": clock.today() - timedelta(days=4), "title": "楼道消防演练"}
    answer(_dispute(people[4], 2, **missed, words="那天我去了，忘了扫码。"), secretary, {**PUT_RIGHT, "version": 1})
    _dispute(people[4], 3, day=clock.today() - timedelta(days=2), title="社区志愿清扫", words="参加了两小时清扫，还没有记上。")


def _dispute(member: Member, number: int, **said: Any) -> Dispute:
    actor = Actor(member.id, member.name, member.branch_id, member.branch.path, 0, False)
    facts = {"entry_id": None, "book": POINTS, "day": None, "title": "", "operation_id": UUID(int=number), **said}
    return open_dispute(actor, facts)[0]
