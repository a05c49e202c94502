"""One way to ask: requests as a person of the cast."""

from contextvars import Context
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient

from backend.core.db import db
from tests.cast import World


class Asker:
    """Sends requests as a person of the cast, or as a stranger (None)."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world

    def __call__(self, person: str | None, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> Any:
        given = {**({"Authorization": f"Bearer {self.token(person)}"} if person else {}), **(headers or {})}
        # In a context of its own, as on a server; and what the test looked at is let go, since SQLite has one writer.
        if has_app_context():
            db.session.rollback()
        # Buffered, so that a streamed answer is read to its end in that same context.
        return Context().run(self.client().open, path, method=method, headers=given, **{"buffered": True, **options})

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def token(self, person: str) -> str:
        return self.world.token(self.app, person)

    def anchor(self, person: str) -> str:
        return str(self(person, "GET", "/api/me").headers["Muster-Anchor"])
