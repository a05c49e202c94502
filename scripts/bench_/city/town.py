"""A seeded city under measurement: its people with phones, the meetings that they sign in to, and what is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, select

from backend.auth.models import Credential
from backend.core import clock
from backend.core.db import db
from backend.courses.models import Course, Lesson
from backend.meetings.models import Meeting
from backend.members.models import Member, Role
from backend.organisations.models import Organisation
from backend.organisations.tree import ids_above
from bench_.databases import Database
from bench_.load import Answer, storm
from bench_.phones import Phone, make_phone
from bench_.seed import Hall, equip, make_app, open_meeting
from bench_.server import Server
from bench_.shelf import fill_catalogue

CATALOGUE, QUICK = (1432, 15_000), (60, 120)  # courses and lessons
KINDS = ("city_admin", "secretary", "admin")  # whose phones stand first


@dataclass
class Town:
    """`homes`: by member, the organisations from the city down to the branch. `month`: the last one that the seed has lived
    in, as 2026-11."""

    size: int
    database: Database
    muster: Server
    hall: Hall
    homes: dict[int, list[int]]
    month: str

    @property
    def admin(self) -> Phone:
        return self.hall.phones[0]

    @property
    def secretary(self) -> Phone:
        return self.hall.phones[1]

    @property
    def district_admin(self) -> Phone:
        return self.hall.phones[2]

    @property
    def people(self) -> Sequence[Phone]:
        """Members from all over the city, without an office."""
        return self.hall.phones[len(KINDS) :]

    def ask(self, request: bytes) -> Answer:
        """One question, alone. Raises RuntimeError for a refusal."""
        (answer,) = storm(self.muster.port, [request], 1).answers
        if answer.status >= 400:
            raise RuntimeError(f"{request.partition(b' HTTP')[0].decode()}: {answer.status} {answer.body[:300]!r}")
        return answer

    def tag(self, request: bytes) -> str:
        """The version of what is answered now."""
        return self.ask(request).head.partition(b"ETag: ")[2].partition(b"\r\n")[0].decode()

    def code_of(self, number: int) -> str:
        """The live code of a meeting by its place in the list."""
        return self.hall.code(self.hall.meetings[number])

    def branch_of(self, phone: Phone) -> int:
        return self.homes[phone.member_id][-1]

    def district_of(self, phone: Phone) -> int:
        return self.homes[phone.member_id][1]


Settled = tuple[Hall, dict[int, list[int]], str]


def people_of(database: Database, folder: Path, secret: str, *, people: int, meetings: int, quick: bool) -> Settled:
    """Phones for the office holders and for so many members from all over the city, and open meetings of the city with them;
    and as many courses as a real city has, however few people live in this one."""
    hall = Hall(make_app(database, folder, secret), [], [])
    with hall.reading():
        month = _last_month()
        hall.phones = [_phone(member) for member in _chosen(people)]
        # Whoever has looked at a template may have left a password.
        db.session.execute(delete(Credential).where(Credential.member_id.in_([phone.member_id for phone in hall.phones])))
        equip(hall.phones)
        city = db.session.scalars(select(Organisation).where(Organisation.parent_id.is_(None))).one()
        hall.meetings = [open_meeting(city, hall.phones, number) for number in range(meetings)]
        homes = _homes([phone.member_id for phone in hall.phones])
        held = [db.session.scalar(select(func.count(table.id))) or 0 for table in (Course, Lesson)]
        db.session.commit()
    courses, lessons = (wanted - have for wanted, have in zip(QUICK if quick else CATALOGUE, held, strict=True))
    if courses > 0:
        fill_catalogue(hall, courses, max(courses, lessons))
    hall.hand_out_tokens()
    return hall, homes, month


def _chosen(people: int) -> list[int]:
    active = select(Role.kind, func.min(Role.member_id)).join(Member, Member.id == Role.member_id).where(Member.status == "active")
    first: dict[str, int] = {row[0]: row[1] for row in db.session.execute(active.group_by(Role.kind))}
    held = select(Role.member_id)
    others = db.session.scalars(select(Member.id).where(Member.status == "active", Member.id.not_in(held)).order_by(Member.id)).all()
    return [*(first[kind] for kind in KINDS), *others[:: max(1, len(others) // people)][:people]]


def _phone(member: int) -> Phone:
    phone = make_phone(member)
    phone.member_id = member
    return phone


def _homes(members: Sequence[int]) -> dict[int, list[int]]:
    paths = select(Member.id, Organisation.path).join(Organisation, Organisation.id == Member.branch_id).where(Member.id.in_(members))
    return {row.id: ids_above(row.path) for row in db.session.execute(paths)}


def _last_month() -> str:
    last = db.session.scalar(select(func.max(Meeting.starts_at)))
    day: date = clock.day_of(last) if last else clock.today()
    return f"{day:%Y-%m}"
