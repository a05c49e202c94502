"""The rule of who sees an organisation is asked of the database and of a path at hand: both must say the same."""

from flask import Flask
from sqlalchemy import select

from backend.auth.identify import load_actor
from backend.auth.models import Session
from backend.core.db import db
from backend.members.models import Member
from backend.organisations.models import Organisation
from tests.asker import Asker
from tests.cast import PEOPLE, World


def test_a_path_is_seen_by_whoever_sees_its_organisation(app: Flask, ask: Asker, world: World) -> None:
    seen = []
    for person in PEOPLE:
        ask.token(person)  # opens a session
    with app.app_context():
        paths = list(db.session.scalars(select(Organisation.path)))
        for session in db.session.scalars(select(Session).join(Member).where(Session.ended_at.is_(None), Member.status == "active")):
            actor = load_actor(session.id, session.member_id)
            visible = {organisation.path for organisation in db.session.scalars(Organisation.visible_to(actor))}
            assert {path for path in paths if Organisation.is_seen(actor, path)} == visible
            seen.append(len(visible))
    assert len(set(seen)) > 2, "some see more than others"
