"""xAPI statements (1.0.3) about completed lessons and certificates.

Ids are computed (UUID 5) from what a statement is about, so that the same event is the same statement however often it is
sent. The actor is an account of this deployment under an opaque name: no names, no card numbers.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from backend.certificates.models import Certificate
from backend.core.config import settings
from backend.core.keys import signature

VERSION = "1.0.3"
NAMESPACE = UUID("6f0e6a0a-6c0f-5d5c-9d5e-0f5b7c0a4b51")
COMPLETED = {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": "completed", "zh-CN": "完成"}}
EARNED = {"id": "http://id.tincanapi.com/verb/earned", "display": {"en": "earned", "zh-CN": "获得"}}
VOIDED = {"id": "http://adlnet.gov/expapi/verbs/voided", "display": {"en": "voided", "zh-CN": "作废"}}
LESSON = "http://adlnet.gov/expapi/activities/lesson"
COURSE = "http://adlnet.gov/expapi/activities/course"
CERTIFICATE = "https://www.opigno.org/en/tincan_registry/activity_type/certificate"


def lesson_statement(row: Any) -> dict[str, Any]:
    """A completed lesson: member_id, lesson_id, title, course_id, course_title, counted_ms, completed_at."""
    course = _activity("courses", row.course_id, COURSE, row.course_title)
    return {
        "id": statement_id("lesson", row.member_id, row.lesson_id),
        "actor": _actor(row.member_id),
        "verb": COMPLETED,
        "object": _activity("lessons", row.lesson_id, LESSON, row.title),
        "result": {"completion": True, "duration": duration(row.counted_ms // 1000)},
        "context": {"platform": settings().name_en, "contextActivities": {"parent": [course]}},
        "timestamp": _instant(row.completed_at),
        "version": VERSION,
    }


def certificate_statement(certificate: Certificate) -> dict[str, Any]:
    """A certificate; that of a year says whether the target was met."""
    met = {} if certificate.target_met is None else {"success": certificate.target_met}
    about: dict[str, Any] = {"context": {"platform": settings().name_en}}
    if certificate.course_id:
        about["context"]["contextActivities"] = {"parent": [_activity("courses", certificate.course_id, COURSE, certificate.title)]}
    return {
        "id": statement_id("certificate", certificate.member_id, certificate.id),
        "actor": _actor(certificate.member_id),
        "verb": EARNED,
        "object": _activity("V", certificate.code, CERTIFICATE, certificate.title),
        "result": {"completion": True, "duration": duration(certificate.seconds), **met},
        **about,
        "timestamp": _instant(certificate.issued_at),
        "version": VERSION,
    }


def voiding_statement(certificate: Certificate) -> dict[str, Any]:
    """A withdrawn certificate voids what was said of it."""
    assert certificate.withdrawn_at is not None
    return {
        "id": statement_id("voided", certificate.member_id, certificate.id),
        "actor": {"objectType": "Agent", "account": {"homePage": _home(), "name": "muster"}},
        "verb": VOIDED,
        "object": {"objectType": "StatementRef", "id": statement_id("certificate", certificate.member_id, certificate.id)},
        "timestamp": _instant(certificate.withdrawn_at),
        "version": VERSION,
    }


def statement_id(kind: str, member_id: int, source_id: int) -> str:
    return str(uuid5(NAMESPACE, f"{_home()}|{kind}|{member_id}|{source_id}"))


def duration(seconds: int) -> str:
    """ISO 8601: PT1H5M9S."""
    hours, minutes, rest = seconds // 3600, seconds % 3600 // 60, seconds % 60
    return "PT" + "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number) + f"{rest}S"


def _actor(member_id: int) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": _home(), "name": signature("xapi", str(member_id))}}


def _activity(place: str, key: int | str, kind: str, title: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": f"{_home()}/{place}/{key}",
        "definition": {"type": kind, "name": {"zh-CN": title}},
    }


def _home() -> str:
    return settings().public_url.rstrip("/")


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
