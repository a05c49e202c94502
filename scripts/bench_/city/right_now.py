"""That a rank is right at once: the answer after a sign-in already shows what it paid, and the place that a count gives."""

import json
from collections.abc import Sequence

from sqlalchemy import func, select

from backend.core.db import db
from backend.ledger.models import POINTS, Balance, Entry
from backend.members.models import Member
from bench_.city.town import Town
from bench_.phones import Phone
from bench_.report import Result

MEMBERS = 3  # of each city
PATH = "/api/points/ranking?limit=50&period=all&organisation=1"


def prove_right_now(result: Result, towns: Sequence[Town]) -> None:
    """Nobody else asks meanwhile. A sentence for what is not so, as the figures are worth keeping all the same."""
    for town in towns:
        town.hall.hand_out_tokens()
        wrong = list(filter(None, (_wrong(town, phone) for phone in town.people[-MEMBERS:])))
        where = f"with {town.size:,} members"
        if wrong:
            result.notes.append(f"NOT TRUE {where}: the rank is right at once: {'; '.join(wrong)}")
        else:
            result.proved.append(f"{where}, points and rank in the city are right in the answer after a sign-in, counted for {MEMBERS}")


def _wrong(town: Town, phone: Phone) -> str:
    """What does not fit after a sign-in more; empty where all does."""
    before = _shown(town, phone)
    town.ask(phone.sign_in(town.code_of(-1)))
    after, counted = _shown(town, phone), _counted(town, phone)
    if after != counted or after["points"] <= before["points"]:
        return f"member {phone.member_id} has {after}, before it {before}, counted {counted}"
    return ""


def _shown(town: Town, phone: Phone) -> dict[str, int]:
    me = json.loads(town.ask(phone.request("GET", PATH)).body)["me"] or {"points": 0, "rank": 0}
    return {"points": me["points"], "rank": me["rank"]}


def _counted(town: Town, phone: Phone) -> dict[str, int]:
    """From the entries and the balances themselves."""
    with town.hall.reading():
        mine = select(func.sum(Entry.amount)).where(Entry.member_id == phone.member_id, Entry.book == POINTS)
        points = int(db.session.scalar(mine) or 0)
        all_time = (Balance.book == POINTS, Balance.period == "all", Balance.amount > points)
        before = (
            select(func.count(Balance.member_id)).join(Member, Member.id == Balance.member_id).where(*all_time, Member.status == "active")
        )
        return {"points": points, "rank": (db.session.scalar(before) or 0) + 1}
