"""Endpoints: write courses and lessons, upload media, publish."""

from typing import Any

from flask import g, request
from sqlalchemy import select

from backend.authoring.authored import AuthoredLesson
from backend.authoring.models import Upload
from backend.authoring.publish import publish, withdraw
from backend.authoring.schemas import AuthoredCourse as CourseShape
from backend.authoring.schemas import AuthoredLesson as LessonShape
from backend.authoring.schemas import (
    AuthoredRow,
    CourseChanges,
    LessonChanges,
    NewCourse,
    NewLesson,
    NewOrder,
    NewPublication,
    NewUpload,
    PreviewShape,
    StoredMedium,
    TextToPreview,
    UploadShape,
)
from backend.authoring.shape import shape_course, shape_lesson, shape_rows
from backend.authoring.uploads import finish_upload, forget, start_upload, take_part
from backend.authoring.write_course import add_lesson, new_course, order_lessons, save_course
from backend.authoring.write_lesson import remove_lesson, save_lesson
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.courses.models import Course, Lesson
from backend.courses.render_text import reading_seconds, render_text
from backend.organisations.models import Organisation
from backend.permissions import administers_it, administers_something

authoring = Feature("authoring")


@authoring.get("/organisations/<int:organisation_id>/authored-courses", may=administers_it, on=Organisation, lists=AuthoredRow)
def list_authored_courses(organisation: Organisation) -> Listing:
    """The courses that this organisation itself writes, those in draft and withdrawn ones too, the latest first."""
    return Listing(select(Course).where(Course.organisation_id == organisation.id), by=(Course.id.desc(),), shape=shape_rows)


@authoring.post(
    "/organisations/<int:organisation_id>/authored-courses",
    may=administers_it,
    on=Organisation,
    takes=NewCourse,
    gives=CourseShape,
    status=201,
)
def begin_course(organisation: Organisation, body: dict[str, Any]) -> dict[str, Any]:
    """Begin a course. Only its authors see it until it is published."""
    key = f"{g.actor.id}-{body.pop('operation_id')}"
    return shape_course(new_course(organisation.id, g.actor.id, body.pop("title"), key=key, **body))


@authoring.get("/authored-courses/<int:course_id>", may=administers_it, on=Course, gives=CourseShape)
def get_authored_course(course: Course) -> dict[str, Any]:
    """A course as its authors have it in hand."""
    return shape_course(course)


@authoring.patch("/authored-courses/<int:course_id>", may=administers_it, on=Course, takes=CourseChanges, gives=CourseShape)
def change_course(course: Course, body: dict[str, Any]) -> dict[str, Any]:
    """Change a course's facts in its draft."""
    return shape_course(save_course(course, g.actor.id, seen=body.pop("state"), changes=body))


@authoring.post("/authored-courses/<int:course_id>/lessons", may=administers_it, on=Course, takes=NewLesson, gives=LessonShape, status=201)
def begin_lesson(course: Course, body: dict[str, Any]) -> dict[str, Any]:
    """Add an empty lesson at the end of the draft."""
    key = f"{g.actor.id}-{body.pop('operation_id')}"
    return shape_lesson(add_lesson(course, key=key, author_id=g.actor.id, **body), g.actor)


@authoring.put("/authored-courses/<int:course_id>/order", may=administers_it, on=Course, takes=NewOrder, gives=CourseShape)
def order_its_lessons(course: Course, body: dict[str, Any]) -> dict[str, Any]:
    """Put the lessons of the draft in another order."""
    return shape_course(order_lessons(course, g.actor.id, seen=body["state"], lesson_ids=body["lesson_ids"]))


@authoring.post(
    "/authored-courses/<int:course_id>/publications", may=administers_it, on=Course, takes=NewPublication, gives=CourseShape, status=201
)
def publish_course(course: Course, body: dict[str, Any]) -> dict[str, Any]:
    """Give members all changes of the course at once. What was saved unseen by the asker is not published."""
    return shape_course(publish(course, body["state"]))


@authoring.delete("/authored-courses/<int:course_id>/publications", may=administers_it, on=Course, gives=CourseShape)
def withdraw_course(course: Course) -> dict[str, Any]:
    """Take a course back: members find it no more, and what they studied stays."""
    return shape_course(withdraw(course))


@authoring.get("/authored-lessons/<int:authoredlesson_id>", may=administers_it, on=AuthoredLesson, gives=LessonShape)
def get_authored_lesson(lesson: Lesson) -> dict[str, Any]:
    """A lesson as its authors have it in hand, with its text as members would see it."""
    return shape_lesson(lesson, g.actor)


@authoring.patch("/authored-lessons/<int:authoredlesson_id>", may=administers_it, on=AuthoredLesson, takes=LessonChanges, gives=LessonShape)
def change_lesson(lesson: Lesson, body: dict[str, Any]) -> dict[str, Any]:
    """Change a lesson in its draft."""
    return shape_lesson(save_lesson(lesson, g.actor.id, seen=body.pop("state"), changes=body), g.actor)


@authoring.delete("/authored-lessons/<int:authoredlesson_id>", may=administers_it, on=AuthoredLesson, status=204)
def remove(lesson: Lesson) -> None:
    """Take a lesson out: at once if it was never published, else with the next publication."""
    remove_lesson(lesson, g.actor.id)


@authoring.post("/text-previews", may=administers_something, takes=TextToPreview, gives=PreviewShape)
def preview_text(body: dict[str, Any]) -> dict[str, Any]:
    """A text as members would see it, and how long it takes to read."""
    return {"body_html": render_text(body["body"]), "nominal_seconds": reading_seconds(body["body"])}


@authoring.post("/uploads", may=administers_something, takes=NewUpload, gives=UploadShape, status=201)
def begin_upload(body: dict[str, Any]) -> tuple[Upload, int]:
    """Begin an upload, or go on with the one of the same mark (200)."""
    upload, first = start_upload(g.actor.id, name=body["name"], size=body["bytes"], mark=body["mark"])
    return upload, 201 if first else 200


@authoring.get("/uploads/<int:upload_id>", may=administers_something, on=Upload, gives=UploadShape)
def get_upload(upload: Upload) -> Upload:
    """How much of a file has come."""
    return upload


@authoring.put("/uploads/<int:upload_id>/parts/<int:offset>", may=administers_something, on=Upload, gives=UploadShape)
def send_part(upload: Upload, offset: int) -> Upload:
    """Send the bytes from this offset on, at most 8 MB, as the plain body. A part that came before changes nothing."""
    return take_part(upload, offset, request.stream)


@authoring.post("/uploads/<int:upload_id>/media", may=administers_something, on=Upload, takes=Nothing, gives=StoredMedium)
def keep_upload(upload: Upload, body: dict[str, Any]) -> Any:
    """All parts are there: look the file through, and keep it among the media."""
    return finish_upload(upload, g.actor.id)


@authoring.delete("/uploads/<int:upload_id>", may=administers_something, on=Upload, status=204)
def cancel_upload(upload: Upload) -> None:
    """Let an upload go."""
    forget(upload)
