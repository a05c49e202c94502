"""One sound request for every endpoint, about things of Li's branch, so that only the person decides the answer."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.cast import CODE, PASSWORD, World

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
HOUR_RULE = {"from_day": "2035-01-01", "unit_minutes": 45, "half_day_hours": 4, "day_hours": 8, "day_cap_minutes": 480}
PERIOD = "first_day=2026-01-01&last_day=2026-12-31"
OPERATION = str(UUID(int=1))
DAYS = {"first_day": "2026-01-01", "last_day": "2026-12-31"}
RUN = {"kind": "points", "format": "csv", "operation_id": OPERATION}
SAVED_REPORT = {"operation_id": OPERATION, "name": "学时", "kind": "study-hours", "period": "last_month"}


def outside_study() -> dict[str, Any]:
    yesterday = date.today() - timedelta(days=1)
    return {"operation_id": OPERATION, "title": "读书", "kind": "outside", "studied_on": str(yesterday), "amount": 60}


def report_endpoints(kind: str) -> list[tuple[str, str]]:
    """(endpoint, ending of its address)."""
    name = kind.replace("-", "_")
    return [(f"list_{name}", ""), *((f"download_{name}_{ending}", f".{ending}") for ending in ("csv", "xlsx", "pdf"))]


def examples(world: World) -> dict[str, tuple[str, dict[str, Any]]]:
    """{endpoint: (address, body)}."""
    wang, branch, lesson = f"/api/members/{world['wang']}", world["qingfeng"], world["lesson"]
    meeting, planned = f"/api/meetings/{world['meeting']}", f"/api/meetings/{world['planned meeting']}"
    authored, upload = f"/api/authored-courses/{world['course']}", f"/api/uploads/{world['upload of ning']}"
    run = f"/api/report-runs/{world['report run of ning']}"
    plan, saved = f"/api/year-plans/{world['year plan']}", f"/api/saved-reports/{world['saved report of ning']}"
    segment = {"id": OPERATION, "lesson_id": lesson, "lesson_version": 1, "device": "phone", "started_ms": 1, "ended_ms": 2}
    question, answer = f"/api/posts/{world['question']}", f"/api/posts/{world['answer']}"
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
        "notices.read_notice": (f"/api/me/notices/{world['notice of ning']}/reading", {"json": {}}),
        "notices.read_all": ("/api/me/notices/reading", {"json": {"until_id": 1}}),
        "courses.list_categories": ("/api/categories", {}),
        "courses.list_courses": ("/api/courses", {}),
        "courses.get_course": (f"/api/courses/{world['course']}", {}),
        "courses.get_lesson": (f"/api/lessons/{lesson}", {}),
        "courses.get_catalogue": ("/api/catalogue", {}),
        "courses.list_standings": ("/api/me/courses", {}),
        # assignments
        "assignments.list_menu": (f"/api/organisations/{branch}/menu", {}),
        "assignments.order_course": (f"/api/organisations/{branch}/course-orders/{world['menu course']}", {"json": {}}),
        "assignments.cancel_order": (f"/api/organisations/{branch}/course-orders/{world['menu course']}", {}),
        "assignments.hide_course": (f"/api/organisations/{branch}/course-hidings/{world['menu course']}", {"json": {}}),
        "assignments.show_course": (f"/api/organisations/{branch}/course-hidings/{world['menu course']}", {}),
        "assignments.assign_course": (
            f"/api/organisations/{branch}/assignments",
            {"json": {"course_id": world["course"], "due_on": f"{date.today().year + 1}-06-30"}},
        ),
        "assignments.list_assignments": (f"/api/organisations/{branch}/assignments", {}),
        "assignments.withdraw_assignment": (f"/api/assignments/{world['assignment']}", {}),
        "assignments.list_laggards": (f"/api/assignments/{world['assignment']}/laggards", {}),
        "assignments.list_my_assignments": ("/api/me/assignments", {}),
        # downloads
        "downloads.list_lessons_to_take": ("/api/me/lessons-to-take?until=2030-01-31", {}),
        # notes
        "notes.list_notes": (f"/api/lessons/{lesson}/notes", {}),
        "notes.put_note": (f"/api/lessons/{lesson}/notes/{OPERATION}", {"json": {"text": "先看安全", "part": 1, "changed_ms": 1}}),
        "notes.delete_note": (f"/api/lessons/{lesson}/notes/{OPERATION}?changed_ms=1", {}),
        "notes.list_my_notes": ("/api/me/notes", {}),
        "notes.get_place": (f"/api/lessons/{lesson}/place", {}),
        "notes.put_place": (f"/api/lessons/{lesson}/place", {"json": {"lesson_version": 1, "part": 1, "changed_ms": 1}}),
        "study.send_segments": (
            "/api/study/segments",
            {"json": {"segments": [{**segment, "media_from": 0, "media_to": 0.001, "rate": 1, "anchor": "0.0"}]}},
        ),
        "study.list_held": ("/api/me/held-segments", {}),
        "study.tell_unsent": ("/api/study/unsent", {"json": {"since": "2026-11-01T10:00:00Z"}}),
        "study.get_summary": ("/api/study/summary", {}),
        "study.list_entries": ("/api/study/entries", {}),
        "exchange.list_questions": (f"/api/lessons/{lesson}/posts", {}),
        "exchange.ask_question": (f"/api/lessons/{lesson}/posts", {"json": {"operation_id": OPERATION, "body": "怎么做？"}}),
        "exchange.get_post": (question, {}),
        "exchange.list_answers": (f"{question}/replies", {}),
        "exchange.answer_question": (f"{question}/replies", {"json": {"operation_id": OPERATION, "body": "这样做。"}}),
        "exchange.change_post": (question, {"json": {"body": "怎么做才对？"}}),
        "exchange.delete_post": (question, {}),
        "exchange.like_post": (f"{question}/like", {"json": {}}),
        "exchange.unlike_post": (f"{question}/like", {}),
        "exchange.mark_helpful": (f"{answer}/helpful", {"json": {}}),
        "exchange.unmark_helpful": (f"{answer}/helpful", {}),
        "exchange.report_post": (f"{question}/reports", {"json": {"reason": "other"}}),
        "exchange.let_post_stand": (f"{question}/reports", {}),
        "exchange.hide_post": (f"{question}/hiding", {"json": {"reason": "不友善"}}),
        "exchange.show_post": (f"{question}/hiding", {}),
        "exchange.list_reported_posts": (f"/api/organisations/{branch}/reported-posts", {}),
        # authoring
        "authoring.list_authored_courses": (f"/api/organisations/{branch}/authored-courses", {}),
        "authoring.begin_course": (
            f"/api/organisations/{branch}/authored-courses",
            {"json": {"operation_id": OPERATION, "title": "用电安全", "category": "安全"}},
        ),
        "authoring.get_authored_course": (authored, {}),
        "authoring.change_course": (authored, {"json": {"state": "seen", "title": "急救入门"}}),
        "authoring.begin_lesson": (f"{authored}/lessons", {"json": {"operation_id": OPERATION, "title": "止血", "kind": "text"}}),
        "authoring.order_its_lessons": (f"{authored}/order", {"json": {"state": "seen", "lesson_ids": [lesson, world["second lesson"]]}}),
        "authoring.publish_course": (f"{authored}/publications", {"json": {"state": "seen"}}),
        "authoring.withdraw_course": (f"{authored}/publications", {}),
        "authoring.get_authored_lesson": (f"/api/authored-lessons/{lesson}", {}),
        "authoring.change_lesson": (f"/api/authored-lessons/{lesson}", {"json": {"state": "seen", "title": "lesson"}}),
        "authoring.remove": (f"/api/authored-lessons/{lesson}", {}),
        "authoring.preview_text": ("/api/text-previews", {"json": {"body": "**先看**安全。"}}),
        "authoring.begin_upload": ("/api/uploads", {"json": {"name": "b.vtt", "bytes": 10, "mark": "another file"}}),
        "authoring.get_upload": (upload, {}),
        "authoring.send_part": (f"{upload}/parts/0", {"data": b"WEBVTT", "content_type": "application/octet-stream"}),
        "authoring.keep_upload": (f"{upload}/media", {"json": {}}),
        "authoring.cancel_upload": (upload, {}),
        # packages
        "packages.bring_in_package": (
            f"/api/organisations/{branch}/packages",
            {"json": {"operation_id": OPERATION, "upload_id": world["upload of ning"]}},
        ),
        "packages.download_package": (f"{authored}/package?format=scorm_1_2", {}),
        # learners
        "learners.list_learners": (f"/api/organisations/{branch}/learners", {}),
        "learners.list_held": (f"/api/organisations/{branch}/held-segments", {}),
        "learners.decide_on_held": (
            f"/api/held-segments/{world['held study']}/decision",
            {"json": {"decision": "decline", "reason": "不清楚"}},
        ),
        "learners.list_unsent_phones": (f"/api/organisations/{branch}/unsent-phones", {}),
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
        # reports
        "reports.get_report_kinds": ("/api/reports", {}),
        "reports.begin_report_run": ("/api/report-runs", {"json": {**RUN, "query": {"organisation": branch, **DAYS}}}),
        "reports.list_report_runs": ("/api/report-runs", {}),
        "reports.get_report_run": (run, {}),
        "reports.drop_report_run": (run, {}),
        "reports.download_report_run": (f"{run}/file", {}),
        "reports.list_exports": (f"/api/organisations/{branch}/exports", {}),
        **{
            f"reports.{name}": (f"/api/reports/{kind}{ending}?organisation={branch}&{PERIOD}", {})
            for kind in ("study-hours", "attendance", "points", "targets", "hour-transfers")
            for name, ending in report_endpoints(kind)
        },
        "reports.download_sign_ins_csv": (f"/api/reports{meeting.removeprefix('/api')}/sign-ins.csv", {}),
        "reports.download_sign_ins_xlsx": (f"/api/reports{meeting.removeprefix('/api')}/sign-ins.xlsx", {}),
        # ledger
        "ledger.get_entry": (f"/api/entries/{world['entry']}", {}),
        "ledger.list_member_entries": (f"/api/members/{world['ning']}/entries", {}),
        "ledger.get_member_sums": (f"/api/members/{world['ning']}/sums", {}),
        "ledger.list_closings": ("/api/closings", {}),
        "ledger.close_period": ("/api/closings", {"json": {"period": "2020-02"}}),
        "ledger.list_late_entries": (f"/api/closings/{world['closing']}/late-entries", {}),
        "points.add_point_rule": ("/api/points/rules", {"json": {"rule": "meeting_attended", "from_day": "2035-01-01", "amount": 12}}),
        # manual
        "manual.ask_for_award": (f"{wang}/manual-awards", {"json": {"operation_id": OPERATION, "amount": 5, "reason": "布置会场"}}),
        "manual.ask_for_reversal": (
            f"/api/entries/{world['reversing entry']}/reversals",
            {"json": {"operation_id": OPERATION, "reason": "没有记错"}},
        ),
        "manual.list_awards": ("/api/manual-awards", {}),
        "manual.get_award": (f"/api/manual-awards/{world['approved award']}", {}),
        "manual.decide_on_award": (f"/api/manual-awards/{world['manual award']}/decision", {"json": {"decision": "approve"}}),
        "manual.withdraw_award": (f"/api/manual-awards/{world['manual award']}", {}),
        "manual.list_limits": ("/api/manual-limits", {}),
        "manual.add_manual_limit": (
            "/api/manual-limits",
            {"json": {"from_day": "2035-01-01", "most_per_award": 20, "most_per_year": 100}},
        ),
        # disputes
        "disputes.dispute_entry": (
            "/api/disputes",
            {"json": {"operation_id": OPERATION, "day": str(date.today()), "title": "组织生活", "words": "那天我参加了。"}},
        ),
        "disputes.list_my_disputes": ("/api/me/disputes", {}),
        "disputes.list_disputes": ("/api/disputes", {}),
        "disputes.get_dispute": (f"/api/disputes/{world['nings dispute']}", {}),
        "disputes.withdraw_dispute": (f"/api/disputes/{world['dispute']}", {}),
        "disputes.raise_dispute": (f"/api/disputes/{world['answered dispute']}/raising", {"json": {"words": "我签到了。"}}),
        "disputes.answer_dispute": (
            f"/api/disputes/{world['dispute']}/answer",
            {"json": {"outcome": "explained", "sentence": "名单上没有你。", "version": 1}},
        ),
        # targets
        "targets.list_standings": (f"/api/organisations/{branch}/branch-standings", {}),
        "targets.list_below": (f"/api/organisations/{branch}/below-target", {}),
        "targets.preview_reminder": (f"/api/organisations/{branch}/target-reminders", {}),
        "targets.send_reminder": (f"/api/organisations/{branch}/target-reminders", {"json": {}}),
        # saved reports
        "saved_reports.list_saved_reports": ("/api/saved-reports", {}),
        "saved_reports.save_report": ("/api/saved-reports", {"json": {**SAVED_REPORT, "organisation_id": branch}}),
        "saved_reports.replan_saved_report": (saved, {"json": {"name": "到会"}}),
        "saved_reports.pause_saved_report": (f"{saved}/pause", {"json": {}}),
        "saved_reports.resume_saved_report": (f"{saved}/pause", {}),
        "saved_reports.delete_saved_report": (saved, {}),
        "saved_reports.list_my_exports": ("/api/me/exports", {}),
        # hours, outside study, certificates
        "hours.list_rules": ("/api/hours/rules", {}),
        "hours.add_rule": ("/api/hours/rules", {"json": HOUR_RULE}),
        "hours.list_targets": ("/api/hours/targets", {}),
        "hours.put_targets": ("/api/hours/targets", {"json": {"year": 2035, "targets": [{"role": "member", "seconds": 115200}]}}),
        "hours.get_my_year": ("/api/me/hours", {}),
        "hours.get_way": ("/api/me/way-to-target", {}),
        "outside.declare_study": ("/api/outside-studies", {"json": outside_study()}),
        "outside.list_my_studies": ("/api/me/outside-studies", {}),
        "outside.get_study": (f"/api/outside-studies/{world['outside study of ning']}", {}),
        "outside.withdraw_study": (f"/api/outside-studies/{world['outside study of wang']}", {}),
        "outside.add_proof": (
            f"/api/outside-studies/{world['outside study of wang']}/photos",
            {"data": {"file": (io.BytesIO(b"no photo"), "p.jpg")}},
        ),
        "outside.get_proof": (f"/api/outside-studies/{world['outside study of ning']}/photos/1", {}),
        "outside.remove_proof": (f"/api/outside-studies/{world['outside study of wang']}/photos/1", {}),
        "outside.list_queue": (f"/api/organisations/{branch}/outside-studies", {}),
        "outside.decide_on_study": (
            f"/api/outside-studies/{world['outside study of wang']}/decision",
            {"json": {"decision": "approve", "version": 1}},
        ),
        "certificates.issue": ("/api/me/certificates", {"json": {"course_id": world["course"]}}),
        "certificates.list_my_certificates": ("/api/me/certificates", {}),
        "certificates.get_possible": ("/api/me/certificates/possible", {}),
        "certificates.list_certificates": (f"{wang}/certificates", {}),
        "certificates.withdraw_certificate": (f"/api/certificates/{world['certificate']}/withdrawal", {"json": {"reason": "名字写错了"}}),
        "certificates.verify_certificate": (f"/api/certificates/{CODE}", {}),
        "certificates.download_document": (f"/api/certificates/{CODE}/document.pdf", {}),
    }
