"""Generated documents are fresh, and migrations say what the models say."""

import json
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from backend.core.db import db
from backend.core.openapi import as_text

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_openapi_document_is_fresh(app: Flask) -> None:
    assert DOCUMENT.read_text("utf-8") == as_text(app)


def test_every_endpoint_says_what_it_does(app: Flask) -> None:
    document = json.loads(as_text(app))
    endpoints = [facts for path in document["paths"].values() for method, facts in path.items() if method != "parameters"]
    silent = [facts["operationId"] for facts in endpoints if not facts.get("summary")]
    assert document["openapi"] == "3.1.0"
    assert not silent


def test_migrations_make_what_the_models_say(session: Any) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_migrations_can_be_taken_back_and_made_again(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert {"entries", "sign_ins", "segments"} <= set(inspect(db.engine).get_table_names())
