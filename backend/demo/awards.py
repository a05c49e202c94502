"""What was booked by hand in the demo: one award that was approved, one that waits for the admin; and the months that are closed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor, Held
from backend.core.db import db
from backend.ledger.closings import close, next_month
from backend.ledger.periods import is_over, month_after
from backend.manual.ask import ask_award
from backend.manual.decide import decide
from backend.members.models import Member
from backend.organisations.models import Organisation


def give_by_hand(admin_card: str) -> None:
    """In the first branch, whose secretary is its first member."""
    branch = db.session.scalars(select(Organisation).where(Organisation.is_branch).order_by(Organisation.id).limit(1)).one()
    people = db.session.scalars(select(Member).where(Member.branch_id == branch.id).order_by(Member.card_number).limit(6)).unique().all()
    secretary = Actor(people[0].id, people[0].name, branch.id, branch.path, 0, False, (Held("secretary", branch.path),))
    admin = db.session.scalars(select(Member).where(Member.card_number == admin_card)).unique().one()
    decider = Actor(admin.id, admin.name, admin.branch_id, admin.branch.path, 0, False)
    given = _ask(secretary, people[1], 1, amount=5, reason="整理图书角两次", document="社区〔2026〕8号")
    decide(given, decider, {"decision": "approve", "reason": None})
    _ask(secretary, people[4], 2, amount=3, reason="为敬老活动准备场地", document=None)


def close_months() -> None:
    """All that are over, but for the latest. To be called when all else is committed."""
    while (month := next_month()) and _is_followed(month):
        close(month, None)
        db.session.commit()


def _ask(actor: Actor, member: Member, number: int, **said: Any) -> Any:
    return ask_award(actor, member, {"operation_id": UUID(int=number), "day": None, **said})[0]


def _is_followed(month: str) -> bool:
    """Is the month after this one over as well?"""
    return is_over(month_after(month), clock.today())
