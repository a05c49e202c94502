"""Endpoints of the organisation tree."""

from collections.abc import Sequence
from typing import Any

from flask import g

from backend.core.pages import Listing
from backend.core.web import Feature
from backend.members.models import count_members
from backend.organisations.models import Organisation
from backend.organisations.schemas import OrganisationChange, OrganisationDetail, OrganisationQuery, OrganisationShape
from backend.organisations.switches import settle_switches
from backend.permissions import administers_it, any_member, can_on

SWITCHES = ("ranking_shown", "names_hidden", "ranking_in_force", "names_hidden_in_force")
organisations = Feature("organisations")


@organisations.get("/organisations", may=any_member, query=OrganisationQuery, lists=OrganisationShape)
def list_organisations(query: dict[str, Any]) -> Listing:
    """The children of an organisation; without `parent`, the tops of what I can see."""
    below = Organisation.parent_id == query["parent"] if query["parent"] else _top()
    statement = Organisation.visible_to(g.actor).where(below)
    return Listing(statement, by=(Organisation.path,), shape=_shape_rows)


@organisations.get("/organisations/<int:organisation_id>", may=any_member, on=Organisation, gives=OrganisationDetail)
def get_organisation(organisation: Organisation) -> dict[str, Any]:
    """One organisation with the path that leads to it."""
    return _detail(organisation)


@organisations.patch(
    "/organisations/<int:organisation_id>", may=administers_it, on=Organisation, takes=OrganisationChange, gives=OrganisationDetail
)
def change_organisation(organisation: Organisation, change: dict[str, Any]) -> dict[str, Any]:
    """Choose how rankings are shown there and below: in full, to neighbours only, or not at all; and whether with names."""
    for name, value in change.items():
        setattr(organisation, name, value)
    settle_switches(organisation)
    return _detail(organisation)


def _top() -> Any:
    """Where this person's view of the tree begins: the subtrees looked after, or the own branch."""
    if not g.actor.scope:
        return Organisation.id == g.actor.branch_id
    outermost = [path for path in g.actor.scope if not any(path != other and path.startswith(other) for other in g.actor.scope)]
    return Organisation.path.in_(outermost)


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    counts = count_members([row[0].path for row in rows])
    return [_shape(row[0], counts[row[0].path]) for row in rows]


def _shape(organisation: Organisation, member_count: int) -> dict[str, Any]:
    fields = ("id", "name", "level", "is_branch", "parent_id")
    return {**{name: getattr(organisation, name) for name in fields}, "member_count": member_count, "can": can_on(g.actor, organisation)}


def _detail(organisation: Organisation) -> dict[str, Any]:
    above = organisation.ancestors()
    return {
        **_shape(organisation, count_members([organisation.path])[organisation.path]),
        "ancestors": above,
        "full_name": " / ".join(one.name for one in (*above, organisation)),
        **{name: getattr(organisation, name) for name in SWITCHES},
    }
