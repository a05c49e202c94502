"""The shapes of the ledger: an entry with all that stands behind it, a figure by its rules, closings."""

from marshmallow import fields, validate

from backend.core.shapes import Instant, Named, Shape
from backend.ledger.entries import EntriesQuery, OneEntryShape
from backend.ledger.models import HOURS, POINTS
from backend.ledger.periods import TO_CLOSE, named_period

BOOKS = (HOURS, POINTS)


class BookQuery(Shape):
    book = fields.String(load_default=POINTS, validate=validate.OneOf(BOOKS))
    period = fields.String(load_default="all", validate=named_period)


class MemberEntriesQuery(EntriesQuery):
    book = fields.String(load_default=POINTS, validate=validate.OneOf(BOOKS))


class EntryOfMember(OneEntryShape):
    member = fields.Nested(Named, required=True)


class RuleOfEntry(Shape):
    name = fields.String(required=True)
    version = fields.Integer(required=True)
    from_day = fields.Date(required=True, allow_none=True)
    amount = fields.Integer(required=True, allow_none=True)
    daily_cap = fields.Integer(required=True, allow_none=True)
    weekly_cap = fields.Integer(required=True, allow_none=True)
    yearly_cap = fields.Integer(required=True, allow_none=True)


class SourceOfEntry(Shape):
    kind = fields.String(required=True, metadata={"description": "sign_in, study_day, lesson, outside_study, manual, reversal."})
    id = fields.String(required=True)


class ShortEntry(Shape):
    id = fields.Integer(required=True)
    day = fields.Date(required=True)
    amount = fields.Integer(required=True)
    title = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)


class ClosingOfEntry(Shape):
    id = fields.Integer(required=True)
    period = fields.String(required=True)
    closed_at = Instant(required=True)
    late = fields.Boolean(required=True, metadata={"description": "Booked after that close."})


class EntryFacts(ShortEntry):
    book = fields.String(required=True, validate=validate.OneOf(BOOKS))
    member = fields.Nested(Named, required=True)
    branch = fields.Nested(Named, required=True, metadata={"description": "Where the member belonged when it was booked."})
    rule = fields.Nested(RuleOfEntry, required=True)
    source = fields.Nested(SourceOfEntry, required=True)
    actor = fields.Nested(Named, required=True, allow_none=True)
    reverses = fields.Nested(ShortEntry, required=True, allow_none=True)
    reversed_by = fields.Nested(ShortEntry, required=True, allow_none=True)
    closings = fields.List(fields.Nested(ClosingOfEntry), required=True)
    can = fields.List(fields.String(), required=True)


class SumOfRule(Shape):
    rule = fields.String(required=True)
    amount = fields.Integer(required=True)
    entry_count = fields.Integer(required=True)


class SumsOfMember(Shape):
    member = fields.Nested(Named, required=True)
    book = fields.String(required=True)
    period = fields.String(required=True)
    amount = fields.Integer(required=True, metadata={"description": "The figure that every page shows; its rules add up to it."})
    rules = fields.List(fields.Nested(SumOfRule), required=True)


class PeriodToClose(Shape):
    period = fields.String(required=True, validate=validate.Regexp(TO_CLOSE), metadata={"description": "2026-10 or 2026."})


class Totals(Shape):
    hours = fields.Integer(required=True, metadata={"description": "Seconds."})
    points = fields.Integer(required=True)


class PeriodClosing(Shape):
    id = fields.Integer(required=True)
    period = fields.String(required=True)
    position = fields.Integer(required=True, metadata={"description": "The entry up to which the books were read."})
    entry_count = fields.Integer(required=True)
    totals = fields.Nested(Totals, required=True)
    digest = fields.String(required=True, metadata={"description": "SHA-256 over every entry and the closing before."})
    closed_at = Instant(required=True)
    closed_by = fields.Nested(Named, required=True, allow_none=True, metadata={"description": "Nobody: by the command line."})


class NextToClose(Shape):
    next_month = fields.String(required=True, allow_none=True)
    next_year = fields.String(required=True, allow_none=True)
