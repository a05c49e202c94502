"""One sound request for every endpoint, about things of Li's branch, so that only the person decides the answer."""

import io
from typing import Any
from uuid import UUID

from tests.cast import PASSWORD, World

ROSTER = "组织,学习卡号,姓名\n和风市/滨江区/梧桐街道/青枫里支部,900001,新来的人\n"
WHEN = {"starts_at": "2030-01-01T11:00:00Z", "ends_at": "2030-01-01T12:30:00Z"}
PLAN = {"title": "学习会", "kind": "study_meeting", "place": "活动室", **WHEN}
RULE = {
    "from_day": "2035-01-01",
    "opens_before_minutes": 60,
    "late_after_minutes": 5,
    "absent_after_minutes": 30,
    "leaves_early_minutes": 5,
}
YEAR = {
    "year": 2030,
    "fixed_day": "day:15",
    "from": "19:00",
    "to": "20:30",
    "kind": "branch_meeting",
    "place": "活动室",
    "months": [{"month": 1, "day": "2030-01-15"}],
}
PERIOD = "first_day=2026-01-01&last_day=2026-12-31"
OPERATION = str(UUID(int=1))


def examples(world: World) -> dict[str, tuple[str, dict[str, Any]]]:
    """{endpoint: (address, body)}."""
    wang, branch, lesson = f"/api/members/{world['wang']}", world["qingfeng"], world["lesson"]
    meeting, planned = f"/api/meetings/{world['meeting']}", f"/api/meetings/{world['planned meeting']}"
    plan = f"/api/year-plans/{world['year plan']}"
    segment = {"id": OPERATION, "lesson_id": lesson, "lesson_version": 1, "device": "phone", "started_ms": 1, "ended_ms": 2}
    return {
        "deployment.get_deployment": ("/api/deployment", {}),
        "auth.sign_in_to_app": ("/api/auth/sessions", {"json": {"login": "000002", "password": PASSWORD}}),
        "auth.refresh": ("/api/auth/refresh", {"json": {}}),
        "auth.sign_out": ("/api/auth/session", {}),
        "auth.list_sessions": ("/api/auth/sessions", {}),
        "auth.end_other_sessions": ("/api/auth/sessions", {}),
        "auth.end_session": (f"/api/auth/sessions/{world['session of ning']}", {}),
        "auth.register_device_key": ("/api/auth/device-key", {"json": {"public_key": "A", "signature": "A", "anchor": "0.0"}}),
        "auth.list_device_keys": ("/api/auth/device-keys", {}),
        "auth.revoke_device_key": (f"/api/auth/device-keys/{world['device of ning']}", {}),
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
        "notices.list_notices": ("/api/me/notices", {}),
        "notices.read_notice": ("/api/me/notices/1/reading", {"json": {}}),
        "notices.read_all": ("/api/me/notices/reading", {"json": {"until_id": 1}}),
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
        "meetings.change_meeting": (planned, {"json": {**PLAN, "moved_reason": "老师来不了"}}),
        "meetings.cancel_meeting": (planned, {}),
        "meetings.list_attendance_rules": ("/api/attendance-rules", {}),
        "meetings.add_attendance_rule": ("/api/attendance-rules", {"json": RULE}),
        "roster.ask_for_leave": (f"{planned}/leave", {"json": {"reason": "出差"}}),
        "roster.withdraw_my_leave": (f"{planned}/leave", {}),
        "roster.decide_on_leave": (f"{planned}/leaves/{world['mei']}", {"json": {"granted": True}}),
        "roster.invite_guest": (f"{meeting}/guests", {"json": {"card_number": "000003"}}),
        "roster.appoint_helper": (f"{meeting}/helpers/{world['wang']}", {"json": {}}),
        "roster.dismiss_helper": (f"{meeting}/helpers/{world['wang']}", {}),
        "roster.list_candidates": (f"{meeting}/joint-candidates", {}),
        "roster.invite_branch": (f"{meeting}/joint-branches/{world['wangjiang']}", {"json": {}}),
        "roster.accept_invitation": (f"{planned}/joint-branches/{world['songling']}/acceptance", {"json": {}}),
        "roster.leave_joint_meeting": (f"{planned}/joint-branches/{world['songling']}", {}),
        "sign_in.open_meeting": (f"{planned}/opening", {"json": {}}),
        "sign_in.get_code": (f"{meeting}/code", {}),
        "sign_in.reset_code": (f"{meeting}/code-resets", {"json": {}}),
        "sign_in.lease_keys": (f"{meeting}/leases", {"json": {}}),
        "sign_in.list_leases": (f"{meeting}/leases", {}),
        "sign_in.exchange": ("/api/sign-in-tickets", {"json": {"code": "0" * 36}}),
        "sign_in.sign_in_to_meeting": (
            "/api/sign-ins",
            {"json": {"operation_id": OPERATION, "meeting_id": world["meeting"], "digits": "000000"}},
        ),
        "sign_in.get_reply_key": ("/api/me/reply-key", {}),
        "sign_in.get_poster_svg": (f"{meeting}/poster.svg", {}),
        "sign_in.get_poster_png": (f"{meeting}/poster.png", {}),
        "sign_in.get_poster_sheet": (f"{meeting}/poster-sheet.svg", {}),
        "cards.get_my_card": ("/api/me/card", {}),
        "cards.list_cards": (f"/api/members/cards?organisation={branch}", {}),
        "cards.reset_card": (f"{wang}/card-resets", {"json": {}}),
        "board.get_board": (f"{meeting}/board", {}),
        "board.mark_members": (
            f"{meeting}/marks",
            {"json": {"marks": [{"operation_id": OPERATION, "member_id": world["wang"], "reason": "没有手机"}]}},
        ),
        "board.decide_claims": (f"{meeting}/approvals", {"json": {"sign_in_ids": [1], "approve": True}}),
        "board.undo_mark": (f"{meeting}/sign-ins/1", {}),
        "board.start_check": (f"{meeting}/checks", {"json": {"kind": "code"}}),
        "board.answer_check": (f"{meeting}/checks/1/answers/{world['mei']}", {"json": {"present": True}}),
        "records.close_meeting": (f"{meeting}/closing", {"json": {}}),
        "records.get_record": (f"{meeting}/record", {}),
        "records.correct_record": (
            f"{meeting}/corrections",
            {"json": {"kind": "add", "member_id": world["wang"], "reason": "没有登记"}},
        ),
        "records.list_meeting_corrections": (f"{meeting}/corrections", {}),
        "records.list_corrections": (f"/api/corrections?organisation={branch}", {}),
        "records.get_minutes": (f"{meeting}/minutes", {}),
        "records.put_minutes": (f"{meeting}/minutes", {"json": {"body": "决定：每月巡查一次。", "version": 0}}),
        "records.add_photo": (f"{meeting}/photos", {"data": {"file": (io.BytesIO(b"no photo"), "p.jpg")}}),
        "records.list_photos": (f"{meeting}/photos", {}),
        "records.get_photo": (f"{meeting}/photos/1", {}),
        "records.caption_photo": (f"{meeting}/photos/1", {"json": {"caption": "合影"}}),
        "records.remove_photo": (f"{meeting}/photos/1", {}),
        "records.get_handover": (f"/api/organisations/{branch}/handover", {}),
        "records.hand_over": (f"/api/organisations/{branch}/handovers", {"json": {"note": "钥匙在门卫处"}}),
        "records.list_handovers": (f"/api/organisations/{branch}/handovers", {}),
        "plans.propose_plan": (f"/api/year-plans/proposal?organisation={branch}&year=2030&fixed_day=day:15&from=19:00", {}),
        "plans.plan_year": ("/api/year-plans", {"json": {**YEAR, "organisation_id": branch}}),
        "plans.list_plans": (f"/api/year-plans?organisation={branch}", {}),
        "plans.change_programme": (f"{plan}/months/{world['month']}", {"json": {"theme": "消防安全"}}),
        "plans.discard": (plan, {}),
        "attendance.get_my_attendance": ("/api/me/attendance", {}),
        "attendance.list_traces": ("/api/me/attendance/traces", {}),
        "attendance.get_calendar_link": ("/api/me/calendar-feed", {}),
        "attendance.renew_calendar_link": ("/api/me/calendar-feed", {"json": {}}),
        "attendance.end_calendar_link": ("/api/me/calendar-feed", {}),
        "attendance.get_calendar": (f"/api/calendar/{world['wang']}{'0' * 32}.ics", {}),
        "points.get_summary": ("/api/points/summary", {}),
        "points.list_entries": ("/api/points/entries", {}),
        "points.list_rules": ("/api/points/rules", {}),
        "points.get_ranking": (f"/api/points/ranking?organisation={branch}", {}),
        "reports.list_study_hours": (f"/api/reports/study-hours?organisation={branch}&{PERIOD}", {}),
        "reports.download_csv": (f"/api/reports/study-hours.csv?organisation={branch}&{PERIOD}", {}),
        "reports.download_xlsx": (f"/api/reports/study-hours.xlsx?organisation={branch}&{PERIOD}", {}),
        "reports.list_attendance": (f"/api/reports/attendance?organisation={branch}&{PERIOD}", {}),
        "reports.download_attendance_csv": (f"/api/reports/attendance.csv?organisation={branch}&{PERIOD}", {}),
        "reports.download_attendance_xlsx": (f"/api/reports/attendance.xlsx?organisation={branch}&{PERIOD}", {}),
        "reports.download_sign_ins_csv": (f"/api/reports{meeting.removeprefix('/api')}/sign-ins.csv", {}),
        "reports.download_sign_ins_xlsx": (f"/api/reports{meeting.removeprefix('/api')}/sign-ins.xlsx", {}),
    }
