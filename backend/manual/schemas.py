"""The shapes of what is booked by hand: asked for, shown, decided, limited."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, id_in_query
from backend.ledger.models import HOURS, POINTS
from backend.manual.models import STATES

DECISIONS = ("approve", "decline")
KINDS = ("award", "reversal")
MOST = 100_000


def _not_nothing(amount: int) -> None:
    if amount == 0:
        raise ValidationError("Some points are given or taken.")


class NewReversal(Shape):
    operation_id = fields.UUID(required=True, metadata={"description": "Made by the client; sent again, it asks for nothing again."})
    reason = Line(200, 2, required=True)
    document = Line(60, load_default=None, allow_none=True, metadata={"description": "The number of the paper that it rests on."})


class NewAward(NewReversal):
    amount = fields.Integer(required=True, strict=True, validate=[validate.Range(-MOST, MOST), _not_nothing])
    day = fields.Date(load_default=None, allow_none=True, metadata={"description": "The day it counts on; today where none is named."})


class ManualAwardShape(Shape):
    id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    book = fields.String(required=True, validate=validate.OneOf((HOURS, POINTS)))
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    amount = fields.Integer(required=True, metadata={"description": "What it adds: seconds or points, below nothing if it takes."})
    day = fields.Date(required=True)
    entry_id = fields.Integer(required=True, allow_none=True, metadata={"description": "The entry that it takes back."})
    title = fields.String(required=True, allow_none=True, metadata={"description": "What that entry was for."})
    reason = fields.String(required=True)
    document = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    asked_by = fields.Nested(Named, required=True)
    asked_at = Instant(required=True)
    decided_by = fields.Nested(Named, required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    decision_reason = fields.String(required=True, allow_none=True)
    booked_id = fields.Integer(required=True, allow_none=True, metadata={"description": "The entry that came of it."})
    can = fields.List(fields.String(), required=True)


class AwardsQuery(PageQuery):
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    member = id_in_query(load_default=None)
    entry = id_in_query(load_default=None, metadata={"description": "What takes this entry back, or what it came of."})
    to_decide = fields.Boolean(load_default=False, metadata={"description": "Only what waits for my decision."})


class AwardsToDecide(Shape):
    to_decide = fields.Integer(required=True, metadata={"description": "How many wait for my decision, in all."})


class AwardDecision(Shape):
    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    reason = Line(200, 2, load_default=None, allow_none=True)


class ManualLimitPlan(Shape):
    from_day = fields.Date(required=True)
    most_per_award = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST))
    most_per_year = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST))

    @validates_schema(skip_on_field_errors=True)
    def check_order(self, plan: dict[str, Any], **_: Any) -> None:
        if plan["most_per_year"] < plan["most_per_award"]:
            raise ValidationError("A year takes no less than one award.", "most_per_year")


class ManualLimitShape(Shape):
    id = fields.Integer(required=True)
    from_day = fields.Date(required=True, metadata={"description": "In force from this day until a later row's."})
    most_per_award = fields.Integer(required=True)
    most_per_year = fields.Integer(required=True)
