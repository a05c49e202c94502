"""Photos of a meeting: add, caption and take away while it is open; look at them ever after."""

from typing import IO

from flask import Response, send_file
from sqlalchemy import func, select

from backend.core.actor import Actor
from backend.core.clean_photo import LARGEST_FILE, clean_photo
from backend.core.db import db, let_go
from backend.core.errors import NotFound, Refused
from backend.core.keep_file import keep, throw_away
from backend.core.pages import Listing
from backend.meetings.models import Meeting
from backend.records.hold import hold_begun
from backend.records.keep_photo import photo_path
from backend.records.models import Photo

MOST_PHOTOS = 12


def add_photo(meeting: Meeting, actor: Actor, file: IO[bytes], caption: str) -> tuple[Photo, bool]:
    """The photo, and whether it is new: the same picture sent again is there already."""
    meeting_id = hold_begun(meeting.id).id
    let_go()  # a large photo takes a second to clean, and nobody shall wait for it
    clean = clean_photo(file.read(LARGEST_FILE + 1))
    hold_begun(meeting_id)
    same = select(Photo).where(Photo.meeting_id == meeting_id, Photo.sha256 == clean.sha256)
    if there := db.session.scalar(same):
        return there, False
    _refuse_one_too_many(meeting_id)
    keep(photo_path(meeting_id, clean.sha256), clean.content)
    size = {"width": clean.width, "height": clean.height, "size": len(clean.content)}
    photo = Photo(meeting_id=meeting_id, sha256=clean.sha256, caption=caption, added_by=actor.id, **size)
    db.session.add(photo)
    db.session.flush()
    return photo, True


def photos_of(meeting: Meeting) -> Listing:
    return Listing(select(Photo).where(Photo.meeting_id == meeting.id), by=(Photo.id,))


def change_caption(meeting: Meeting, photo_id: int, caption: str) -> Photo:
    photo = photo_of(hold_begun(meeting.id), photo_id)
    photo.caption = caption
    return photo


def remove_photo(meeting: Meeting, photo_id: int) -> None:
    """The picture goes before the row does: should the server die in between, what was to go is gone."""
    photo = photo_of(hold_begun(meeting.id), photo_id)
    throw_away(photo_path(photo.meeting_id, photo.sha256))
    db.session.delete(photo)


def show_photo(meeting: Meeting, photo_id: int) -> Response:
    """The picture itself. Kept by the browser, and asked for anew each time: rights may have changed."""
    photo = photo_of(meeting, photo_id)
    path = photo_path(photo.meeting_id, photo.sha256)
    if not path.exists():
        raise NotFound
    answer = send_file(path, mimetype="image/jpeg", conditional=True, etag=photo.sha256)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def photo_of(meeting: Meeting, photo_id: int) -> Photo:
    photo = db.session.scalar(select(Photo).where(Photo.meeting_id == meeting.id, Photo.id == photo_id))
    if photo is None:
        raise NotFound
    return photo


def _refuse_one_too_many(meeting_id: int) -> None:
    kept = db.session.scalars(select(func.count()).select_from(Photo).where(Photo.meeting_id == meeting_id)).one()
    if kept >= MOST_PHOTOS:
        raise Refused("too_many_photos", f"A meeting keeps {MOST_PHOTOS} photos: take one away first.")
