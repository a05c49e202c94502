"""The control of `kills`: Muster with what guards against repeating taken away, in a database and a server of the bench's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from backend.core.db import db
from bench_.databases import Database
from bench_.seed import Hall
from bench_.server import ROOT, Server, muster_settings, running

INDEXES = ("uq_sign_ins_counts", "uq_sign_ins_device")
CONSTRAINT = "uq_sign_ins_member_id_operation_id"


def lower_the_guards(hall: Hall) -> None:
    """Without the unique indexes of sign_ins."""
    with hall.reading(), db.engine.begin() as connection:
        for index in INDEXES:
            connection.execute(text(f"DROP INDEX {index}"))
        with Operations(MigrationContext.configure(connection)).batch_alter_table("sign_ins") as table:
            table.drop_constraint(CONSTRAINT, type_="unique")


@contextmanager
def run_unguarded(database: Database, folder: Path, secret: str) -> Iterator[Server]:
    """As production runs it, but for the look before it books (unguarded.py)."""
    settings = {**muster_settings(database, folder, secret), "PYTHONPATH": f"{ROOT}:{ROOT / 'scripts'}"}
    configuration = ROOT / "deploy" / "gunicorn.conf.py"
    with running(Server("unguarded", configuration, settings, folder, "bench_.unguarded:create_app()")) as server:
        yield server
