"""The secretary decides on outside study: approve, approve another amount, decline; and may decide anew later, with a reason."""

from typing import Any

from backend.core import clock
from backend.core.actor import Actor
from backend.core.db import db
from backend.core.errors import Refused
from backend.members.models import lock_member
from backend.notices.tell import tell
from backend.outside.book import book_day
from backend.outside.models import OutsideStudy

STATE_AFTER = {"approve": "approved", "decline": "declined"}


def decide(study: OutsideStudy, actor: Actor, decision: dict[str, Any]) -> None:
    """Decide over the version that was seen. The same decision again changes nothing; another one that came in between is told."""
    hold(study)
    state = STATE_AFTER[decision["decision"]]
    granted = (decision["seconds"] or study.asked_seconds) if state == "approved" else 0
    if (study.state, study.granted_seconds) == (state, granted):
        return
    if study.version != decision["version"]:
        raise Refused("decided_meanwhile", "Somebody else has decided in the meantime: look again.")
    if study.state == "withdrawn":
        raise Refused("withdrawn_already", "The member has taken it back.")
    reason = decision["reason"]
    if reason is None and (state == "declined" or granted != study.asked_seconds or study.state != "waiting"):
        raise Refused("reason_needed", "Say why: the member reads it.", status=422)
    study.state, study.granted_seconds, study.reason = state, granted, reason
    study.decided_by, study.decided_at, study.version = actor.id, clock.now(), study.version + 1
    book_day(study, actor)
    about = {"title": study.title, "approved": state == "approved", "reason": reason}
    tell(study.member_id, "outside_study_decided", about, once=f"outside/{study.id}/{study.version}")
    db.session.expire(study)


def hold(study: OutsideStudy) -> None:
    """From here on nobody else decides about this member's study until the transaction ends."""
    lock_member(study.member_id)
    db.session.refresh(study)
