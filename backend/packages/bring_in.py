"""Bring a package in as a course that only its authors see: say what was taken, and what was left out and why."""

from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

from backend.authoring.drafts import course_in_hand, lesson_in_hand, lessons_in_hand
from backend.authoring.known_media import know, stored_bytes
from backend.authoring.lengths import bounds, detected_seconds
from backend.authoring.models import Upload
from backend.authoring.upload_files import refuse_full_disk
from backend.authoring.write_course import NO_CATEGORY, add_lesson, new_course
from backend.core.config import settings
from backend.core.db import db
from backend.core.errors import Refused
from backend.courses.models import Course
from backend.packages.found import Found, LeftOut
from backend.packages.keep_found import KeptLesson, keep_found
from backend.packages.read_package import read_package
from backend.packages.unpack import open_package


def room_of(author_id: int) -> int:
    """How many bytes this author may still keep."""
    return settings().author_gigabytes * 2**30 - stored_bytes(author_id)


def read_and_keep(path: Path, file_name: str, room: int | None = None) -> tuple[Found, list[KeptLesson]]:
    """What is in a package, its media kept. Takes its time and needs no database: hold no lock meanwhile.
    Raises Refused for an unsafe or unreadable package, for one whose media are more than there is room for (409, 507),
    and (package_empty) for one of which nothing can be taken."""
    with open_package(path, settings().data / "unpacking") as package:
        found = read_package(package, file_name)
        _refuse_beyond(room, sum(lesson.medium.stat().st_size for lesson in found.lessons if lesson.medium))
        kept = keep_found(found)
    if not kept:
        errors = [{"pointer": "/file", "detail": f"{one.title}: {one.why}"} for one in found.left_out]
        raise Refused("package_empty", "Nothing in the package can become a lesson here.", status=422, errors=errors)
    return found, kept


def _refuse_beyond(room: int | None, size: int) -> None:
    """A small package may hold large media."""
    if room is not None and size > room:
        raise Refused("quota_reached", "The media in the package are more than you may keep here: use smaller ones, or ask another author.")
    refuse_full_disk(size)


def read_if_there(path: Path, file_name: str, room: int) -> tuple[Found, list[KeptLesson]] | None:
    """The same; None when another request was first and has taken the file away."""
    try:
        return read_and_keep(path, file_name, room)
    except FileNotFoundError:
        return None


def hold_upload(mine: Select[Upload]) -> Upload | None:
    """The upload, held: of two requests for one package, the second waits, and then finds it spent."""
    return db.session.scalar(mine.with_for_update().execution_options(populate_existing=True))


def brought_in(key: str) -> Course | None:
    """The course that came of this operation before: a package sent twice is one course."""
    return db.session.scalar(select(Course).where(Course.key == key))


def write_course(found: Found, kept: list[KeptLesson], *, organisation_id: int, author_id: int | None, key: str) -> Course:
    """Write the course in its organisation's drafts."""
    facts = {name: getattr(found, name) for name in ("summary", "required", "recommended", "on_menu")}
    course = new_course(organisation_id, author_id or 0, found.title, category=found.category or NO_CATEGORY, key=key, **facts)
    for number, lesson in enumerate(kept, start=1):
        _write_lesson(course, found, lesson, author_id=author_id, key=f"{number}")
    # Kept with the draft: asked again, and on the course's page, the answer is the same.
    course.draft = {**(course.draft or {}), "form": found.form, "left_out": [[one.title, one.why] for one in found.left_out]}
    if author_id is None:
        course.draft = {name: value for name, value in course.draft.items() if name != "changed_by"}
    db.session.flush()
    return course


def _write_lesson(course: Course, found: Found, kept: KeptLesson, *, author_id: int | None, key: str) -> None:
    for file in (kept.medium, *kept.files):
        if file:
            know(file, author_id)
    lesson = add_lesson(
        course,
        title=kept.title,
        kind=kept.kind,
        body=kept.body,
        media=kept.medium,
        nominal_seconds=kept.seconds and _borne_out(found, kept),
        optional=kept.optional,
        author_id=author_id,
        key=key,
    )
    lesson.captions = kept.captions


def _borne_out(found: Found, kept: KeptLesson) -> int:
    """The length that the package says, as far as the content bears it out."""
    detected = kept.medium.seconds if kept.medium else detected_seconds(kept.kind, kept.body, None)
    least, most = bounds(kept.kind, detected)
    seconds = min(max(kept.seconds or 0, least), most)
    if seconds != kept.seconds:
        found.leave_out(kept.title, "length_corrected")
    return seconds


def say_what_came(course: Course) -> dict[str, Any]:
    """The course with what was taken and what was left out."""
    lessons = [{"id": lesson.id, **lesson_in_hand(lesson)} for lesson in lessons_in_hand(course)]
    draft = course.draft or {}
    return {
        "id": course.id,
        "title": course_in_hand(course)["title"],
        "form": draft.get("form", ""),
        "taken": lessons,
        "left_out": [LeftOut(title, why) for title, why in draft.get("left_out", [])],
    }
