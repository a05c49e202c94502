"""The application on SQLite and on PostgreSQL, a fixed cast of people, and one way to ask."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask_migrate import upgrade

from backend.app import create_app
from backend.core.config import Settings
from backend.core.db import db
from tests.asker import Asker
from tests.cast import World, build_world
from tests.databases import Database, PostgreSQL, SQLite, folder_for_sqlite
from tests.hall import hall, opened_ms, time  # noqa: F401 - fixtures for every folder
from tests.postgresql_server import start_postgresql
from tests.sparing import light_hashes, look_once  # noqa: F401 - for every test

# What migrations bring.
KEPT = ("point_rules", "attendance_rules", "hour_rules", "hour_targets", "manual_limits", "code_keys", "shelf_marks", "alembic_version")
# What an application remembers of its database, and must forget when that is set back.
REMEMBERED = (
    "muster.code_keys",
    "muster.boards",
    "muster.cache",
    "muster.rankings",
    "muster.below_target",
    "muster.shelves",
    "muster.catalogues",
    "muster.learners",
)
SECRET = "a secret for tests, long enough for HMAC-SHA256"


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_postgresql(tmp_path_factory.mktemp("postgresql")) as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_folder() -> Iterator[Path]:
    with folder_for_sqlite() as folder:
        yield folder


class Stand(NamedTuple):
    """A migrated application with the cast in it, over a database that can be set back to just that."""

    database: Database
    settings: Settings
    app: Flask
    world: World


@pytest.fixture(scope="session")
def stand_on(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Stand]:
    """Builds the stand of each kind of database once, in whatever order tests ask for them."""

    @cache
    def build(kind: str) -> Stand:
        if kind == "sqlite":
            database: Database = SQLite(request.getfixturevalue("sqlite_folder"))
        else:
            database = PostgreSQL(request.getfixturevalue("postgresql_server"))
        return _build(database, str(tmp_path_factory.mktemp("data")))

    return build


def _build(database: Database, data: str) -> Stand:
    settings = Settings(database_url=database.url, data_dir=data, secret_key=SECRET, public_url="https://muster.test", log_level="ERROR")
    app = create_app(settings)
    with app.app_context():
        upgrade()
        world = build_world()
        db.session.remove()
        db.engine.dispose()
    database.keep()
    return Stand(database, settings, app, world)


@pytest.fixture(params=["sqlite", "postgresql"])
def stand(request: pytest.FixtureRequest, stand_on: Callable[[str], Stand]) -> Stand:
    return stand_on(request.param)


@pytest.fixture
def database(stand: Stand) -> Database:
    """The database, which can be set back in the middle of a test, too."""
    return stand.database


@pytest.fixture
def settings(stand: Stand) -> Settings:
    return stand.settings


@pytest.fixture
def app(stand: Stand) -> Iterator[Flask]:
    app = stand.app
    with app.app_context():
        stand.database.restore(db.engine.dispose)
    for remembered in REMEMBERED:
        app.extensions.pop(remembered, None)
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def world(stand: Stand, app: Flask) -> World:  # the database is set back first
    return stand.world


@pytest.fixture
def empty(app: Flask, world: World) -> Flask:
    """The server over an empty database, as right after its migrations."""
    with app.app_context():
        for table in reversed(db.metadata.sorted_tables):
            if table.name not in KEPT:
                db.session.execute(table.delete())
        db.session.commit()
    return app


@pytest.fixture
def ask(app: Flask, world: World) -> Asker:
    return Asker(app, world)


@pytest.fixture
def session(app: Flask) -> Iterator[Any]:
    """A look into the database, for what no endpoint shows."""
    with app.app_context():
        yield db.session


@pytest.fixture
def courses_folder(tmp_path: Path) -> Path:
    """A folder of courses like a deployment would bring."""
    course = tmp_path / "courses" / "first-aid"
    course.mkdir(parents=True)
    (course / "1.md").write_text("# 你好\n\n先看**安全**。\n", "utf-8")
    (course / "2.md").write_text("第二课。\n", "utf-8")
    lessons = "".join(f'[[lessons]]\ntitle = "第{n}课"\nkind = "text"\nfile = "{n}.md"\nseconds = 600\n' for n in (1, 2))
    (course / "course.toml").write_text(f'title = "急救入门"\ncategory = "健康"\nrequired = true\n{lessons}', "utf-8")
    return course.parent


def pytest_configure(config: pytest.Config) -> None:
    # Nothing of the machine's own settings may reach the tests.
    for name in [name for name in os.environ if name.startswith("MUSTER_") and name != "MUSTER_WRITE"]:
        del os.environ[name]
