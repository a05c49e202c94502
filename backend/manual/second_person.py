"""Who may decide on what another has asked for: the nearest level that has somebody else who looks after the member."""

from sqlalchemy import select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.members.models import Member, Role, role_holds
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, lies_within


def second_persons(member: Member, asked_by: int) -> list[int]:
    """The members who may decide, of the lowest level that has one: of the branch itself where somebody else looks after it,
    else of the level above. Raises Refused (nobody_to_decide) where there is nobody up to the top."""
    for organisation_id in reversed(ids_above(member.branch.path)):
        if eligible := [one for one in _keepers(organisation_id) if one not in (asked_by, member.id) and _is_above(one, member)]:
            return eligible
    raise Refused("nobody_to_decide", "Nobody else looks after this member: a second person must be appointed first.")


def _keepers(organisation_id: int) -> list[int]:
    today = clock.today()
    held = select(Role.member_id).join(Member).where(Role.organisation_id == organisation_id, role_holds(today), Member.status == "active")
    return list(db.session.scalars(held.order_by(Role.member_id).distinct()))


def _is_above(keeper_id: int, member: Member) -> bool:
    """Does the keeper look after everything that the member has a role over? Nobody decides about somebody placed higher."""
    roles = [role.organisation.path for role in member.roles_today()]
    paths = _paths_of(keeper_id) if roles else []
    return all(any(lies_within(path, own) for own in paths) for path in roles)


def _paths_of(keeper_id: int) -> list[str]:
    held = select(Organisation.path).join(Role, Role.organisation_id == Organisation.id).where(Role.member_id == keeper_id)
    return list(db.session.scalars(held.where(role_holds(clock.today()))))
