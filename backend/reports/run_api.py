"""Endpoints of report runs: files made in the background, and the log of everything that was taken out."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, send_file
from sqlalchemy import select

from backend.core import clock
from backend.core.errors import Refused
from backend.core.pages import Listing
from backend.organisations.models import Organisation
from backend.organisations.tree import within
from backend.permissions import administers_it, asked_for_it_and_looks_after_it, is_the_members_own, looks_after_somebody
from backend.reports.api import reports
from backend.reports.expire import take_away
from backend.reports.make_file import file_of
from backend.reports.models import UNDER_WAY, ReportRun
from backend.reports.run_schemas import ExportShape, RunQuery, RunRequest, RunShape
from backend.reports.runs import begin_run, shape_run
from backend.reports.stream import TYPES

__all__ = ("reports",)


@reports.post("/report-runs", may=looks_after_somebody, takes=RunRequest, gives=RunShape, status=201)
def begin_report_run(body: dict[str, Any]) -> dict[str, Any]:
    """Have a report made as a file. Those who are in it can see that, and why."""
    operation_id = str(body.pop("operation_id"))
    return shape_run(begin_run(g.actor, body.pop("kind"), body.pop("query"), operation_id=operation_id, **body))


@reports.get("/report-runs", may=looks_after_somebody, query=RunQuery, lists=RunShape)
def list_report_runs(query: dict[str, Any]) -> Listing:
    """My files, the newest first."""
    mine = ReportRun.visible_to(g.actor)
    return Listing(mine if query["streamed"] else mine.where(~ReportRun.streamed), by=(ReportRun.id.desc(),), shape=_shape_rows)


@reports.get("/report-runs/<int:reportrun_id>", may=is_the_members_own, on=ReportRun, gives=RunShape)
def get_report_run(run: ReportRun) -> dict[str, Any]:
    """How far it is."""
    return shape_run(run)


@reports.delete("/report-runs/<int:reportrun_id>", may=is_the_members_own, on=ReportRun, status=204)
def drop_report_run(run: ReportRun) -> None:
    """Stop making it, or take its file away. That it was asked for stays in the log."""
    if run.state in UNDER_WAY and not run.streamed:
        run.state, run.finished_at = "cancelled", clock.now()
    elif run.state == "ready" and not run.streamed:
        take_away(run)


@reports.get("/report-runs/<int:reportrun_id>/file", may=asked_for_it_and_looks_after_it, on=ReportRun)
def download_report_run(run: ReportRun) -> Response:
    """Its file, as often as needed until it expires; in parts, too."""
    if run.state in UNDER_WAY and not run.streamed:
        raise Refused("not_ready", "The file is still being made.")
    path = file_of(run)
    if run.state != "ready" or run.streamed or not path.exists():
        raise Refused("file_gone", "There is no file any more: have it made again.", status=410)
    answer = send_file(path, TYPES[run.format], as_attachment=True, download_name=run.file_name, conditional=True, etag=run.sha256 or False)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@reports.get("/organisations/<int:organisation_id>/exports", may=administers_it, on=Organisation, lists=ExportShape)
def list_exports(organisation: Organisation) -> Listing:
    """What was taken out about a subtree, by whom and why, the newest first."""
    below = ReportRun.organisation.has(within(Organisation.path, organisation.path))
    return Listing(select(ReportRun).where(below), by=(ReportRun.id.desc(),), shape=_shape_exports)


def _shape_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [shape_run(row[0]) for row in rows]


def _shape_exports(rows: Sequence[Any]) -> list[dict[str, Any]]:
    names = [name for name in ExportShape().fields if name not in ("by", "grouped")]
    return [{**{name: getattr(row[0], name) for name in names}, "member": row[0].member, "by": row[0].by} for row in rows]
