"""Which branches could join a meeting: found by name, told apart by what stands above them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, select

from backend.core.db import db
from backend.core.pages import Listing
from backend.meetings.models import JointBranch, Meeting
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above, within


def candidates(meeting: Meeting, name: str) -> Listing:
    """Branches whose name holds these words, but the meeting's own and those asked already."""
    asked = select(JointBranch.organisation_id).where(JointBranch.meeting_id == meeting.id)
    others = select(Organisation).where(Organisation.is_branch, Organisation.id != meeting.organisation_id, Organisation.id.not_in(asked))
    found = others.where(Organisation.name.contains(name, autoescape=True)) if name else others
    return Listing(found, by=(_far_from(meeting.organisation), Organisation.path), shape=_with_full_names)


def _far_from(organisation: Organisation) -> Any:
    """0 for what has the same organisation directly above it, 1 for all others: neighbours stand first."""
    above = organisation.path.rstrip("/").rpartition("/")[0] + "/"
    return case((within(Organisation.path, above), 0), else_=1)


def _with_full_names(rows: Sequence[Any]) -> list[dict[str, Any]]:
    branches = [row[0] for row in rows]
    above = {one for branch in branches for one in ids_above(branch.path)}
    names = {row.id: row.name for row in db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(above)))}
    return [
        {"id": branch.id, "name": branch.name, "full_name": " / ".join(names[one] for one in ids_above(branch.path))} for branch in branches
    ]
