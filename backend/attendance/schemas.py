"""The shapes of the member's own attendance."""

from marshmallow import fields, validate

from backend.attendance.standing import STANDINGS
from backend.core.shapes import Instant, Shape
from backend.meetings.sign_ins import ASSURANCES, METHODS
from backend.meetings.views import PLACES
from backend.members.models import ROLES


class YearQuery(Shape):
    year = fields.Integer(load_default=None, validate=validate.Range(2000, 2100), metadata={"description": "Without one, this year."})


class AttendanceTotals(Shape):
    """`expected` is the sum of the standings; `left_early` counts among those on time or late."""

    expected = fields.Integer(required=True)
    on_time = fields.Integer(required=True)
    late = fields.Integer(required=True)
    absent = fields.Integer(required=True)
    on_leave = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    upcoming = fields.Integer(required=True)
    left_early = fields.Integer(required=True)


class AttendedMeeting(Shape):
    id = fields.Integer(required=True)
    title = fields.String(required=True)
    theme = fields.String(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    place = fields.String(required=True)
    standing = fields.String(required=True, validate=validate.OneOf(STANDINGS))
    left_early = fields.Boolean(required=True)
    signed_in_at = Instant(required=True, allow_none=True)
    signed_out_at = Instant(required=True, allow_none=True)
    method = fields.String(required=True, allow_none=True, validate=validate.OneOf(METHODS))
    assurance = fields.String(required=True, allow_none=True, validate=validate.OneOf(ASSURANCES))
    corrected = fields.Boolean(required=True, metadata={"description": "The record was corrected about me after closing."})


class MyAttendance(Shape):
    year = fields.Integer(required=True)
    totals = fields.Nested(AttendanceTotals, required=True)
    seconds = fields.Integer(required=True, metadata={"description": "Hours that meetings brought, by the ledger."})
    meetings = fields.List(fields.Nested(AttendedMeeting), required=True)


class HeldRole(Shape):
    kind = fields.String(required=True, validate=validate.OneOf((*ROLES, "helper")))
    organisation = fields.String(required=True, allow_none=True)


class AttendanceTraceShape(Shape):
    at = Instant(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("look", "change")))
    word = fields.String(
        required=True, metadata={"description": f"Of a look, the place: {', '.join(PLACES)}. Of a change, the deed: marked_by_hand, …"}
    )
    about = fields.String(required=True, metadata={"description": "The meeting's title, of a mark by hand with its reason."})
    meeting_id = fields.Integer(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True, metadata={"description": "Nobody, where the server did it."})
    roles = fields.List(fields.Nested(HeldRole), required=True, metadata={"description": "Held on that day."})


class CalendarLink(Shape):
    url = fields.String(required=True, allow_none=True, metadata={"description": "A secret of mine; none while there is no link."})
