"""Endpoints of what stays of a meeting: closing, the record and its corrections, minutes, photos, hand-overs."""

from typing import Any

from flask import Response, g

from backend.core.pages import Listing
from backend.core.web import Feature
from backend.meetings.meeting_shape import MeetingDetail
from backend.meetings.models import Meeting
from backend.meetings.shape import shape_detail
from backend.meetings.views import note_view
from backend.organisations.models import Organisation
from backend.permissions import looks_after_it, looks_after_somebody
from backend.records import photos as keep
from backend.records.close import close
from backend.records.correct import correct
from backend.records.handover import handovers_below, read_handover, shape_handover, take_over
from backend.records.minutes import read_minutes, save_minutes
from backend.records.record import corrections_below, corrections_of_meeting, read_record, shape_correction
from backend.records.schemas import (
    Closing,
    CorrectionShape,
    CorrectionsQuery,
    HandoverNote,
    HandoverNow,
    HandoverShape,
    MinutesQuery,
    MinutesShape,
    MinutesText,
    NewCorrection,
    PhotoCaption,
    PhotoFile,
    PhotoShape,
    RecordShape,
)

records = Feature("records")


@records.put("/meetings/<int:meeting_id>/closing", may=looks_after_it, on=Meeting, takes=Closing, gives=MeetingDetail)
def close_meeting(meeting: Meeting, closing: dict[str, Any]) -> dict[str, Any]:
    """End signing in, for good: list, minutes and photo hashes are frozen into one record."""
    close(meeting, g.actor.id, **closing)
    return shape_detail(meeting, g.actor)


@records.get("/meetings/<int:meeting_id>/record", may=looks_after_it, on=Meeting, gives=RecordShape)
def get_record(meeting: Meeting) -> dict[str, Any]:
    """The record, its corrections, and the claims that still wait. That it was looked at is kept."""
    note_view(meeting.id, g.actor.id, "record")
    return read_record(meeting)


@records.post(
    "/meetings/<int:meeting_id>/corrections", may=looks_after_it, on=Meeting, takes=NewCorrection, gives=CorrectionShape, status=201
)
def correct_record(meeting: Meeting, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Change a closed meeting, with a reason that the level above reads. Hours and points follow the list."""
    kind, reason = body.pop("kind"), body.pop("reason")
    correction, first = correct(meeting, g.actor, kind=kind, reason=reason, asked=body)
    return shape_correction(correction), 201 if first else 200


@records.get("/meetings/<int:meeting_id>/corrections", may=looks_after_it, on=Meeting, lists=CorrectionShape)
def list_meeting_corrections(meeting: Meeting) -> Listing:
    """What was corrected, in the order in which it was."""
    return corrections_of_meeting(meeting)


@records.get("/corrections", may=looks_after_somebody, query=CorrectionsQuery, lists=CorrectionShape)
def list_corrections(query: dict[str, Any]) -> Listing:
    """Every correction below, the latest first: what the level above looks at."""
    return corrections_below(query["organisation"], g.actor)


@records.get("/meetings/<int:meeting_id>/minutes", may=looks_after_it, on=Meeting, query=MinutesQuery, gives=MinutesShape)
def get_minutes(meeting: Meeting, query: dict[str, Any]) -> dict[str, Any]:
    """The minutes as they stand, and a first draft to begin with."""
    return read_minutes(meeting, g.actor, query["language"])


@records.put("/meetings/<int:meeting_id>/minutes", may=looks_after_it, on=Meeting, takes=MinutesText, gives=MinutesShape)
def put_minutes(meeting: Meeting, text: dict[str, Any]) -> dict[str, Any]:
    """Save the minutes over the version that was read; where another stands by now, nothing is lost and both are looked at."""
    save_minutes(meeting, g.actor, **text)
    return read_minutes(meeting, g.actor, "zh")


@records.post(
    "/meetings/<int:meeting_id>/photos",
    may=looks_after_it,
    on=Meeting,
    files=PhotoFile,
    form=PhotoCaption,
    gives=PhotoShape,
    status=201,
)
def add_photo(meeting: Meeting, files: dict[str, Any], form: dict[str, Any]) -> tuple[Any, int]:
    """Add a photo (JPEG, PNG, WebP). It is made anew from its pixels: place, camera and all else that was in the file are gone."""
    photo, first = keep.add_photo(meeting, g.actor, files["file"].stream, form["caption"])
    return photo, 201 if first else 200


@records.get("/meetings/<int:meeting_id>/photos", may=looks_after_it, on=Meeting, lists=PhotoShape)
def list_photos(meeting: Meeting) -> Listing:
    """The photos of a meeting."""
    return keep.photos_of(meeting)


@records.get("/meetings/<int:meeting_id>/photos/<int:photo_id>", may=looks_after_it, on=Meeting)
def get_photo(meeting: Meeting, photo_id: int) -> Response:
    """One photo, as JPEG."""
    return keep.show_photo(meeting, photo_id)


@records.patch("/meetings/<int:meeting_id>/photos/<int:photo_id>", may=looks_after_it, on=Meeting, takes=PhotoCaption, gives=PhotoShape)
def caption_photo(meeting: Meeting, body: dict[str, Any], photo_id: int) -> Any:
    """Say what is on the photo, while the meeting is open."""
    return keep.change_caption(meeting, photo_id, body["caption"])


@records.delete("/meetings/<int:meeting_id>/photos/<int:photo_id>", may=looks_after_it, on=Meeting, status=204)
def remove_photo(meeting: Meeting, photo_id: int) -> None:
    """Take a photo away, while the meeting is open."""
    keep.remove_photo(meeting, photo_id)


@records.get("/organisations/<int:organisation_id>/handover", may=looks_after_it, on=Organisation, gives=HandoverNow)
def get_handover(organisation: Organisation) -> dict[str, Any]:
    """What is open here, and whether the asker, as the new secretary, has it to take over."""
    return read_handover(organisation, g.actor)


@records.post(
    "/organisations/<int:organisation_id>/handovers",
    may=looks_after_it,
    on=Organisation,
    takes=HandoverNote,
    gives=HandoverShape,
    status=201,
)
def hand_over(organisation: Organisation, body: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Take over as the new secretary: what is open that day is kept as it is."""
    handover, first = take_over(organisation, g.actor, body["note"])
    return shape_handover(handover), 201 if first else 200


@records.get("/organisations/<int:organisation_id>/handovers", may=looks_after_it, on=Organisation, lists=HandoverShape)
def list_handovers(organisation: Organisation) -> Listing:
    """The hand-overs of a subtree, the latest first."""
    return handovers_below(organisation)
