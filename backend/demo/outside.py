"""Study outside the app for the demo: one that was approved, one with another amount, and some that wait for the secretary."""

import io
from datetime import timedelta
from uuid import UUID

from PIL import Image, ImageDraw
from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.clean_photo import clean_photo
from backend.core.db import db
from backend.members.models import Member
from backend.organisations.models import Organisation
from backend.outside.decide import decide
from backend.outside.declare import declare
from backend.outside.models import OutsideStudy
from backend.outside.photos import keep_proof

DECLARED = (
    ("消防安全培训", "in_person", 1, "days", 9),
    ("社区防汛知识讲座", "in_person", 1, "half_days", 5),
    ("读《家庭应急手册》", "outside", 120, "minutes", 3),
    ("急救员复训", "in_person", 2, "units", 2),
)


def study_outside() -> None:
    """In the first branch, whose secretary is its first member."""
    branch = db.session.scalars(select(Organisation).where(Organisation.is_branch).order_by(Organisation.id).limit(1)).one()
    people = db.session.scalars(select(Member).where(Member.branch_id == branch.id).order_by(Member.card_number).limit(4)).unique().all()
    studies = [_declare(people[1 + n % (len(people) - 1)], n) for n in range(len(DECLARED))]
    keep_proof(studies[1], clean_photo(_picture()))
    secretary = _actor(people[0])
    decide(studies[0], secretary, {"decision": "approve", "seconds": 6 * 3600, "reason": "以签到表为准", "version": 1})


def _declare(member: Member, number: int) -> OutsideStudy:
    title, kind, amount, unit, ago = DECLARED[number]
    said = {"title": title, "kind": kind, "amount": amount, "unit": unit, "studied_on": clock.today() - timedelta(days=ago), "note": ""}
    return declare(_actor(member), {"operation_id": UUID(int=number + 1), **said})[0]


def _actor(member: Member) -> Actor:
    return Actor(member.id, member.name, member.branch_id, member.branch.path, 0, False)


def _picture() -> bytes:
    """A sign-in sheet without names: lines on paper."""
    image = Image.new("RGB", (900, 675), "#e9e2d6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((150, 60, 750, 620), fill="#ffffff", outline="#b8ab9a", width=3)
    for line in range(9):
        pen.line((200, 150 + 50 * line, 700, 150 + 50 * line), fill="#9a8f82", width=2)
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()
