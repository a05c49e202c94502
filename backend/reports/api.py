"""Endpoints of reports: the same query on screen and as files."""

from collections.abc import Iterator
from typing import IO, Any

from flask import Response, g, stream_with_context
from sqlalchemy import Select

from backend.core import clock
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.core.web import Feature, visible
from backend.organisations.models import Organisation
from backend.permissions import looks_after_it, looks_after_somebody
from backend.reports.files import CHUNK, csv_file, xlsx_file
from backend.reports.schemas import AsOf, StudyHoursFile, StudyHoursQuery, StudyHoursShape
from backend.reports.study_hours import ORDER, stream, study_hours

reports = Feature("reports")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reports.get("/reports/study-hours", may=looks_after_somebody, query=StudyHoursQuery, lists=StudyHoursShape, beside=AsOf)
def list_study_hours(query: dict[str, Any]) -> Listing:
    """Study hours by member for an organisation and a period."""
    return Listing(_select(query), by=ORDER, shape=list, beside={"as_of": clock.now()})


@reports.get("/reports/study-hours.csv", may=looks_after_somebody, query=StudyHoursFile)
def download_csv(query: dict[str, Any]) -> Response:
    """The same as CSV: opens right in Excel, ids stay text."""
    rows = stream(_select(query))
    pieces = stream_with_context(csv_file(rows, language=query["language"], as_of=_as_of()))
    return _download(Response(pieces, content_type="text/csv; charset=utf-8"), query, "csv")


@reports.get("/reports/study-hours.xlsx", may=looks_after_somebody, query=StudyHoursFile)
def download_xlsx(query: dict[str, Any]) -> Response:
    """The same as XLSX: hours are numbers, everything else is text."""
    file = xlsx_file(stream(_select(query)), language=query["language"], as_of=_as_of())
    return _download(Response(_pieces(file), content_type=XLSX), query, "xlsx")


def _select(query: dict[str, Any]) -> Select[Any]:
    organisation = visible(Organisation, query["organisation"], g.actor)
    if not looks_after_it(g.actor, organisation):
        raise Refused("forbidden", "Reports are for those who look after the organisation.", status=403)
    return study_hours(organisation, query["first_day"], query["last_day"])


def _as_of() -> str:
    return clock.now().astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M:%S")


def _download(answer: Response, query: dict[str, Any], ending: str) -> Response:
    name = f"study-hours-{query['first_day']}-{query['last_day']}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
