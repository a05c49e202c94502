"""Change one's password: the old one is asked for again, and guessing it is slowed down like signing in."""

from sqlalchemy import select

from backend.auth.models import Credential, Session
from backend.auth.passwords import hash_password, matches, refuse_weak
from backend.auth.slow_guessers import count_refusal, session_key, too_many
from backend.core.actor import Actor
from backend.core.db import db, let_go
from backend.core.errors import Refused
from backend.members.models import Member


def renew_password(actor: Actor, old_password: str, new_password: str) -> Refused | None:
    """A refusal to be answered (not raised: what it counted must be committed), or None when it is done."""
    member, stored = db.session.get_one(Member, actor.id), db.session.get_one(Credential, actor.id).password_hash
    refuse_weak(new_password, card_number=member.card_number, phone=member.phone)
    if new_password == old_password:  # a first password is known to whoever issued it
        raise Refused("password_weak", "Choose another password than the old one.", status=422)
    key = session_key(actor.session_id)
    if refusal := too_many(key):
        return refusal
    let_go()
    if not matches(old_password, stored):
        count_refusal(key)
        return Refused("password_wrong", "The old password is wrong.", status=422)
    fresh = hash_password(new_password)
    credential = db.session.get_one(Credential, actor.id, with_for_update=True)
    credential.password_hash, credential.first, credential.expires_at = fresh, False, None
    end_others(actor, "password_changed")
    return None


def end_others(actor: Actor, because: str) -> None:
    """Sign the member out on every other device."""
    others = select(Session).where(Session.member_id == actor.id, Session.ended_at.is_(None), Session.id != actor.session_id)
    for session in db.session.scalars(others):
        session.end(because)
