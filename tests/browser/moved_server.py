"""A server of the test's own, on a clock that the test moves: hours of study need not take hours."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import update
from werkzeug.serving import WSGIRequestHandler, make_server

from backend.app import create_app
from backend.auth import tokens
from backend.core.config import Settings
from backend.core.db import db
from backend.courses.models import Lesson
from tests.asker import Asker
from tests.cast import World, build_world
from tests.core.moving_clock import later

LONG_S = 3 * 3600
LONG = timedelta(days=1)  # tokens are made by the real clock and must outlive the jump of the server's


class PatientAsker(Asker):
    def token(self, person: str) -> str:
        return self.world.token(self.app, person, LONG)


class MovedServer:
    """`address` to open, `world` of the cast; its first lesson is a long text."""

    def __init__(self, app: Flask, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.address, self._monkeypatch = f"http://127.0.0.1:{port}", monkeypatch
        self.ask = PatientAsker(app, _long_lesson(app))
        self.world = self.ask.world
        monkeypatch.setattr(tokens, "ACCESS_LIVES", LONG)

    def move(self, by: timedelta) -> None:
        """From now on it is that much later at the server."""
        later(self._monkeypatch, by)

    def studied(self, person: str) -> int:
        """Seconds of study that count for somebody of the cast this year."""
        return int(self.ask(person, "GET", "/api/study/summary").json["study_seconds"])


def _long_lesson(app: Flask) -> World:
    with app.app_context():
        upgrade()
        world = build_world()
        db.session.execute(update(Lesson).where(Lesson.id == world["lesson"]).values(nominal_seconds=LONG_S))
        db.session.commit()
        db.session.remove()
        return world


class Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


@contextmanager
def moved_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MovedServer]:
    app = create_app(Settings(data_dir=str(folder / "data"), log_level="ERROR"))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    moved = MovedServer(app, server.port, monkeypatch)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield moved
    finally:
        server.shutdown()
        serving.join(timeout=10)
