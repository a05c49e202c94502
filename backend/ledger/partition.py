"""Entries by year on PostgreSQL, for a city: a table for each year, and beside them a slim table of what must be unique over
all years. A database stays as it is until `flask ledger partition` is called.

A year's table can't see another year's rows, so that a source could be paid once in each of two years, if two transactions
booked it on different days. So `entry_sources` keeps each entry's source, and whoever comes second is passed over there, as by
ON CONFLICT DO NOTHING. What points at an entry points at its row in there.
"""

# ruff: noqa: S608 - statements here are put together from names of our own
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import text

from backend.core import clock
from backend.core.db import db

YEARS_AHEAD = 2
KEY = ("member_id", "book", "rule", "source_type", "source_id")
UNIQUE = (*KEY, "reverses_id")
# Each insert only adds, and a page that was looked through stays so: often and little, or the covering index is none.
FRESH = "autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000"
OWN_INDEXES = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'entries'::regclass AND NOT indisunique AND NOT indisprimary
ORDER BY indexrelid
"""
FOREIGN_KEYS = """
SELECT conname AS name, conrelid::regclass::text AS "table", pg_get_constraintdef(oid) AS definition FROM pg_constraint
WHERE contype = 'f' AND 'entries'::regclass IN (conrelid, confrelid) AND conparentid = 0 ORDER BY oid
"""
# Names as the plain table has them: whoever reads an error by its constraint still finds it.
SOURCES = (
    "ALTER TABLE entry_sources ADD CONSTRAINT pk_entry_sources PRIMARY KEY (entry_id)",
    f"ALTER TABLE entry_sources ADD CONSTRAINT uq_entries_source UNIQUE ({', '.join(KEY)})",
    "CREATE UNIQUE INDEX uq_entries_reverses_id ON entry_sources (reverses_id) WHERE reverses_id IS NOT NULL",
    "ALTER TABLE entry_sources ADD CONSTRAINT fk_entries_reverses_id FOREIGN KEY (reverses_id) REFERENCES entry_sources (entry_id)",
    *(f"ALTER TABLE entry_sources ALTER COLUMN {column} SET NOT NULL" for column in KEY),
)
GUARDS = (
    f"""
CREATE FUNCTION pay_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO entry_sources (entry_id, {", ".join(UNIQUE)}) VALUES (NEW.id, {", ".join(f"NEW.{name}" for name in UNIQUE)})
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN NULL; END IF;
    RETURN NEW;
END $$
""",
    """
CREATE FUNCTION let_source_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM entry_sources WHERE entry_id = OLD.id;
    RETURN NULL;
END $$
""",
    """
