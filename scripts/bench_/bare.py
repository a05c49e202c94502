"""The yardstick: Flask, flask-jwt-extended, one insert, one commit, and nothing else. No sketch of ours can be faster."""

import os
import sqlite3
import threading
from typing import Any

import psycopg
from flask import Flask, Response, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

from bench_ import events

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000")  # as Muster has them
TABLE = "CREATE TABLE IF NOT EXISTS bare_inserts (member_id BIGINT, operation_id VARCHAR(36), PRIMARY KEY (member_id, operation_id))"


class Connections(threading.local):
    """One connection a thread, raw: no pool, no mapper. Opened at a thread's first request, as none may cross a fork."""

    connection: Any = None

    def __init__(self, url: str) -> None:
        self.url = url
        self.mark = "?" if url.startswith("sqlite") else "%s"

    def insert(self, member_id: int, operation_id: str) -> None:
        self.connection = self.connection or open_connection(self.url)
        if self.mark == "?":
            self.connection.execute("BEGIN IMMEDIATE")  # psycopg begins by itself
        self.connection.execute(f"INSERT INTO bare_inserts VALUES ({self.mark}, {self.mark})", (member_id, operation_id))  # noqa: S608
        self.connection.commit()

    def count(self) -> int:
        self.connection = self.connection or open_connection(self.url)
        (count,) = self.connection.execute("SELECT count(*) FROM bare_inserts").fetchone()
        self.connection.commit()
        return int(count)


def create_app() -> Flask:
    app = Flask("bare", static_folder=None)
    app.config["JWT_SECRET_KEY"] = os.environ["BARE_SECRET"]
    JWTManager(app)
    prepare(os.environ["BARE_DATABASE"])
    connections = Connections(os.environ["BARE_DATABASE"])

    @app.get("/readyz")
    @app.get("/hello")
    def hello() -> Response:
        return jsonify(hello="world")

    @app.get("/jwt")
    @jwt_required()
    def jwt() -> Response:
        return jsonify(member=get_jwt_identity())

    @app.post("/insert")
    @jwt_required()
    def insert() -> tuple[Response, int]:
        connections.insert(int(get_jwt_identity()), request.get_json()["operation_id"])
        return jsonify(state="accepted"), 201

    events.register(app, connections.count)
    return app


def prepare(url: str) -> None:
    """The table, before any worker is forked."""
    connection = open_connection(url)
    connection.execute(TABLE)
    connection.commit()
    connection.close()


def open_connection(url: str) -> Any:
    if not url.startswith("sqlite"):
        return psycopg.connect(url.replace("+psycopg", ""))
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection
