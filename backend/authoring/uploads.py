"""Uploads that survive a lost network and a closed page: a file comes in parts, each at its offset, and goes on where it stopped."""

from datetime import timedelta
from pathlib import Path
from typing import IO

from flask import after_this_request
from sqlalchemy import func, select

from backend.authoring.known_media import know, stored_bytes
from backend.authoring.models import KnownMedium, Upload
from backend.authoring.upload_files import (
    LARGEST_PART,
    PICTURES,
    ending_of,
    refuse_full_disk,
    refuse_size,
    upload_path,
    write_part,
)
from backend.core import clock
from backend.core.config import settings
from backend.core.db import db, insert_once, let_go
from backend.core.errors import NotFound, Refused
from backend.courses.captions import store_captions
from backend.courses.media import Medium, store_medium
from backend.courses.pictures import picture_path, store_picture

ABANDONED_AFTER = timedelta(hours=48)
MOST_AT_ONCE = 20  # uploads of one author


def start_upload(member_id: int, *, name: str, size: int, mark: str) -> tuple[Upload, bool]:
    """An author's upload of this file, and whether it is new: the same mark goes on with what came before.
    Raises Refused for a file of no use (422), too large (413), beyond the author's quota (409), or a full disk (507)."""
    refuse_size(name, size)
    clean_abandoned()
    mine = select(Upload).where(Upload.member_id == member_id, Upload.mark == mark)
    there = db.session.scalar(mine)
    if there and (there.bytes, ending_of(there.name)) == (size, ending_of(name)):
        return there, False
    if there:
        forget(there)
    _refuse_beyond_quota(member_id, size)
    refuse_full_disk(size)
    fresh = {"member_id": member_id, "mark": mark, "name": name, "bytes": size, "received_bytes": 0, "touched_at": clock.now()}
    created = insert_once(Upload, [fresh], [Upload.id])
    upload = db.session.scalars(mine).one()
    if created:
        upload_path(upload.id).unlink(missing_ok=True)  # a file that outlived its row
    return upload, bool(created)


def take_part(upload: Upload, offset: int, body: IO[bytes]) -> Upload:
    """Take a part. One that came before changes nothing; one that overlaps adds what is new in it.
    Raises Refused (409, and the right offset in `Upload-Offset`) for one that would leave a gap."""
    upload_id, received, size = upload.id, upload.received_bytes, upload.bytes
    let_go()  # a part may take its time to arrive, and nobody shall wait for it
    content = body.read(LARGEST_PART + 1)
    _refuse_part(len(content), offset, received=received, size=size)
    fresh = content[received - offset :]
    if fresh:
        write_part(upload_id, received, fresh)
    held = _held(upload_id)
    if held.received_bytes == received:  # else somebody sent the same part at the same time, and was first
        held.received_bytes = received + len(fresh)
    held.touched_at = clock.now()
    return held


def finish_upload(upload: Upload, member_id: int) -> KnownMedium:
    """Look the whole file through and keep it among the media. Asked again, the answer is the same.
    Raises Refused while parts are missing (409), and for a file that is not what it says (422)."""
    if upload.media_name is None:
        path, name, upload_id = whole_file(upload), upload.name, upload.id
        let_go()  # looking it through takes a while
        medium = _store_unless_done(path, name, upload_id)
        upload = _held(upload_id)
        if medium:
            know(medium, member_id)
            upload.media_name = medium.name
            remove_after_commit(path)
    return db.session.get_one(KnownMedium, upload.media_name)


def whole_file(upload: Upload) -> Path:
    """The file of an upload that has come whole. Raises Refused (409) while parts are missing."""
    path = upload_path(upload.id)
    if upload.received_bytes < upload.bytes or not path.exists():
        raise Refused("upload_incomplete", f"{upload.received_bytes} of {upload.bytes} bytes have come.", headers=_right_offset(upload))
    return path


def forget(upload: Upload) -> None:
    """Let an upload go, whole or in part."""
    remove_after_commit(upload_path(upload.id))
    db.session.delete(upload)
    db.session.flush()


def clean_abandoned() -> None:
    """Let go what nobody went on with for two days."""
    old = select(Upload).where(Upload.touched_at < clock.now() - ABANDONED_AFTER).order_by(Upload.touched_at).limit(50)
    for upload in db.session.scalars(old).all():
        forget(upload)


def remove_after_commit(path: Path) -> None:
    @after_this_request
    def remove(answer):  # type: ignore[no-untyped-def]
        if answer.status_code < 400:
            path.unlink(missing_ok=True)
        return answer


def _store_unless_done(path: Path, name: str, upload_id: int) -> Medium | None:
    """None: the same request came twice, and the other one was first and has taken the file away."""
    try:
        return _store(path, name)
    except (FileNotFoundError, Refused):
        if _held(upload_id).media_name is None:
            raise
        return None


def _store(path: Path, name: str) -> Medium:
    ending = ending_of(name)
    if ending in PICTURES:
        picture = store_picture(path.read_bytes())
        return Medium(picture, "picture", 0, picture_path(picture).stat().st_size, picture.partition(".")[0])
    return store_captions(path) if ending == ".vtt" else store_medium(path, name)


def _refuse_beyond_quota(member_id: int, size: int) -> None:
    open_uploads = select(func.count(), func.coalesce(func.sum(Upload.bytes), 0)).where(
        Upload.member_id == member_id, Upload.media_name.is_(None)
    )
    count, under_way = db.session.execute(open_uploads).one()
    if count >= MOST_AT_ONCE:
        raise Refused("too_many_uploads", f"{MOST_AT_ONCE} uploads are under way: finish or cancel one first.")
    gigabytes = settings().author_gigabytes
    if stored_bytes(member_id) + int(under_way) + size > gigabytes * 2**30:
        raise Refused("quota_reached", f"You may keep {gigabytes} GB of files here: use smaller ones, or ask another author.")


def _refuse_part(length: int, offset: int, *, received: int, size: int) -> None:
    if length > LARGEST_PART:
        raise Refused("part_too_large", f"A part may have {LARGEST_PART} bytes.", status=413)
    if length == 0 or offset + length > size:
        raise Refused("part_beyond_end", f"The file has {size} bytes: this part is empty or goes beyond.", status=422)
    if offset > received:
        headers = {"Upload-Offset": str(received)}
        raise Refused("wrong_offset", f"The next part begins at {received}.", headers=headers)


def _held(upload_id: int) -> Upload:
    held = db.session.scalar(select(Upload).where(Upload.id == upload_id).with_for_update().execution_options(populate_existing=True))
    if held is None:
        raise NotFound
    return held


def _right_offset(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.received_bytes)}
