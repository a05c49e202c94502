"""Endpoints about people."""

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy import or_

from backend.core import clock
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.members.import_roster import import_roster
from backend.members.me import Me, shape_me
from backend.members.models import Member, Role, leave_trace
from backend.members.moves import note_moves
from backend.members.read_roster import read_roster
from backend.members.schemas import ImportOutcome, MemberQuery, MemberShape, PhoneShape, RoleGrant, RosterFile, RosterOptions, StatusChange
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.permissions import (
    administers_another,
    administers_something,
    any_member,
    can_administer,
    can_for,
    even_with_first_password,
    looks_after_another,
    looks_after_somebody,
)

members = Feature("members")


@members.get("/me", may=even_with_first_password, gives=Me)
def get_me() -> dict[str, Any]:
    """Who I am, which roles I hold today, and what I may do."""
    return shape_me(visible(Member, g.actor.id, g.actor), g.actor)


@members.get("/members", may=looks_after_somebody, query=MemberQuery, lists=MemberShape)
def list_members(query: dict[str, Any]) -> Listing:
    """The members of a subtree that I look after."""
    statement = Member.visible_to(g.actor).join(Organisation, Member.branch_id == Organisation.id)
    if query["organisation"]:
        statement = statement.where(within(Organisation.path, visible(Organisation, query["organisation"], g.actor).path))
    if query["q"]:
        statement = statement.where(
            or_(Member.name.contains(query["q"], autoescape=True), Member.card_number.contains(query["q"], autoescape=True))
        )
    return Listing(statement, by=(Organisation.path, Member.card_number), shape=_shape_rows)


@members.get("/members/<int:member_id>", may=any_member, on=Member, gives=MemberShape)
def get_member(member: Member) -> dict[str, Any]:
    """One member."""
    return shape_member(member)


@members.post("/members/<int:member_id>/phone-reveals", may=looks_after_another, on=Member, gives=PhoneShape, status=201)
def reveal_phone(member: Member) -> dict[str, Any]:
    """The whole phone number; that it was looked at is recorded."""
    leave_trace("phone_revealed", member_id=member.id, actor_id=g.actor.id)
    return {"phone": member.phone}


@members.put("/members/<int:member_id>/status", may=administers_another, on=Member, takes=StatusChange, gives=MemberShape)
def change_status(member: Member, change: dict[str, Any]) -> dict[str, Any]:
    """Disable or enable an account; it acts at the member's next request."""
    if member.status != change["status"]:
        note_moves([member.id])
        member.status = change["status"]
        leave_trace(f"status_{member.status}", member_id=member.id, actor_id=g.actor.id)
    return shape_member(member)


@members.post("/members/<int:member_id>/roles", may=administers_another, on=Member, takes=RoleGrant, gives=MemberShape, status=201)
def grant_role(member: Member, grant: dict[str, Any]) -> dict[str, Any]:
    """Give a member a role over an organisation that I administer."""
    organisation = visible(Organisation, grant["organisation_id"], g.actor)
    if not can_administer(g.actor, organisation.path):
        raise Refused("forbidden", "Only the organisation's admins give roles there.", status=403)
    if grant["kind"] == "city_admin" and organisation.parent_id:
        raise Refused("role_elsewhere", "A city admin's role reaches over the whole tree.", status=422)
    starts_on = grant["starts_on"] or clock.today()
    if grant["ends_on"] and grant["ends_on"] < starts_on:
        raise Refused("ends_before_it_starts", "The last day lies before the first.", status=422)
    same = [
        role for role in member.roles if (role.kind, role.organisation_id, role.starts_on) == (grant["kind"], organisation.id, starts_on)
    ]
    if not same:
        member.roles.append(Role(kind=grant["kind"], organisation=organisation, starts_on=starts_on, ends_on=grant["ends_on"]))
        leave_trace("role_granted", member_id=member.id, actor_id=g.actor.id, note=f"{grant['kind']} {organisation.name}"[:200])
        db.session.flush()
    return shape_member(member)


@members.delete("/members/<int:member_id>/roles/<int:role_id>", may=administers_another, on=Member, status=204)
def end_role(member: Member, role_id: int) -> None:
    """Take a role back; it acts at the member's next request."""
    role = next((role for role in member.roles if role.id == role_id), None)
    if role is None or not can_administer(g.actor, role.organisation.path):
        raise NotFound
    leave_trace("role_ended", member_id=member.id, actor_id=g.actor.id, note=f"{role.kind} {role.organisation.name}"[:200])
    db.session.delete(role)


@members.post("/members/imports", may=administers_something, form=RosterOptions, files=RosterFile, gives=ImportOutcome)
def import_members(files: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """Take in a roster (XLSX or CSV). Every bad cell is named; with one, nothing is applied unless `skip_bad_rows`."""
    rows = read_roster(files["file"].stream, files["file"].filename or "")
    levels = settings().levels.split("/")
    return import_roster(rows, levels=levels, may_write=lambda path: can_administer(g.actor, path), actor_id=g.actor.id, **options)


def shape_member(member: Member) -> dict[str, Any]:
    identity = {"id": member.id, "name": member.name, "card_number": member.card_number, "phone": member.masked_phone}
    return {**identity, "branch": member.branch, "status": member.status, "roles": member.roles, "can": can_for(g.actor, member)}


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [shape_member(row[0]) for row in rows]
