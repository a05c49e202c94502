"""A member declares study of a day, once however often the phone repeats it, and may take it back while it waits."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db, insert_once
from backend.core.errors import Refused
from backend.hours.models import HourRule
from backend.hours.rules import rule_on
from backend.members.models import lock_member
from backend.outside.models import OutsideStudy

OLDEST = timedelta(days=366)
DAY_SECONDS = 86_400
SAID = ("title", "kind", "studied_on", "amount", "unit", "note")


def declare(actor: Actor, said: dict[str, Any]) -> tuple[OutsideStudy, bool]:
    """The study, and whether it is new. Raises Refused where the operation id stands for something else already."""
    operation_id = str(said.pop("operation_id"))
    _refuse_other_times(said)
    row = {**said, "member_id": actor.id, "operation_id": operation_id, "asked_seconds": _seconds(said)}
    first = bool(insert_once(OutsideStudy, [{**_FRESH, "declared_at": clock.now(), **row}], returning=[OutsideStudy.id]))
    study = db.session.scalars(_the_one.where(OutsideStudy.member_id == actor.id, OutsideStudy.operation_id == operation_id)).one()
    if not first and any(getattr(study, name) != said[name] for name in SAID):
        raise Refused("operation_taken", "This was sent before with other words: open the page again and declare it anew.")
    return study, first


def withdraw(study: OutsideStudy) -> None:
    """Take it back while nobody has decided. A second time changes nothing."""
    lock_member(study.member_id)
    db.session.refresh(study)
    if study.state == "withdrawn":
        return
    if study.state != "waiting":
        raise Refused("decided_already", "It is decided: ask your secretary to change it.")
    study.state, study.version = "withdrawn", study.version + 1


def length_of(unit: str, rule: HourRule) -> int:
    """Seconds of one unit by a rule."""
    return {"minutes": 60, "units": rule.unit_minutes * 60, "half_days": rule.half_day_hours * 3600, "days": rule.day_hours * 3600}[unit]


_FRESH = {"granted_seconds": 0, "counted_seconds": 0, "revision": 0, "state": "waiting", "version": 1}
_the_one = select(OutsideStudy)


def _seconds(said: dict[str, Any]) -> int:
    seconds: int = said["amount"] * length_of(said["unit"], rule_on(said["studied_on"]))
    if seconds > DAY_SECONDS:
        raise Refused("longer_than_a_day", "Declare each day by itself.", status=422)
    return seconds


def _refuse_other_times(said: dict[str, Any]) -> None:
    if said["studied_on"] > clock.today():
        raise Refused("not_yet_studied", "That day is still to come: declare it afterwards.", status=422)
    if said["studied_on"] < clock.today() - OLDEST:
        raise Refused("too_long_ago", "Study of more than a year ago can't be declared any more.", status=422)
