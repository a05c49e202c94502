"""Prove the records: each hash, each chain of corrections, and that what stands now is what was frozen, corrected."""

import hashlib
import json
import sys
from typing import Any

import click
from sqlalchemy import select

from backend.core.db import db
from backend.meetings.models import Meeting
from backend.records.canonical import instant_or_none
from backend.records.chain import corrections_of, faults_of, now_of
from backend.records.keep_photo import photo_path
from backend.records.minutes import minutes_of
from backend.records.models import Correction, Photo, Record
from backend.records.read_list import read_list, standing


@click.command("verify")
def verify_command() -> None:
    """Prove that no record, correction, list, minutes or photo was changed behind the members' backs."""
    faults = verify()
    for sentence in faults:
        click.echo(sentence, err=True)
    click.echo(f"{len(faults)} faults." if faults else "Every record, correction, list and photo is as it was written.")
    sys.exit(1 if faults else 0)


def verify() -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    faults: list[str] = []
    for meeting_id in db.session.scalars(select(Record.meeting_id).order_by(Record.meeting_id)).all():
        faults += [f"meeting {meeting_id}: {fault}" for fault in _faults(meeting_id)]
        db.session.expunge_all()  # a city has many meetings: none is kept in memory once it is proved
    return faults


def _faults(meeting_id: int) -> list[str]:
    record, meeting = db.session.get_one(Record, meeting_id), db.session.get_one(Meeting, meeting_id)
    corrections = corrections_of(meeting_id)
    if faults := faults_of(record, corrections):
        return faults  # what can't be trusted proves nothing about the rest
    frozen = json.loads(record.content)
    changed = [] if instant_or_none(meeting.closed_at) == frozen["meeting"]["closed_at"] else ["the closing was moved"]
    return (
        changed
        + _list_faults(meeting, frozen, corrections)
        + _minutes_faults(meeting, frozen, corrections)
        + _photo_faults(meeting, frozen)
    )


def _list_faults(meeting: Meeting, frozen: dict[str, Any], corrections: list[Correction]) -> list[str]:
    due = {row["member_id"]: row for row in frozen["list"]}
    due.update({correction.member_id: now_of(correction) for correction in corrections if correction.member_id})
    is_now = {row["member_id"]: standing(row) for row in read_list(meeting)}
    differing = {one for one in due.keys() | is_now.keys() if one not in due or is_now.get(one) != standing(due[one])}
    return [f"the list says something else of member {one} than the record and its corrections" for one in sorted(differing)]


def _minutes_faults(meeting: Meeting, frozen: dict[str, Any], corrections: list[Correction]) -> list[str]:
    rewritten = [json.loads(correction.detail)["asked"]["minutes"] for correction in corrections if correction.kind == "minutes"]
    due = [frozen["minutes"]["body"]] if frozen["minutes"] else []
    minutes = minutes_of(meeting.id)
    is_now = minutes.body if minutes else None
    return [] if is_now == next(reversed(due + rewritten), None) else ["the minutes are not those of the record and its corrections"]


def _photo_faults(meeting: Meeting, frozen: dict[str, Any]) -> list[str]:
    due = [photo["sha256"] for photo in frozen["photos"]]
    kept = list(db.session.scalars(select(Photo.sha256).where(Photo.meeting_id == meeting.id).order_by(Photo.id)))
    faults = [] if kept == due else ["the photos are not those of the record"]
    return faults + [f"photo {sha256[:12]} is missing or changed" for sha256 in due if not _is_whole(meeting.id, sha256)]


def _is_whole(meeting_id: int, sha256: str) -> bool:
    path = photo_path(meeting_id, sha256)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
