"""Bring a roster into the tree: organisations that are missing are founded, members created or corrected."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert, select

from backend.core import clock
from backend.core.db import db
from backend.members.models import Member, Role, leave_trace
from backend.members.moves import note_moves
from backend.members.written_tree import Tree

CARD = re.compile(r"[0-9A-Za-z]{4,30}")
PHONE = re.compile(r"1\d{10}")
STATUS = {"": "active", "正常": "active", "active": "active", "停用": "disabled", "disabled": "disabled"}
ROLE = {"书记": "secretary", "支部书记": "secretary", "secretary": "secretary", "管理员": "admin", "admin": "admin"}
COLUMNS = {"organisation": "组织", "card_number": "学习卡号", "name": "姓名", "phone": "手机号", "role": "职务", "status": "状态"}

Rows = list[tuple[int, dict[str, str]]]


def import_roster(
    rows: Rows,
    *,
    levels: list[str],
    may_write: Callable[[str], bool],
    actor_id: int | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> dict[str, Any]:
    """Apply a roster. Answers counts and every bad cell; running the same file twice changes nothing.

    `may_write(path)` says whether the importer administers a place of the tree.
    """
    tree = Tree(levels)
    known = {member.card_number: member for member in db.session.scalars(select(Member)).unique()}
    errors = list(_bad_cells(rows, tree, known, may_write))
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    bad = {error["row"] for error in errors}
    good = [(number, row) for number, row in rows if number not in bad]
    applied = not dry_run and (not errors or skip_bad_rows)
    with db.session.begin_nested() as trial:
        _apply(good, tree, known, counts)
        _give_roles([row for _, row in good if row.get("role")], tree, actor_id)
        if not applied:
            trial.rollback()
    if not applied:
        db.session.expire_all()
    return {"applied": applied, **counts, "organisations_created": tree.created, "errors": errors}


def _bad_cells(rows: Rows, tree: Tree, known: dict[str, Member], may_write: Callable[[str], bool]) -> Iterator[dict[str, Any]]:
    phones = {member.phone: card for card, member in known.items() if member.phone}
    seen: set[str] = set()
    for number, row in rows:
        for field, code, detail in _judge(row, tree, known, may_write):
            yield _bad(number, field, row, code, detail)
        if row["card_number"] in seen:
            yield _bad(number, "card_number", row, "twice_in_file", "This card number stands in the file twice.")
        seen.add(row["card_number"])
        phone = row.get("phone", "")
        if phone and phones.setdefault(phone, row["card_number"]) != row["card_number"]:
            yield _bad(number, "phone", row, "phone_taken", "This phone belongs to another member.")


def _judge(row: dict[str, str], tree: Tree, known: dict[str, Member], may_write: Callable[[str], bool]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the cells of one row: (field, code, sentence)."""
    parts = row["organisation"].split("/")
    if len(parts) > 10 or not all(_is_name(part, longest=100) for part in parts):
        yield "organisation", "organisation_invalid", "Write the path from the top, e.g. 市/区/街道/支部."
    else:
        yield from _judge_place(row, tree, known, may_write)
    if not CARD.fullmatch(row["card_number"]):
        yield "card_number", "card_invalid", "A card number has 4 to 30 letters and digits."
    if not _is_name(row["name"], longest=60):
        yield "name", "name_invalid", "A name has 1 to 60 characters."
    if row.get("phone") and not PHONE.fullmatch(row["phone"]):
        yield "phone", "phone_invalid", "A mobile number has 11 digits and begins with 1."
    if row.get("status", "") not in STATUS:
        yield "status", "status_unknown", "Write 正常 or 停用, or leave it empty."


def _is_name(text: str, *, longest: int) -> bool:
    return 1 <= len(text) <= longest and text == text.strip() and not any(ord(sign) < 32 or ord(sign) == 127 for sign in text)


