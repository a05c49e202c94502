"""One sound request for every endpoint, about things of Li's branch, so that only the person decides the answer."""

import io
from typing import Any
from uuid import UUID

from tests.cast import PASSWORD, World

ROSTER = "组织,学习卡号,姓名\n和风市/滨江区/梧桐街道/青枫里支部,900001,新来的人\n"
WHEN = {"starts_at": "2030-01-01T11:00:00Z", "ends_at": "2030-01-01T12:30:00Z"}
PLAN = {"title": "学习会", "kind": "study_meeting", "place": "活动室", **WHEN}
PERIOD = "first_day=2026-01-01&last_day=2026-12-31"
OPERATION = str(UUID(int=1))


def examples(world: World) -> dict[str, tuple[str, dict[str, Any]]]:
    """{endpoint: (address, body)}."""
    wang, branch, lesson = f"/api/members/{world['wang']}", world["qingfeng"], world["lesson"]
    meeting, planned = f"/api/meetings/{world['meeting']}", f"/api/meetings/{world['planned meeting']}"
    segment = {"id": OPERATION, "lesson_id": lesson, "lesson_version": 1, "device": "phone", "started_ms": 1, "ended_ms": 2}
    return {
        "deployment.get_deployment": ("/api/deployment", {}),
        "auth.sign_in_to_app": ("/api/auth/sessions", {"json": {"login": "000002", "password": PASSWORD}}),
        "auth.refresh": ("/api/auth/refresh", {"json": {}}),
        "auth.sign_out": ("/api/auth/session", {}),
        "auth.list_sessions": ("/api/auth/sessions", {}),
        "auth.end_other_sessions": ("/api/auth/sessions", {}),
        "auth.end_session": (f"/api/auth/sessions/{world['session of ning']}", {}),
        "auth.change_password": ("/api/auth/password", {"json": {"old_password": PASSWORD, "new_password": "another long one"}}),
        "auth.issue": (f"{wang}/first-passwords", {}),
        "members.get_me": ("/api/me", {}),
        "members.list_members": ("/api/members", {}),
        "members.get_member": (f"/api/members/{world['ning']}", {}),
        "members.reveal_phone": (f"{wang}/phone-reveals", {}),
        "members.change_status": (f"{wang}/status", {"json": {"status": "disabled"}}),
        "members.grant_role": (f"/api/members/{world['chen']}/roles", {"json": {"kind": "secretary", "organisation_id": branch}}),
        "members.end_role": (f"/api/members/{world['chen']}/roles/{world['role of chen']}", {}),
        "members.import_members": ("/api/members/imports", {"data": {"file": (io.BytesIO(ROSTER.encode()), "r.csv")}}),
        "organisations.list_organisations": (f"/api/organisations?parent={world['wutong']}", {}),
        "organisations.get_organisation": (f"/api/organisations/{branch}", {}),
        "organisations.change_organisation": (f"/api/organisations/{branch}", {"json": {"ranking_shown": "off"}}),
        "courses.list_categories": ("/api/categories", {}),
        "courses.list_courses": ("/api/courses", {}),
        "courses.get_course": (f"/api/courses/{world['course']}", {}),
        "courses.get_lesson": (f"/api/lessons/{lesson}", {}),
        "study.send_segments": (
            "/api/study/segments",
            {"json": {"segments": [{**segment, "media_from": 0, "media_to": 0.001, "rate": 1, "anchor": "0.0"}]}},
        ),
        "study.get_summary": ("/api/study/summary", {}),
        "study.list_entries": ("/api/study/entries", {}),
        "meetings.list_meetings": ("/api/meetings", {}),
        "meetings.plan_meeting": ("/api/meetings", {"json": {**PLAN, "organisation_id": branch}}),
        "meetings.get_meeting": (meeting, {}),
        "meetings.change_meeting": (planned, {"json": PLAN}),
        "meetings.cancel_meeting": (planned, {}),
        "meetings.open_meeting": (f"{planned}/opening", {"json": {}}),
        "meetings.close_meeting": (f"{meeting}/closing", {"json": {}}),
        "meetings.get_code": (f"{meeting}/code", {}),
        "meetings.get_board": (f"{meeting}/board", {}),
        "meetings.mark_member": (f"{meeting}/hand-marks", {"json": {"member_id": world["wang"], "reason": "没有手机"}}),
        "meetings.exchange": ("/api/sign-in-tickets", {"json": {"code": "0" * 36}}),
        "meetings.sign_in": ("/api/sign-ins", {"json": {"operation_id": OPERATION, "meeting_id": world["meeting"], "digits": "000000"}}),
        "points.get_summary": ("/api/points/summary", {}),
        "points.list_entries": ("/api/points/entries", {}),
        "points.list_rules": ("/api/points/rules", {}),
        "points.get_ranking": (f"/api/points/ranking?organisation={branch}", {}),
        "reports.list_study_hours": (f"/api/reports/study-hours?organisation={branch}&{PERIOD}", {}),
        "reports.download_csv": (f"/api/reports/study-hours.csv?organisation={branch}&{PERIOD}", {}),
        "reports.download_xlsx": (f"/api/reports/study-hours.xlsx?organisation={branch}&{PERIOD}", {}),
    }
