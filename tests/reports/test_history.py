"""The past of members, organisations and roles: whoever changes them, and however, the database itself writes it down."""

from typing import Any

from sqlalchemy import func, insert, select, update

from backend.core.db import db
from backend.members.models import Member, Role
from backend.organisations.models import Organisation, found
from backend.reports.past import PastMember, PastOrganisation, PastRole, held_at
from tests.asker import Asker
from tests.cast import World


def past_of(world: World, person: str) -> list[tuple[str, int, str, bool]]:
    """(name, branch, status, is it current), the oldest first."""
    rows = db.session.scalars(select(PastMember).where(PastMember.member_id == world[person]).order_by(PastMember.id))
    return [(row.name, row.branch_id, row.status, row.until_id is None) for row in rows]


def the_present() -> list[Any]:
    columns = (PastMember.member_id, PastMember.card_number, PastMember.name, PastMember.branch_id, PastMember.status)
    return [tuple(row) for row in db.session.execute(select(*columns).where(held_at(PastMember, None)).order_by(PastMember.member_id))]


def the_roster() -> list[Any]:
    columns = (Member.id, Member.card_number, Member.name, Member.branch_id, Member.status)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(Member.id))]


def test_each_change_of_a_member_is_a_row_that_begins_where_the_last_one_ends(world: World, session: Any) -> None:
    wang = session.get_one(Member, world["wang"])
    wang.name = "Wang the Elder"
    session.commit()
    wang.branch_id = world["wangjiang"]
    session.commit()
    home = world["qingfeng"]
    assert past_of(world, "wang") == [
        ("Wang", home, "active", False),
        ("Wang the Elder", home, "active", False),
        ("Wang the Elder", world["wangjiang"], "active", True),
    ]
    ends = session.scalars(select(PastMember.until_id).where(PastMember.member_id == world["wang"]).order_by(PastMember.id)).all()
    ids = session.scalars(select(PastMember.id).where(PastMember.member_id == world["wang"]).order_by(PastMember.id)).all()
    assert list(ends) == [*ids[1:], None]


def test_what_no_report_shows_leaves_no_row(world: World, session: Any) -> None:
    session.get_one(Member, world["wang"]).phone = "19900009999"
    session.commit()
    session.get_one(Member, world["wang"]).name = "Wang"
    session.commit()
    assert len(past_of(world, "wang")) == 1


def test_bulk_statements_are_written_down_like_any_other(world: World, session: Any) -> None:
    people = [{"name": f"人{n}", "card_number": f"5{n:06}", "branch_id": world["songling"]} for n in range(30)]
    session.execute(insert(Member), people)
    session.execute(update(Member).where(Member.card_number.like("5%")).values(branch_id=world["wangjiang"]))
    session.commit()
    assert the_present() == the_roster()
    assert session.scalar(select(func.count(PastMember.id)).where(PastMember.card_number.like("5%"))) == 60


def test_an_admins_edit_is_written_down(ask: Asker, world: World, session: Any) -> None:
    assert ask("chen", "PUT", f"/api/members/{world['wang']}/status", json={"status": "disabled"}).status_code == 200
    assert [row[2:] for row in past_of(world, "wang")] == [("active", False), ("disabled", True)]


def test_a_state_holds_from_its_own_position_until_the_next(world: World, session: Any) -> None:
    def name_at(position: int | None) -> str:
        mine = select(PastMember.name).where(PastMember.member_id == world["wang"])
        return str(session.scalars(mine.where(held_at(PastMember, position))).one())

    before = session.scalar(select(func.max(PastMember.id)))
    session.get_one(Member, world["wang"]).name = "Another"
    session.commit()
    assert (name_at(before), name_at(before + 1), name_at(None)) == ("Wang", "Another", "Another")


def test_organisations_and_roles_have_a_past_too(world: World, session: Any) -> None:
    session.get_one(Organisation, world["qingfeng"]).name = "新名支部"
    new = found(session.get_one(Organisation, world["wutong"]), "新支部", level="支部", is_branch=True)
    session.delete(session.get_one(Role, world["role of li"]))
    session.commit()
    current = select(PastOrganisation.organisation_id, PastOrganisation.name, PastOrganisation.path).where(held_at(PastOrganisation, None))
    now = {row.organisation_id: row for row in session.execute(current)}
    assert (now[world["qingfeng"]].name, now[new.id].name, now[new.id].path) == ("新名支部", "新支部", new.path)
    (role,) = session.scalars(select(PastRole).where(PastRole.role_id == world["role of li"]))
    assert role.until_id is not None
    assert world["role of chen"] in session.scalars(select(PastRole.role_id).where(held_at(PastRole, None))).all()
