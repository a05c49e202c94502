"""The demo's regular report: the district's admin has last month's hours made on the first of each month."""

from sqlalchemy import select

from backend.core.db import db
from backend.members.models import Member
from backend.saved_reports.keep import keep
from backend.saved_reports.question import acting

ADMIN = "0100010003"
OPERATION = "00000000-0000-4000-8000-0000000000d1"
ASKED = {"kind": "study-hours", "period": "last_month", "first_day": None, "last_day": None, "filters": {"by": "branch"}}
PLAN = {"name": "各支部上月学时", "format": "xlsx", "reason": None, "schedule": "monthly", "day": 1, "language": "zh"}


def save_a_report() -> None:
    """Where the admin is there: a smaller demo may have none."""
    admin = db.session.scalar(select(Member).where(Member.card_number == ADMIN))
    if admin is None or (person := acting(admin)) is None:
        return
    place = admin.roles_today()[0].organisation_id
    keep(person, {**ASKED, **PLAN, "organisation_id": place, "operation_id": OPERATION})
