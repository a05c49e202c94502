"""The shapes of disputes: opened, shown, answered."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.core.shapes import Instant, Line, Named, PageQuery, Shape, id_field, id_in_query
from backend.disputes.models import CORRECTIONS, KINDS, LONGEST_WORDS, OUTCOMES, SHORTEST_WORDS, STATES
from backend.ledger.models import HOURS, POINTS

SHOWN = ("to_answer", "open", "answered")
MOST_POINTS = 10_000


class NewDispute(Shape):
    operation_id = fields.UUID(required=True, metadata={"description": "Made by the client; sent again, it opens nothing again."})
    entry_id = id_field(load_default=None, allow_none=True, metadata={"description": "The entry that is wrong; none where one is missing."})
    book = fields.String(load_default=POINTS, validate=validate.OneOf((HOURS, POINTS)), metadata={"description": "Of the missing entry."})
    day = fields.Date(load_default=None, allow_none=True, metadata={"description": "Of the missing entry."})
    title = Line(200, load_default="", metadata={"description": "What the missing entry was for."})
    words = Line(LONGEST_WORDS, SHORTEST_WORDS, required=True)

    @validates_schema(skip_on_field_errors=True)
    def check_missing(self, said: dict[str, Any], **options: Any) -> None:
        if said.get("entry_id") is None and said.get("day") is None:
            raise ValidationError("Name the day of the missing entry.", "day")
        if said.get("entry_id") is None and len(said.get("title", "")) < 2:
            raise ValidationError("Say what it was for.", "title")


class DisputeAnswerShape(Shape):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    correction = fields.String(required=True, allow_none=True, validate=validate.OneOf(CORRECTIONS))
    award_id = fields.Integer(required=True, allow_none=True, metadata={"description": "What a second person decides on, if anything."})
    sentence = fields.String(required=True)
    answered_by = fields.Nested(Named, required=True, attribute="answerer")
    organisation = fields.Nested(Named, required=True)
    answered_at = Instant(required=True)


class DisputedEntry(Shape):
    id = fields.Integer(required=True)
    amount = fields.Integer(required=True)
    rule = fields.String(required=True)


class DisputeTurnShape(Shape):
    organisation = fields.Nested(Named, required=True)
    from_day = fields.Date(required=True)
    due_on = fields.Date(required=True)


class DisputeTurnNow(DisputeTurnShape):
    days_left = fields.Integer(required=True, metadata={"description": "0 on the last day; below nothing where nobody is left above."})


class DisputeShape(Shape):
    id = fields.Integer(required=True)
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    book = fields.String(required=True, validate=validate.OneOf((HOURS, POINTS)))
    entry = fields.Nested(DisputedEntry, required=True, allow_none=True)
    day = fields.Date(required=True)
    title = fields.String(required=True)
    words = fields.String(required=True)
    words_again = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    version = fields.Integer(required=True)
    opened_at = Instant(required=True)
    turn = fields.Nested(DisputeTurnNow, required=True, allow_none=True, metadata={"description": "Before whom it waits now."})
    then = fields.Nested(DisputeTurnShape, required=True, allow_none=True, metadata={"description": "Where it rises if unanswered."})
    rose = fields.Boolean(required=True, metadata={"description": "Has a level below left it unanswered?"})
    answers = fields.List(fields.Nested(DisputeAnswerShape), required=True)
    answers_before = fields.Integer(required=True, metadata={"description": "How many of them came before `words_again`."})
    can = fields.List(fields.String(), required=True)


class MyDisputesQuery(PageQuery):
    entry = id_in_query(load_default=None, metadata={"description": "Only those about this entry."})


class Promise(Shape):
    answer_days = fields.Integer(required=True, metadata={"description": "Within so many days each level answers."})
    most_open = fields.Integer(required=True, metadata={"description": "So many may wait at a time."})


class DisputesQuery(PageQuery):
    show = fields.String(load_default="to_answer", validate=validate.OneOf(SHOWN))


class ToAnswer(Shape):
    to_answer = fields.Integer(required=True, metadata={"description": "How many wait for my answer, in all."})


class RaisedAgain(Shape):
    words = Line(LONGEST_WORDS, SHORTEST_WORDS, required=True)


class NewAnswer(Shape):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    sentence = Line(300, 2, required=True)
    correction = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(CORRECTIONS))
    amount = fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        validate=[validate.Range(-MOST_POINTS, MOST_POINTS), validate.NoneOf([0])],
        metadata={"description": "Points, with an award."},
    )
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))

    @validates_schema(skip_on_field_errors=True)
    def check_correction(self, said: dict[str, Any], **options: Any) -> None:
        if (said["outcome"] == "corrected") != (said.get("correction") is not None):
            raise ValidationError("Say how it was corrected, and only then.", "correction")
        if (said.get("correction") == "award") != (said.get("amount") is not None):
            raise ValidationError("Name the points of an award, and of nothing else.", "amount")
