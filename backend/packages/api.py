"""Endpoints: courses in and out as packages: Muster's folder, SCORM, Common Cartridge."""

from typing import Any

from flask import Response, g, send_file

from backend.authoring.models import Upload
from backend.authoring.uploads import forget, whole_file
from backend.core.db import db, let_go
from backend.core.errors import Refused
from backend.core.web import Feature
from backend.courses.models import Course
from backend.organisations.models import Organisation
from backend.packages.bring_in import brought_in, hold_upload, read_if_there, room_of, say_what_came, write_course
from backend.packages.schemas import BroughtIn, NewPackage, PackageQuery
from backend.packages.take_out import take_out
from backend.permissions import administers_it

packages = Feature("packages")
ENDINGS = (".zip", ".imscc")


@packages.post(
    "/organisations/<int:organisation_id>/packages", may=administers_it, on=Organisation, takes=NewPackage, gives=BroughtIn, status=201
)
def bring_in_package(organisation: Organisation, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a course in draft of an uploaded package. Asked again: the course that came of it (200)."""
    organisation_id, author_id = organisation.id, g.actor.id
    key = f"{organisation_id}-{author_id}-{body['operation_id']}"
    if course := brought_in(key):
        return say_what_came(course), 200
    mine = Upload.visible_to(g.actor).where(Upload.id == body["upload_id"])
    upload = db.session.scalar(mine)
    if upload is None:
        raise unknown_upload()
    path, name, room = whole_file(upload), upload.name, room_of(author_id)
    if not name.lower().endswith(ENDINGS):
        raise Refused("package_unreadable", "A package is a ZIP or IMSCC file.", status=422)
    let_go()  # to read a package takes its time, and nobody shall wait for it
    read = read_if_there(path, name, room)
    held = hold_upload(mine)
    if course := brought_in(key):  # the same was asked twice at once
        return say_what_came(course), 200
    if held is None or read is None:
        raise unknown_upload()
    found, kept = read
    course = write_course(found, kept, organisation_id=organisation_id, author_id=author_id, key=key)
    forget(held)
    return say_what_came(course), 201


@packages.get("/authored-courses/<int:course_id>/package", may=administers_it, on=Course, query=PackageQuery)
def download_package(course: Course, query: dict[str, Any]) -> Response:
    """The course as its authors have it in hand, as a package: Muster's folder, Common Cartridge or SCORM 1.2."""
    package, name = take_out(course, query["format"])
    return send_file(package, mimetype="application/zip", as_attachment=True, download_name=name)


def unknown_upload() -> Refused:
    errors = [{"pointer": "/upload_id", "detail": "This upload is not there."}]
    return Refused("unknown_upload", "Upload the package first.", status=422, errors=errors)
