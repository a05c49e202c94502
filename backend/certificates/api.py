"""Endpoints: certificates of a course or a year's hours, which anybody can verify."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g
from sqlalchemy import exists, func, literal, select

from backend.certificates.draw import certificate_pdf
from backend.certificates.issue import finished_courses, issue_for_course, issue_for_year
from backend.certificates.models import Certificate
from backend.certificates.schemas import CanIssue, CertificateRequest, CertificateShape, DocumentQuery, VerifiedShape, Withdrawal
from backend.certificates.verify import find, shape_verified
from backend.certificates.words import words_of
from backend.core import clock
from backend.core.db import db
from backend.core.errors import NotFound, Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.courses.models import Course
from backend.ledger.models import HOURS, Balance
from backend.members.models import Member, lock_member
from backend.permissions import any_member, anyone, looks_after_anothers, looks_after_it

certificates = Feature("certificates")
YEAR_LENGTH = 4


@certificates.post("/me/certificates", may=any_member, takes=CertificateRequest, gives=CertificateShape, status=201)
def issue(asked: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """My certificate of a course that I have finished, or of a year's hours. Asked again, it is the same one."""
    if "course_id" in asked:
        certificate, first = issue_for_course(g.actor, visible(Course, asked["course_id"], g.actor))
    else:
        certificate, first = issue_for_year(g.actor, asked["year"])
    return _shape(certificate), 201 if first else 200


@certificates.get("/me/certificates", may=any_member, lists=CertificateShape)
def list_my_certificates() -> Listing:
    """My certificates, the latest first."""
    return _listed(g.actor.id)


@certificates.get("/me/certificates/possible", may=any_member, gives=CanIssue)
def get_possible() -> dict[str, Any]:
    """What a certificate could be issued for: finished courses without one, and years with hours that none says yet."""
    held = select(Certificate.course_id).where(Certificate.member_id == g.actor.id, Certificate.course_id.is_not(None))
    finished = finished_courses(g.actor.id).subquery()
    courses = select(Course.id, Course.title.label("name")).join(finished, finished.c.course_id == Course.id)
    rows = db.session.execute(courses.where(Course.id.not_in(held)).order_by(finished.c.completed_at.desc(), Course.id).limit(100)).all()
    return {"courses": rows, "years": _years_to_certify(g.actor.id)}


@certificates.get("/members/<int:member_id>/certificates", may=looks_after_it, on=Member, lists=CertificateShape)
def list_certificates(member: Member) -> Listing:
    """A member's certificates."""
    return _listed(member.id)


@certificates.put(
    "/certificates/<int:certificate_id>/withdrawal", may=looks_after_anothers, on=Certificate, takes=Withdrawal, gives=CertificateShape
)
def withdraw_certificate(certificate: Certificate, body: dict[str, Any]) -> dict[str, Any]:
    """Withdraw a certificate, with a reason; whoever verifies it sees so at once. A second time changes nothing."""
    lock_member(certificate.member_id)
    db.session.refresh(certificate)
    if certificate.withdrawn_by is None:
        certificate.withdrawn_at, certificate.withdrawn_by = certificate.withdrawn_at or clock.now(), g.actor.id
        certificate.withdrawn_reason = body["reason"]
    return _shape(certificate)


@certificates.get("/certificates/<code>", may=anyone, gives=VerifiedShape)
def verify_certificate(code: str) -> dict[str, Any]:
    """Is this certificate genuine, and does it still hold? For anybody who has its code."""
    return shape_verified(find(code))


@certificates.get("/certificates/<code>/document.pdf", may=any_member, query=DocumentQuery)
def download_document(query: dict[str, Any], code: str) -> Response:
    """The certificate as a PDF, for its holder."""
    certificate = find(code)
    if certificate.member_id != g.actor.id:
        raise NotFound
    if certificate.withdrawn_at:
        raise Refused("certificate_withdrawn", "It does not hold any more: issue a new one.")
    answer = Response(certificate_pdf(certificate, words_of(certificate, query["language"])), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="certificate-{certificate.code[:5]}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _listed(member_id: int) -> Listing:
    theirs = select(Certificate).where(Certificate.member_id == member_id)
    return Listing(theirs, by=(Certificate.id.desc(),), shape=_shape_rows)


def _years_to_certify(member_id: int) -> list[int]:
    """Years with hours that no certificate of mine says already."""
    same = (
        Certificate.member_id == member_id,
        Certificate.about == literal("year/") + Balance.period,
        Certificate.seconds == Balance.amount,
    )
    said = exists().where(*same, Certificate.withdrawn_at.is_(None))
    years = (Balance.member_id == member_id, Balance.book == HOURS, Balance.amount > 0, func.length(Balance.period) == YEAR_LENGTH)
    return [int(period) for period in db.session.scalars(select(Balance.period).where(*years, ~said).order_by(Balance.period.desc()))]


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [_shape(row[0]) for row in rows]


def _shape(certificate: Certificate) -> dict[str, Any]:
    own = ("id", "code", "name", "course_id", "branch_name", "withdrawn_reason")
    can = ["withdraw_certificate"] if certificate.withdrawn_at is None and looks_after_anothers(g.actor, certificate) else []
    return {**shape_verified(certificate), **{name: getattr(certificate, name) for name in own}, "can": can}
