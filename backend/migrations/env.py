"""Run migrations on the application's database, SQLite or PostgreSQL alike."""

from alembic import context
from flask import current_app

from backend.core.db import db

with db.engine.connect() as connection:
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=db.metadata, **options)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
