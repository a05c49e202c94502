"""Endpoints of reports: each kind on screen and as files that go at once."""

from collections.abc import Callable
from typing import Any

from flask import Response, g

from backend.core import clock
from backend.core.pages import Listing
from backend.core.shapes import PageQuery
from backend.core.web import Feature
from backend.ledger.models import POINTS
from backend.meetings.models import Meeting
from backend.meetings.views import note_view
from backend.permissions import looks_after_it, looks_after_somebody
from backend.reports import schemas
from backend.reports.kind import MEMBER, Kind, Question
from backend.reports.kinds import KINDS
from backend.reports.note_look import note_look_of
from backend.reports.points import rules_of_points
from backend.reports.queries import QUERIES, FileQuery, ReasonedFileQuery
from backend.reports.questions import ask
from backend.reports.run_schemas import KindsShape
from backend.reports.runs import REASON_ABOVE, keep_days
from backend.reports.sign_in_list import send_list
from backend.reports.stream import send_report
from backend.reports.write import FORMATS, keep_printable

reports = Feature("reports")
SHAPES: dict[str, tuple[Any, Any]] = {
    "study-hours": (schemas.StudyHoursShape, schemas.AsOf),
    "attendance": (schemas.AttendanceShape, schemas.AttendanceAsOf),
    "points": (schemas.PointsShape, schemas.PointsAsOf),
    "targets": (schemas.TargetsShape, schemas.TargetsAsOf),
    "hour-transfers": (schemas.HourTransfersShape, schemas.HourTransfersAsOf),
}
Handler = Callable[..., Any]


@reports.get("/reports", may=looks_after_somebody, gives=KindsShape)
def get_report_kinds() -> dict[str, Any]:
    """The reports there are, and what each can be asked by."""
    kinds = [{"kind": kind.name, **{name: getattr(kind, name) for name in ("zh", "en", "by", "filters")}} for kind in KINDS.values()]
    offered = [{**kind, "formats": FORMATS, "as_of": kind["kind"] != "attendance"} for kind in kinds]
    rules = [{"book": POINTS, "name": name} for name in rules_of_points()]
    return {"kinds": offered, "reason_above": REASON_ABOVE, "keep_days": keep_days(), "rules": rules}


def _listing(kind: Kind) -> Handler:
    shape, _ = SHAPES[kind.name]
    blank = dict.fromkeys(shape().fields)

    def list_rows(query: dict[str, Any]) -> Listing:
        question = ask(g.actor, kind, query)
        _note(kind, question, "report")
        keys, order = kind.keys(question)
        as_of = question.moment.instant if question.moment else clock.now()
        beside = {"as_of": as_of, "moment": question.moment and question.moment.say(), "columns": kind.columns(question.by)}
        return Listing(keys, by=order, shape=lambda rows: [{**blank, **item} for item in kind.items(question, _ids(rows))], beside=beside)

    return list_rows


def _download(kind: Kind, format: str) -> Handler:
    def download(query: dict[str, Any]) -> Response:
        said = {name: query.pop(name) for name in ("language", "reason")}
        question = ask(g.actor, kind, query)
        keep_printable(question, format)
        _note(kind, question, "file")
        return send_report(g.actor, kind, question, format=format, **said)

    return download


def _declare(kind: Kind) -> None:
    """A kind's addresses. Their endpoints are named after it: list_points, download_points_csv, …"""
    asked, name = type(QUERIES[kind.name]), kind.name.replace("-", "_")
    shape, beside = SHAPES[kind.name]
    on_screen = type(f"{asked.__name__}OnScreen", (asked, PageQuery), {})
    listing = _named(_listing(kind), f"list_{name}", f"{kind.en} on screen, for an organisation and a period.")
    reports.get(f"/reports/{kind.name}", may=looks_after_somebody, query=on_screen, lists=shape, beside=beside)(listing)
    as_file = type(f"{asked.__name__}AsFile", (asked, ReasonedFileQuery), {})
    for format in FORMATS:
        about = f"The same as {format.upper()}. That it was taken is written down, and shown to those in it."
        download = _named(_download(kind, format), f"download_{name}_{format}", about)
        reports.get(f"/reports/{kind.name}.{format}", may=looks_after_somebody, query=as_file)(download)


@reports.get("/reports/meetings/<int:meeting_id>/sign-ins.csv", may=looks_after_it, on=Meeting, query=FileQuery)
def download_sign_ins_csv(meeting: Meeting, query: dict[str, Any]) -> Response:
    """One meeting's list as CSV. That it was taken is kept, and shown to those on it."""
    note_view(meeting.id, g.actor.id, "file")
    return send_list(meeting, g.actor, format="csv", language=query["language"])


@reports.get("/reports/meetings/<int:meeting_id>/sign-ins.xlsx", may=looks_after_it, on=Meeting, query=FileQuery)
def download_sign_ins_xlsx(meeting: Meeting, query: dict[str, Any]) -> Response:
    """The same as XLSX."""
    note_view(meeting.id, g.actor.id, "file")
    return send_list(meeting, g.actor, format="xlsx", language=query["language"])


def _note(kind: Kind, question: Question, place: str) -> None:
    """That somebody looks at what members did at meetings, these members can see; written before anything is read."""
    if kind.name == "attendance" and question.by == MEMBER:
        note_look_of(question, viewer_id=g.actor.id, place=place)


def _ids(rows: Any) -> list[int]:
    return [row[0] for row in rows]


def _named(handler: Handler, name: str, about: str) -> Handler:
    handler.__name__, handler.__qualname__, handler.__doc__ = name, name, about
    return handler


for _kind in KINDS.values():
    _declare(_kind)
