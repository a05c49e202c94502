"""The application: its settings, its foundations, and the list of its features."""

from flask import Flask
from sqlalchemy import inspect
from werkzeug.middleware.proxy_fix import ProxyFix

from backend import cli
from backend.assignments.api import assignments
from backend.attendance.api import attendance
from backend.auth import identify
from backend.auth.api import auth
from backend.auth.models import Credential
from backend.authoring.api import authoring
from backend.board.api import board
from backend.cards.api import cards
from backend.certificates.api import certificates
from backend.core import errors, health, limits, logs, pwa, replica, shared_redis, storage_full, wire
from backend.core.config import BadSettings, Settings, read_settings
from backend.core.db import db, engine_options, migrate
from backend.core.no_sessions import NoSessions
from backend.core.openapi import make_api
from backend.courses.api import courses
from backend.demo.api import deployment
from backend.disputes.api import disputes
from backend.downloads.api import downloads
from backend.exchange.api import exchange
from backend.hours.api import hours
from backend.learners.api import learners
from backend.ledger.api import ledger
from backend.manual.api import manual
from backend.meetings.api import meetings
from backend.members.api import members
from backend.notes.api import notes
from backend.notices.api import notices
from backend.organisations.api import organisations
from backend.outside.api import outside
from backend.packages.api import packages
from backend.plans.api import plans
from backend.points.api import points
from backend.records.api import records
from backend.reports.run_api import reports
from backend.roster.api import roster
from backend.saved_reports.api import saved_reports
from backend.sign_in.api import sign_in
from backend.study.api import study
from backend.targets.api import targets

# In this order they stand in docs/permissions.md. Cards come before members: /members/cards is no member.
FEATURES = (
    deployment, auth, cards, members, organisations, notices,
    courses, assignments, authoring, packages, study, notes, downloads, exchange, hours, outside, certificates, learners,
    meetings, roster, sign_in, board, records, plans, attendance, ledger, points, manual, disputes, targets, reports, saved_reports,
)  # fmt: skip
LARGEST_BODY = 64 * 2**20  # a roster of 513,000 members as XLSX is about 30 MB


def create_app(settings: Settings | None = None) -> Flask:
    """The Flask application. Raises BadSettings when the environment describes no server that may start."""
    settings = settings or read_settings()
    if problems := settings.problems():
        raise BadSettings(problems)
    app = Flask("backend", static_folder=None)
    app.config.update(
        MUSTER=settings,
        SECRET_KEY=settings.secret,
        JWT_SECRET_KEY=settings.secret,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_BINDS=replica.binds(settings.replica_url),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=2**20,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)  # type: ignore[method-assign]
    app.session_interface = NoSessions()
    settings.data.mkdir(parents=True, exist_ok=True)
    wire.register(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    for foundation in (identify, errors, storage_full, health):
        foundation.register(app)
    logs.register(app, settings.log_level)
    shared_redis.register(app, settings.redis_url)
    limits.register(app, settings.redis_url)
    api = make_api(app)
    for feature in FEATURES:
        api.register_blueprint(feature.blueprint)
    pwa.register(app)
    cli.register(app)
    if settings.production:
        _refuse_demo_accounts(app)
    return app


def _refuse_demo_accounts(app: Flask) -> None:
    """Demo passwords are public: a production server must never serve a database that holds them."""
    with app.app_context():
        if inspect(db.engine).has_table(Credential.__tablename__) and db.session.query(Credential).filter_by(demo=True).first():
            raise BadSettings(["The database holds demo accounts: start production with a database of its own."])
