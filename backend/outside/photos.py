"""Photos that prove outside study: add and take away while it waits; those who decide look at them."""

from pathlib import Path
from typing import IO

from flask import Response, send_file

from backend.core.clean_photo import LARGEST_FILE, CleanPhoto, clean_photo
from backend.core.config import settings
from backend.core.db import db, let_go
from backend.core.errors import NotFound, Refused
from backend.core.keep_file import keep, throw_away
from backend.outside.decide import hold
from backend.outside.models import OutsidePhoto, OutsideStudy

MOST_PHOTOS = 6


def add_photo(study: OutsideStudy, file: IO[bytes]) -> tuple[OutsidePhoto, bool]:
    """The photo, and whether it is new: the same picture sent again is there already."""
    study_id = study.id
    let_go()  # a large photo takes a second to clean, and nobody shall wait for it
    clean = clean_photo(file.read(LARGEST_FILE + 1))
    return keep_proof(db.session.get_one(OutsideStudy, study_id), clean)


def keep_proof(study: OutsideStudy, clean: CleanPhoto) -> tuple[OutsidePhoto, bool]:
    """Keep a picture that was made anew with the study that it proves."""
    _hold_waiting(study)
    if there := next((photo for photo in study.photos if photo.sha256 == clean.sha256), None):
        return there, False
    if len(study.photos) >= MOST_PHOTOS:
        raise Refused("too_many_proofs", f"{MOST_PHOTOS} photos are enough: take one away first.")
    keep(_path(study.id, clean.sha256), clean.content)
    photo = OutsidePhoto(study_id=study.id, sha256=clean.sha256, width=clean.width, height=clean.height, size=len(clean.content))
    db.session.add(photo)
    db.session.flush()
    return photo, True


def remove_photo(study: OutsideStudy, photo_id: int) -> None:
    """The picture goes before the row does: should the server die in between, what was to go is gone."""
    _hold_waiting(study)
    photo = _photo_of(study, photo_id)
    throw_away(_path(study.id, photo.sha256))
    db.session.delete(photo)


def show_photo(study: OutsideStudy, photo_id: int) -> Response:
    """The picture itself. Kept by the browser, and asked for anew each time: rights may have changed."""
    photo = _photo_of(study, photo_id)
    path = _path(study.id, photo.sha256)
    if not path.exists():
        raise NotFound
    answer = send_file(path, mimetype="image/jpeg", conditional=True, etag=photo.sha256)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _hold_waiting(study: OutsideStudy) -> None:
    hold(study)
    if study.state != "waiting":
        raise Refused("decided_already", "It is decided: its photos stay as they are.")


def _photo_of(study: OutsideStudy, photo_id: int) -> OutsidePhoto:
    photo = next((photo for photo in study.photos if photo.id == photo_id), None)
    if photo is None:
        raise NotFound
    return photo


def _path(study_id: int, sha256: str) -> Path:
    return settings().data / "outside" / str(study_id) / f"{sha256}.jpg"
