"""Is the server alive, and can it serve? For load balancers and for people."""

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.core.db import db
from backend.core.one_writer import reading


def register(app: Flask) -> None:
    app.add_url_rule("/healthz", "healthz", _alive)
    app.add_url_rule("/readyz", "readyz", _ready)


def _alive() -> Response:
    return jsonify(status="alive")


def _ready() -> tuple[Response, int]:
    reading.set(True)
    try:
        db.session.execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError:
        return jsonify(status="no database"), 503
    return jsonify(status="ready"), 200