def _judge_place(
    row: dict[str, str], tree: Tree, known: dict[str, Member], may_write: Callable[[str], bool]
) -> Iterator[tuple[str, str, str]]:
    place = tree.find(row["organisation"])
    if place and not place.is_branch:
        yield "organisation", "not_a_branch", "Members belong to a branch; this is a level above."
    above = tree.nearest(row["organisation"])
    if above and above.is_branch and above is not place:
        yield "organisation", "below_a_branch", "Nothing stands below a branch: check the path."
    standing = known.get(row["card_number"])
    if not may_write(above.path if above else "/") or (standing and not may_write(standing.branch.path)):
        yield "organisation", "not_yours", "This place of the tree is not yours to change."
    kind, _, over = row.get("role", "").partition("@")
    if kind and kind not in ROLE:
        yield "role", "role_unknown", "Write 书记, 管理员, 管理员@市/区, or leave it empty."
    elif over and not row["organisation"].startswith(f"{over}/"):
        yield "role", "role_elsewhere", "A role reaches over an organisation above the member's branch."
    elif over and not may_write(above.path if above and (tree.find(over) is None) else getattr(tree.find(over), "path", "/")):
        yield "role", "not_yours", "This role is not yours to give."


def _bad(number: int, field: str, row: dict[str, str], code: str, detail: str) -> dict[str, Any]:
    return {"row": number, "column": COLUMNS[field], "value": row.get(field, ""), "detail_code": code, "detail": detail}


def _apply(rows: Rows, tree: Tree, known: dict[str, Member], counts: dict[str, int]) -> None:
    fresh, changes = [], []
    for _, row in rows:
        values: dict[str, Any] = {"name": row["name"], "branch_id": tree.reach(row["organisation"]).id}
        # What the file does not say stays as it is: a roster without phones erases none, one without states enables nobody.
        values |= {"phone": row["phone"] or None} if "phone" in row else {}
        values |= {"status": STATUS[row["status"]]} if row.get("status") else {}
        member = known.get(row["card_number"])
        if member is None:
            fresh.append({"card_number": row["card_number"], "phone": None, "status": "active", **values})
        elif any(getattr(member, name) != value for name, value in values.items()):
            changes.append((member, values))
        else:
            counts["unchanged"] += 1
    _change(changes)
    counts["created"], counts["updated"] = len(fresh), len(changes)
    db.session.flush()
    if fresh:
        db.session.execute(insert(Member), fresh)


def _change(changes: list[tuple[Member, dict[str, Any]]]) -> None:
    note_moves([member.id for member, values in changes if (member.branch_id, member.status) != _place(member, values)])
    for member, values in changes:
        for name, value in values.items():
            setattr(member, name, value)


def _place(member: Member, values: dict[str, Any]) -> tuple[int, str]:
    return values["branch_id"], values.get("status", member.status)


def _give_roles(rows: list[dict[str, str]], tree: Tree, actor_id: int | None) -> None:
    """Roles that the file names and that are not held yet begin today; none is taken away."""
    ids = _ids([row["card_number"] for row in rows])
    held = {(role.member_id, role.organisation_id, role.kind) for role in db.session.scalars(select(Role)) if role.holds_on(clock.today())}
    for row in rows:
        written, _, over = row["role"].partition("@")
        organisation, member_id = tree.by_name[over or row["organisation"]], ids[row["card_number"]]
        kind = "city_admin" if ROLE[written] == "admin" and organisation.parent_id is None else ROLE[written]
        if (member_id, organisation.id, kind) not in held:
            db.session.add(Role(member_id=member_id, organisation=organisation, kind=kind, starts_on=clock.today()))
            leave_trace("role_granted", member_id=member_id, actor_id=actor_id, note=f"{kind} {organisation.name}"[:200])
    db.session.flush()


def _ids(cards: list[str]) -> dict[str, int]:
    """Members by card number; asked for in pieces, since databases bound the length of a list."""
    ids: dict[str, int] = {}
    for start in range(0, len(cards), 500):
        some = select(Member.card_number, Member.id).where(Member.card_number.in_(cards[start : start + 500]))
        ids |= {row.card_number: row.id for row in db.session.execute(some)}
    return ids
