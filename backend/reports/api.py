"""Endpoints of reports: the same query on screen and as files."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from flask import Response, g, stream_with_context
from sqlalchemy import Select

from backend.core import clock
from backend.core.db import db
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.meetings.models import Meeting
from backend.meetings.views import note_view
from backend.organisations.models import Organisation
from backend.permissions import looks_after_it, looks_after_somebody
from backend.reports import attendance, sign_in_list, study_hours
from backend.reports.attendances import Period
from backend.reports.files import CHUNK, Rows, Sheet, csv_file, xlsx_file
from backend.reports.note_look import note_look
from backend.reports.schemas import (
    AsOf,
    AttendanceAsOf,
    AttendanceFile,
    AttendanceQuery,
    AttendanceShape,
    FileQuery,
    StudyHoursFile,
    StudyHoursQuery,
    StudyHoursShape,
)

reports = Feature("reports")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reports.get("/reports/study-hours", may=looks_after_somebody, query=StudyHoursQuery, lists=StudyHoursShape, beside=AsOf)
def list_study_hours(query: dict[str, Any]) -> Listing:
    """Study hours by member for an organisation and a period."""
    return Listing(_study_hours(query), by=study_hours.ORDER, shape=list, beside={"as_of": clock.now()})


@reports.get("/reports/study-hours.csv", may=looks_after_somebody, query=StudyHoursFile)
def download_csv(query: dict[str, Any]) -> Response:
    """The same as CSV: opens right in Excel, ids stay text."""
    rows = study_hours.stream(_study_hours(query))
    return _csv(rows, study_hours.SHEET, query["language"], _named("study-hours", query))


@reports.get("/reports/study-hours.xlsx", may=looks_after_somebody, query=StudyHoursFile)
def download_xlsx(query: dict[str, Any]) -> Response:
    """The same as XLSX: hours are numbers, everything else is text."""
    rows = study_hours.stream(_study_hours(query))
    return _xlsx(rows, study_hours.SHEET, query["language"], _named("study-hours", query))


@reports.get("/reports/attendance", may=looks_after_somebody, query=AttendanceQuery, lists=AttendanceShape, beside=AttendanceAsOf)
def list_attendance(query: dict[str, Any]) -> Listing:
    """Attendance by branch for an organisation and a period, with the share of marks made by hand; or by member of one
    branch, who can see that it was looked at."""
    organisation, period, beside = _looked_after(query), _period(query), {"as_of": clock.now()}
    if query["by"] == "branch":
        branches = attendance.branches_of(organisation)
        return Listing(branches, by=attendance.BRANCH_ORDER, shape=lambda rows: attendance.by_branch(rows, period), beside=beside)
    branch = _one_branch(organisation, period, "report")
    members = attendance.members_of(branch, period)
    return Listing(members, by=attendance.MEMBER_ORDER, shape=lambda rows: attendance.by_member(rows, branch, period), beside=beside)


@reports.get("/reports/attendance.csv", may=looks_after_somebody, query=AttendanceFile)
def download_attendance_csv(query: dict[str, Any]) -> Response:
    """The same as CSV."""
    rows, sheet = _attendance(query)
    return _csv(rows, sheet, query["language"], _named("attendance", query))


@reports.get("/reports/attendance.xlsx", may=looks_after_somebody, query=AttendanceFile)
def download_attendance_xlsx(query: dict[str, Any]) -> Response:
    """The same as XLSX: counts and percentages are numbers."""
    rows, sheet = _attendance(query)
    return _xlsx(rows, sheet, query["language"], _named("attendance", query))


@reports.get("/reports/meetings/<int:meeting_id>/sign-ins.csv", may=looks_after_it, on=Meeting, query=FileQuery)
def download_sign_ins_csv(meeting: Meeting, query: dict[str, Any]) -> Response:
    """One meeting's list as CSV. That it was taken is kept, and shown to those on it."""
    rows = _sign_ins(meeting, query["language"])
    return _csv(rows, sign_in_list.SHEET, query["language"], _name_of(meeting))


@reports.get("/reports/meetings/<int:meeting_id>/sign-ins.xlsx", may=looks_after_it, on=Meeting, query=FileQuery)
def download_sign_ins_xlsx(meeting: Meeting, query: dict[str, Any]) -> Response:
    """The same as XLSX."""
    rows = _sign_ins(meeting, query["language"])
    return _xlsx(rows, sign_in_list.SHEET, query["language"], _name_of(meeting))


def _looked_after(query: dict[str, Any]) -> Organisation:
    organisation: Organisation = visible(Organisation, query["organisation"], g.actor)
    if not looks_after_it(g.actor, organisation):
        raise Refused("forbidden", "Reports are for those who look after the organisation.", status=403)
    return organisation


def _study_hours(query: dict[str, Any]) -> Select[Any]:
    return study_hours.study_hours(_looked_after(query), query["first_day"], query["last_day"])


def _period(query: dict[str, Any]) -> Period:
    return Period(query["first_day"], query["last_day"])


def _one_branch(organisation: Organisation, period: Period, place: str) -> Organisation:
    if not organisation.is_branch:
        raise Refused("not_a_branch", "Members are listed for one branch at a time.", status=422)
    note_look(organisation.id, period, viewer_id=g.actor.id, place=place)
    return organisation


def _attendance(query: dict[str, Any]) -> tuple[Rows, Sheet]:
    organisation, period = _looked_after(query), _period(query)
    if query["by"] == "branch":
        branches = attendance.branches_of(organisation)
        ids = branches.with_only_columns(Organisation.id)
        found = db.session.execute(branches.order_by(*attendance.BRANCH_ORDER)).all()
        return attendance.branch_cells(attendance.by_branch(found, period, among=ids)), attendance.BRANCH_SHEET
    branch = _one_branch(organisation, period, "file")
    members = db.session.execute(attendance.members_of(branch, period).order_by(*attendance.MEMBER_ORDER)).all()
    return attendance.member_cells(attendance.by_member(members, branch, period)), attendance.MEMBER_SHEET


def _sign_ins(meeting: Meeting, language: str) -> Rows:
    note_view(meeting.id, g.actor.id, "file")
    return sign_in_list.sign_in_list(meeting, g.actor, language)


def _csv(rows: Rows, sheet: Sheet, language: str, name: str) -> Response:
    pieces = stream_with_context(csv_file(rows, sheet, language=language, as_of=_say(clock.now())))
    return _download(Response(pieces, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _xlsx(rows: Rows, sheet: Sheet, language: str, name: str) -> Response:
    file = xlsx_file(rows, sheet, language=language, as_of=_say(clock.now()))
    return _download(Response(_pieces(file), content_type=XLSX), f"{name}.xlsx")


def _say(moment: datetime) -> str:
    return moment.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M:%S")


def _named(report: str, query: dict[str, Any]) -> str:
    return f"{report}-{query['first_day']}-{query['last_day']}"


def _name_of(meeting: Meeting) -> str:
    return f"sign-ins-{meeting.id}-{clock.day_of(meeting.starts_at)}"


def _download(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
