"""`flask import packages` and `flask export course`: packages from a terminal, for many at once."""

import hashlib
import shutil
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from backend.authoring.publish import publish
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Course
from backend.organisations.models import Organisation
from backend.packages.bring_in import brought_in, read_and_keep, say_what_came, write_course
from backend.packages.take_out import FORMATS, take_out


@click.command("packages")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--organisation", "organisation_id", type=int, help="The number of the organisation that they belong to; the topmost without."
)
@click.option("--publish", "at_once", is_flag=True, help="Give them to members at once.")
@with_appcontext
def import_packages(files: tuple[Path, ...], organisation_id: int | None, at_once: bool) -> None:
    """Make a course of each package (SCORM, Common Cartridge, Muster's folder as ZIP). The same file again adds nothing."""
    owner = _owner(organisation_id)
    refused = 0
    for file in files:
        try:
            course = _bring_in(file, owner, at_once)
        except Refused as refusal:
            db.session.rollback()
            refused += 1
            click.echo(f"{file}: {refusal.detail}", err=True)
            for error in refusal.errors:
                click.echo(f"  {error['detail']}", err=True)
        else:
            db.session.commit()
            _say(file, course)
    sys.exit(1 if refused else 0)


@click.command("course")
@click.argument("course_id", type=int)
@click.option("--format", "form", type=click.Choice(FORMATS), default="muster")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; here, under the course's title, without.")
@with_appcontext
def export_course(course_id: int, form: str, to: Path | None) -> None:
    """Write a course as a package."""
    course = db.session.get(Course, course_id)
    if course is None:
        raise click.ClickException(f"There is no course {course_id}.")
    try:
        package, name = take_out(course, form)
    except Refused as refusal:
        raise click.ClickException(refusal.detail) from refusal
    target = to or Path(name)
    with package, target.open("wb") as file:
        shutil.copyfileobj(package, file, 2**20)
    click.echo(str(target))


def _owner(organisation_id: int | None) -> int:
    wanted = Organisation.id == organisation_id if organisation_id else Organisation.parent_id.is_(None)
    found = db.session.scalar(select(func.min(Organisation.id)).where(wanted))
    if found is None:
        raise click.ClickException("There is no such organisation: import the members first, or name another.")
    return int(found)


def _bring_in(file: Path, owner: int, at_once: bool) -> Course:
    with file.open("rb") as content:
        key = f"{owner}-{hashlib.file_digest(content, 'sha256').hexdigest()[:40]}"
    course = brought_in(key)
    if course is None:
        found, kept = read_and_keep(file, file.name)
        course = write_course(found, kept, organisation_id=owner, author_id=None, key=key)
    return publish(course) if at_once and course.published_at is None else course


def _say(file: Path, course: Course) -> None:
    came = say_what_came(course)
    state = "published" if course.published_at else "in draft"
    click.echo(f"{file}: course {course.id} “{came['title']}”, {len(came['taken'])} lessons, {state}")
    for one in came["left_out"]:
        click.echo(f"  left out: {one.title}: {one.why}")
