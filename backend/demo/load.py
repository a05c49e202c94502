"""Load the demo: an invented city with courses, a year of study and of meetings, by the same code as real data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from backend.auth.models import Credential
from backend.auth.passwords import hash_password
from backend.core.config import settings
from backend.core.db import db
from backend.courses.import_folder import import_folder
from backend.demo.awards import close_months, give_by_hand
from backend.demo.choices import choose_courses
from backend.demo.disputes import dispute_entries
from backend.demo.exchange import talk_under_lessons
from backend.demo.meetings import hold_meetings, plan_meetings_if_none_today, plan_next_months_meetings
from backend.demo.outside import study_outside
from backend.demo.reports import save_a_report
from backend.demo.study import study_all_year
from backend.members.import_roster import import_roster
from backend.members.models import Member
from backend.members.read_roster import read_roster

CONTENT = Path(__file__).parent / "content"
PASSWORD = "muster-demo"
# One person of each kind, by card number.
PEOPLE = {"member": "0100010002", "secretary": "0100010001", "admin": "0100010003", "city_admin": "0100010004"}


def is_loaded() -> bool:
    return db.session.scalar(select(Credential.member_id).where(Credential.demo).limit(1)) is not None


def load_demo(say: Callable[[str], None]) -> None:
    """Fill an empty database; `say` is told what is being done."""
    say("members")
    with (CONTENT / "roster.csv").open("rb") as file:
        import_roster(read_roster(file, "roster.csv"), levels=settings().levels.split("/"), may_write=lambda path: True)
    say("courses")
    _, problems = import_folder(CONTENT / "courses")
    if problems:
        raise click.ClickException("; ".join(problems))
    choose_courses()
    say("meetings of this year")
    hold_meetings()
    say("a year of study")
    study_all_year()
    say("questions and answers")
    talk_under_lessons()
    study_outside()
    save_a_report()
    dispute_entries()
    give_by_hand(PEOPLE["admin"])
    plan_meetings_if_none_today()
    plan_next_months_meetings()
    _give_passwords()
    db.session.commit()
    close_months()


def demo_sign_ins() -> list[dict[str, Any]]:
    """One sign-in for each kind of person. Exists in demo mode alone."""
    people = select(Member.card_number, Member.name).join(Credential, Credential.member_id == Member.id).where(Credential.demo)
    names = {row.card_number: row.name for row in db.session.execute(people)}
    return [{"kind": kind, "name": names[card], "login": card, "password": PASSWORD} for kind, card in PEOPLE.items() if card in names]


def _give_passwords() -> None:
    password_hash = hash_password(PASSWORD)
    for member_id in db.session.scalars(select(Member.id).where(Member.card_number.in_(PEOPLE.values()))):
        db.session.add(Credential(member_id=member_id, password_hash=password_hash, demo=True))
