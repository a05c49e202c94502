"""Before whom a dispute waits, and by when: from the member's branch upwards, a turn of some days for each level."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.disputes.models import Dispute, DisputeTurn
from backend.members.models import Member, Role, role_holds
from backend.notices.tell import take_back, tell_many
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above

ANSWER_DAYS = 7  # calendar days of the deployment's time zone, the last one included; then it rises

Keepers = dict[int, list[int]]  # {organisation: members who look after it}


def begin_turns(dispute: Dispute, places: Sequence[int], keepers: Keepers) -> None:
    """Write who has to answer from today on and who would after them, and tell them, each when the turn begins."""
    past = [turn for turn in dispute.turns if turn.from_day < clock.today()]
    days = turn_days(clock.today(), len(places))
    turns = [
        DisputeTurn(organisation_id=place, from_day=from_day, due_on=due_on, told=keepers.get(place, []))
        for place, (from_day, due_on) in zip(places, days, strict=True)
    ]
    dispute.turns = [*past, *turns]
    db.session.flush()
    db.session.refresh(dispute)
    for turn in dispute.turns[len(past) :]:
        _tell(dispute, turn, rose=turn.from_day > clock.today())


def end_turns(dispute: Dispute) -> None:
    """It waits no longer: who would have been told later is not."""
    everybody = {dispute.member_id, *(member_id for turn in dispute.turns for member_id in turn.told)}
    take_back(everybody, [_once(dispute, turn) for turn in dispute.turns])
    dispute.turns = [turn for turn in dispute.turns if turn.from_day <= clock.today()]


def turn_days(first: date, count: int) -> list[tuple[date, date]]:
    """Turns without a gap, each from its first day to the day by which it is to be answered (both included)."""
    length = timedelta(days=ANSWER_DAYS)
    starts = [first + n * (length + timedelta(days=1)) for n in range(count)]
    return [(start, start + length) for start in starts]


def keepers_above(path: str, *, without: Collection[int]) -> Keepers:
    """Who may answer at each organisation of a path: active members with a role there today, except those who are part of it."""
    holding = (
        select(Role.organisation_id, Role.member_id)
        .join(Member, Member.id == Role.member_id)
        .where(Role.organisation_id.in_(ids_above(path)), role_holds(clock.today()), Member.status == "active")
        .order_by(Role.id)
    )
    found: Keepers = {}
    for organisation_id, member_id in db.session.execute(holding):
        if member_id not in without and member_id not in found.setdefault(organisation_id, []):
            found[organisation_id].append(member_id)
    return {organisation_id: members for organisation_id, members in found.items() if members}


def places_from(path: str, keepers: Keepers) -> list[int]:
    """The organisations before which it comes, the lowest first: those of the path that have somebody to answer."""
    upwards = ids_above(path)[::-1]
    return [place for place in upwards if place in keepers] or upwards[-1:]


def places_above(organisation: Organisation, keepers: Keepers) -> list[int]:
    """The same, above an organisation alone; empty where nobody is."""
    return [place for place in ids_above(organisation.path)[-2::-1] if place in keepers]


def _tell(dispute: Dispute, turn: DisputeTurn, *, rose: bool) -> None:
    told_at = clock.from_ms(clock.bounds_ms(turn.from_day)[0]) if rose else None
    about = {"dispute_id": dispute.id, "title": dispute.title, "answer_by": turn.due_on.isoformat()}
    once = _once(dispute, turn)
    tell_many(turn.told, "dispute_to_answer", {**about, "name": dispute.member.name}, once=once, told_at=told_at)
    if rose:
        tell_many([dispute.member_id], "dispute_rose", {**about, "name": turn.organisation.name}, once=once, told_at=told_at)


def _once(dispute: Dispute, turn: DisputeTurn) -> str:
    return f"dispute/{dispute.id}/{turn.from_day}"
