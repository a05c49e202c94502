"""The shapes of certificates: asked for, shown to the holder, shown to anybody who verifies one."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from backend.certificates.models import KINDS
from backend.core.shapes import Instant, Line, Named, Shape, id_field

STATES = ("valid", "withdrawn")
REASONS = ("replaced", "hours_corrected", "withdrawn")


class CertificateRequest(Shape):
    course_id = id_field()
    year = fields.Integer(strict=True, validate=validate.Range(2000, 2999))

    @validates_schema(skip_on_field_errors=True)
    def check_one(self, asked: dict[str, Any], **_: Any) -> None:
        if len(asked) != 1:
            raise ValidationError("Name a course or a year.", "course_id")


class VerifiedShape(Shape):
    """What anybody with the code may know. The name is masked."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = fields.String(required=True, metadata={"description": "The course; of a year, its number."})
    name = fields.String(required=True, metadata={"description": "Masked: 王*明."})
    year = fields.Integer(required=True, allow_none=True)
    day = fields.Date(required=True, metadata={"description": "The day whose figures these are."})
    seconds = fields.Integer(required=True)
    study_seconds = fields.Integer(required=True)
    meeting_seconds = fields.Integer(required=True)
    outside_seconds = fields.Integer(required=True)
    target_seconds = fields.Integer(required=True, allow_none=True)
    target_met = fields.Boolean(required=True, allow_none=True)
    issued_at = Instant(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    why = fields.String(required=True, allow_none=True, validate=validate.OneOf(REASONS))


class CertificateShape(VerifiedShape):
    id = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    course_id = fields.Integer(required=True, allow_none=True)
    branch_name = fields.String(required=True)
    withdrawn_reason = fields.String(required=True, allow_none=True)
    can = fields.List(fields.String(), required=True)


class CanIssue(Shape):
    """What is finished and has no certificate yet."""

    courses = fields.List(fields.Nested(Named), required=True)
    years = fields.List(fields.Integer(), required=True)


class Withdrawal(Shape):
    reason = Line(200, 2, required=True)


class DocumentQuery(Shape):
    language = fields.String(load_default="zh", validate=validate.OneOf(("zh", "en")))
