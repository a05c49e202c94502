"""Endpoints of saved reports: kept questions, their days, their pauses."""

from typing import Any

from flask import g

from backend.core.db import db
from backend.core.pages import Listing
from backend.core.shapes import Nothing
from backend.core.web import Feature
from backend.members.models import Member
from backend.permissions import any_member, is_the_members_own, looks_after_somebody
from backend.saved_reports.exports_of_me import exports_of
from backend.saved_reports.keep import discard, keep, replan
from backend.saved_reports.models import SavedReport
from backend.saved_reports.question import check_schedule
from backend.saved_reports.schemas import MyExportShape, NewSavedReport, Plan, SavedReportShape
from backend.saved_reports.shape import shape, shape_all

saved_reports = Feature("saved_reports")


@saved_reports.get("/saved-reports", may=any_member, lists=SavedReportShape)
def list_saved_reports() -> Listing:
    """The reports that I saved, the newest first; also when the role that they were saved in has ended."""
    return Listing(SavedReport.visible_to(g.actor), by=(SavedReport.id.desc(),), shape=shape_all)


@saved_reports.post("/saved-reports", may=looks_after_somebody, takes=NewSavedReport, gives=SavedReportShape, status=201)
def save_report(body: dict[str, Any]) -> dict[str, Any]:
    """Keep a report's question with a name, and perhaps a schedule. With the same operation id it is kept once."""
    return shape([keep(g.actor, body)])[0]


@saved_reports.put("/saved-reports/<int:savedreport_id>", on=SavedReport, may=is_the_members_own, takes=Plan, gives=SavedReportShape)
def replan_saved_report(saved: SavedReport, body: dict[str, Any]) -> dict[str, Any]:
    """Rename it, or ask it on other days, from tomorrow on."""
    replan(saved, g.actor, body)
    return shape([saved])[0]


@saved_reports.put(
    "/saved-reports/<int:savedreport_id>/pause", on=SavedReport, may=is_the_members_own, takes=Nothing, gives=SavedReportShape
)
def pause_saved_report(saved: SavedReport, body: dict[str, Any]) -> dict[str, Any]:
    """Ask it no more by itself until it is resumed."""
    saved.pause("by_me")
    return shape([saved])[0]


@saved_reports.delete("/saved-reports/<int:savedreport_id>/pause", on=SavedReport, may=is_the_members_own, gives=SavedReportShape)
def resume_saved_report(saved: SavedReport) -> dict[str, Any]:
    """Ask it again on its days, from tomorrow on; refused once the role has ended."""
    check_schedule(saved, g.actor)
    saved.plan(saved.schedule, saved.day)
    return shape([saved])[0]


@saved_reports.delete("/saved-reports/<int:savedreport_id>", on=SavedReport, may=is_the_members_own, status=204)
def delete_saved_report(saved: SavedReport) -> None:
    """Forget the question. Files that were made of it stay in my list of files."""
    discard(saved)


@saved_reports.get("/me/exports", may=any_member, lists=MyExportShape)
def list_my_exports() -> Listing:
    """Who took out a report in which I stand, as a file: who, when, which, and why; newest first."""
    return exports_of(db.session.get_one(Member, g.actor.id))
