"""Run migrations on the application's database, SQLite or PostgreSQL alike."""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from backend.core.db import db


def keep_foreign_keys(connection: Connection, wanted: str) -> None:
    """On SQLite a table is built anew to change it, which must not take along what refers to it. The pragma acts only
    outside any transaction, so it goes by the driver."""
    if connection.dialect.name == "sqlite" and (driver := connection.connection.driver_connection):
        driver.execute(f"PRAGMA foreign_keys={wanted}")


with db.engine.connect() as connection:
    keep_foreign_keys(connection, "OFF")
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=db.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    keep_foreign_keys(connection, "ON")
