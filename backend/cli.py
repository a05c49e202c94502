"""The flask commands: settings, demo, imports, ledger, documents."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select

from backend.auth.passwords import issue_first_password
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.openapi import as_text
from backend.courses.import_folder import import_folder
from backend.demo.load import demo_sign_ins, is_loaded, load_demo
from backend.demo.meetings import plan_meetings_if_none_today
from backend.ledger.commands import ledger_commands
from backend.ledger.partition import partition_command
from backend.members.import_roster import import_roster
from backend.members.models import Member, leave_trace
from backend.members.read_roster import read_roster
from backend.packages.commands import export_course, import_packages
from backend.records.verify import verify_command
from backend.reports.command import reports_commands
from backend.saved_reports.send_due import send_due_command
from backend.seed.command import seed_commands
from backend.sign_in.server_keys import rotate
from backend.study.drop_raw import study_commands
from backend.xapi.send import send_command

imports = AppGroup("import", help="Bring in rosters and courses.")
people = AppGroup("members", help="Look after accounts.")
demo = AppGroup("demo", help="The invented city to try Muster with.")
config = AppGroup("config", help="Check the settings.")
keys = AppGroup("keys", help="Look after the keys of sign-in codes.")
records = AppGroup("records", help="Check the records of closed meetings.")
xapi = AppGroup("xapi", help="Send study to a learning record store.")
exports = AppGroup("export", help="Take out courses.")
openapi = AppGroup("openapi", help="The OpenAPI document.")
DOCUMENT = Path("docs/openapi.json")


def register(app: Flask) -> None:
    records.add_command(verify_command)
    ledger_commands.add_command(partition_command)
    reports_commands.add_command(send_due_command)
    imports.add_command(import_packages)
    exports.add_command(export_course)
    xapi.add_command(send_command)
    for group in (
        imports,
        people,
        demo,
        ledger_commands,
        config,
        keys,
        records,
        openapi,
        xapi,
        exports,
        study_commands,
        seed_commands,
        reports_commands,
    ):
        app.cli.add_command(group)


@imports.command("members")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
@click.option("--skip-bad-rows", is_flag=True, help="Leave out the rows with mistakes instead of refusing the file.")
def import_members(file: Path, dry_run: bool, skip_bad_rows: bool) -> None:
    """Take in a roster (XLSX or CSV)."""
    try:
        with file.open("rb") as content:
            rows = read_roster(content, file.name)
    except Refused as refusal:
        raise click.ClickException(f"{file}: {refusal.detail}") from refusal
    levels = settings().levels.split("/")
    outcome = import_roster(rows, levels=levels, may_write=lambda path: True, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    db.session.commit()
    for error in outcome["errors"]:
        click.echo(f"row {error['row']}, column {error['column']}: {error['value']!r}: {error['detail']}", err=True)
    counts = ", ".join(f"{outcome[name]} {name.replace('_', ' ')}" for name in ("created", "updated", "unchanged", "organisations_created"))
    click.echo(f"{counts}, {len(outcome['errors'])} mistakes; {'done' if outcome['applied'] else 'nothing was changed'}.")
    sys.exit(1 if outcome["errors"] and not outcome["applied"] else 0)


@imports.command("courses")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_courses(folder: Path) -> None:
    """Take in a folder of courses, each with a course.toml."""
    taken, problems = import_folder(folder)
    db.session.commit()
    for sentence in problems:
        click.echo(sentence, err=True)
    click.echo(f"{taken} courses taken in, {len(problems)} mistakes.")
    sys.exit(1 if problems else 0)


@people.command("first-password")
@click.argument("card_number")
def first_password(card_number: str) -> None:
    """Give a member a first password; the way in for the first administrator of a new deployment."""
    member = db.session.scalar(select(Member).where(Member.card_number == card_number))
    if member is None:
        raise click.ClickException(f"Nobody has the card number {card_number}: import the roster first.")
    password, credential = issue_first_password(member.id)
    leave_trace("first_password_issued", member_id=member.id, actor_id=None)
    db.session.commit()
    click.echo(f"{member.name}: {password} (until {credential.expires_at:%Y-%m-%d})")


@demo.command("load")
def load() -> None:
    """Fill an empty database with the demo. When it is there already: only see that a meeting is planned for today."""
    if settings().production:
        raise click.ClickException("Demo accounts have public passwords: they never go into a production database.")
    if is_loaded():
        plan_meetings_if_none_today()
        db.session.commit()
    else:
        load_demo(lambda what: click.echo(f"demo: {what} …"))


@demo.command("sign-ins")
def sign_ins() -> None:
    """One sign-in for each kind of person: kind, name, login, password, between tabs."""
    for one in demo_sign_ins():
        click.echo("\t".join((one["kind"], one["name"], one["login"], one["password"])))


@keys.command("rotate")
@click.option("--revoke", is_flag=True, help="Make void at once what older keys have signed: codes, leased screens, member cards.")
def rotate_keys(revoke: bool) -> None:
    """Make a new key. Meetings opened from now on sign their codes with it; those that are open keep theirs."""
    try:
        key_id = rotate(revoke=revoke)
    except Refused as refusal:
        raise click.ClickException(refusal.detail) from refusal
    db.session.commit()
    click.echo(f"Key {key_id} signs from now on." + (" All older ones are void: print the member cards again." if revoke else ""))


@config.command("check")
def check_config() -> None:
    """Say which settings are in force; a wrong one stops every command with a sentence."""
    current = settings()
    secret = ("secret_key", "database_url", "replica_url", "redis_url", "xapi_password")
    for name in current.__dataclass_fields__:
        value = getattr(current, name)
        click.echo(f"MUSTER_{name.upper()} = {'(set)' if name in secret and value else value}")


@openapi.command("write")
@click.option("--check", is_flag=True, help="Only say whether docs/openapi.json is fresh.")
def write_openapi(check: bool) -> None:
    """Write docs/openapi.json from the endpoints."""
    document = as_text(current_app)
    if not check:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(document)
    elif not DOCUMENT.exists() or DOCUMENT.read_text() != document:
        sys.exit("docs/openapi.json is stale: run `flask --app backend.app openapi write`.")