CREATE FUNCTION only_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'what an entry says is never changed: it is reversed by another';
END $$
""",
    "CREATE TRIGGER entries_pay_once BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION pay_once()",
    "CREATE TRIGGER entries_let_go AFTER DELETE ON entries FOR EACH ROW EXECUTE FUNCTION let_source_go()",
    f"CREATE TRIGGER entries_only_add BEFORE UPDATE OF id, day, {', '.join(UNIQUE)} ON entries FOR EACH ROW EXECUTE FUNCTION only_add()",
)

Say = Callable[[str], None]


@dataclass(frozen=True)
class Bond:
    """A foreign key, of the entries or of a table that points at them."""

    name: str
    table: str
    definition: str

    def moved(self) -> str:
        """The same over the parts: what pointed at an entry points at its source."""
        definition = self.definition.replace("REFERENCES entries(id)", "REFERENCES entry_sources(entry_id)")
        return f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} {definition}"


def is_partitioned() -> bool:
    """Whether the entries lie by year."""
    kind = text("SELECT relkind = 'p' FROM pg_class WHERE oid = 'entries'::regclass")
    return db.engine.dialect.name == "postgresql" and bool(db.session.scalar(kind))


def partition(say: Say) -> None:
    """Lay the entries by year, in the caller's transaction. Nobody books meanwhile."""
    _run("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE")
    bonds = [Bond(row.name, row.table, row.definition) for row in db.session.execute(text(FOREIGN_KEYS))]
    indexes = list(db.session.scalars(text(OWN_INDEXES)))
    first, last = _years_of("entries")
    _run("ALTER TABLE entries RENAME TO entries_whole", "ALTER SEQUENCE entries_id_seq OWNED BY NONE")
    _run("CREATE TABLE entries (LIKE entries_whole INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (day)")
    for year in range(first, last + 1):
        _run(f"CREATE TABLE entries_{year} PARTITION OF entries {_range(year)} WITH ({FRESH})")
    _run(f"CREATE TABLE entries_other PARTITION OF entries DEFAULT WITH ({FRESH})")
    say(f"the entries of {first} to {last}")
    _run("INSERT INTO entries SELECT * FROM entries_whole")
    say("their sources")
    _run(f"CREATE TABLE entry_sources AS SELECT id AS entry_id, {', '.join(UNIQUE)} FROM entries")
    _run(*(f"ALTER TABLE {bond.table} DROP CONSTRAINT {bond.name}" for bond in bonds if bond.table != "entries"))
    _run("DROP TABLE entries_whole", "ALTER SEQUENCE entries_id_seq OWNED BY entries.id")
    _run(*SOURCES)
    say("indexes")
    _run("ALTER TABLE entries ADD CONSTRAINT pk_entries PRIMARY KEY (id, day)")
    _run("CREATE INDEX ix_entries_member_id_book_day ON entries (member_id, book, day)", *indexes)
    say("foreign keys")
    _run(*(bond.moved() for bond in bonds if bond.name != "fk_entries_reverses_id"))
    _run(*GUARDS)
    _run("ANALYZE entries", "ANALYZE entry_sources")
    make_years(clock.today().year + YEARS_AHEAD)


def make_years(until: int) -> list[int]:
    """Tables for the years that have none yet, from this one or the first that was booked without one; answers which."""
    there = set(db.session.scalars(text("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'entries'::regclass")))
    strays = {int(year) for year in db.session.scalars(text("SELECT DISTINCT extract(year FROM day) FROM entries_other"))}
    wanted = sorted(strays | set(range(clock.today().year, until + 1)))
    made = [year for year in wanted if f"entries_{year}" not in there]
    for year in made:
        _make_year(year)
    return made


def _make_year(year: int) -> None:
    """A year's table, with what was booked in the year before it had one. The guards rest: these sources are known."""
    name, those = f"entries_{year}", f"day >= '{year}-01-01' AND day < '{year + 1}-01-01'"
    _run("LOCK TABLE entries IN ACCESS EXCLUSIVE MODE", "ALTER TABLE entries DISABLE TRIGGER USER")
    _run(f"CREATE TABLE {name} (LIKE entries INCLUDING ALL) WITH ({FRESH})")
    _run(f"WITH moved AS (DELETE FROM entries_other WHERE {those} RETURNING *) INSERT INTO {name} SELECT * FROM moved")
    _run(f"ALTER TABLE entries ATTACH PARTITION {name} {_range(year)}", "ALTER TABLE entries ENABLE TRIGGER USER")


def _years_of(table: str) -> tuple[int, int]:
    row: Any = db.session.execute(text(f"SELECT min(day) AS first, max(day) AS last FROM {table}")).one()
    today: date = clock.today()
    return (row.first or today).year, max((row.last or today).year, today.year)


def _range(year: int) -> str:
    return f"FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"


def _run(*statements: str) -> None:
    for statement in statements:
        db.session.connection().exec_driver_sql(statement)


@click.command("partition")
@click.option("--only-years", is_flag=True, help="Where the entries lie in one table, leave them there.")
@with_appcontext
def partition_command(only_years: bool) -> None:
    """PostgreSQL: lay the entries by year, once; called again, make tables for the coming years."""
    if is_partitioned():
        made = make_years(clock.today().year + YEARS_AHEAD)
        click.echo(f"New tables: {', '.join(map(str, made))}." if made else "Every year has its table.")
    elif only_years:
        click.echo("The entries lie in one table.")
    elif db.engine.dialect.name != "postgresql":
        raise click.ClickException("Only PostgreSQL lays entries by year; an SQLite file carries a district without.")
    else:
        partition(lambda what: click.echo(f"{what} …"))
        click.echo("The entries lie by year.")
    db.session.commit()
