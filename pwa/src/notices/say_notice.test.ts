import { describe, expect, it } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { routes as courses } from "../courses/routes.ts";
import { routes as disputes } from "../disputes/routes.ts";
import { routes as exchange } from "../exchange/routes.ts";
import { routes as ledger } from "../ledger/routes.ts";
import { routes as manual } from "../manual/routes.ts";
import { routes as meetings } from "../meetings/routes.ts";
import { routes as members } from "../members/routes.ts";
import { routes as outside } from "../outside/routes.ts";
import { routes as reports } from "../reports/routes.ts";
import { routes as study } from "../study/routes.ts";
import { placeOf, sayNotice } from "./say_notice.ts";
import type { Notice } from "./shapes.ts";

const routes = [
  ...members,
  ...courses,
  ...disputes,
  ...exchange,
  ...ledger,
  ...manual,
  ...meetings,
  ...outside,
  ...reports,
  ...study,
];
const router = createRouter({ history: createMemoryHistory(), routes });

const notice = (kind: Notice["kind"], about: Record<string, unknown>) => ({ kind, about });

describe("a notice", () => {
  it("says who answered, under which lesson, and leads to the question", () => {
    const told = notice("answered", { name: "赵大明", title: "止血", question_id: 7, lesson_id: 1 });
    expect(sayNotice(told)).toEqual({ title: "赵大明回答了你的问题", note: "止血" });
    expect(placeOf(told)).toEqual({ name: "question", params: { id: 7 } });
  });

  it("says why something was hidden", () => {
    expect(sayNotice(notice("post_hidden", { title: "止血", question_id: 7, reason: "不够友善" })).note).toBe(
      "止血 · 原因：不够友善",
    );
  });

  it("says how a decision came out", () => {
    const decided = (approved: boolean, reason: string | null) =>
      sayNotice(notice("outside_study_decided", { title: "社区讲座", approved, reason })).note;
    expect(decided(true, null)).toBe("社区讲座 · 已同意");
    expect(decided(false, "没有照片")).toBe("社区讲座 · 没有同意 · 原因：没有照片");
  });

  it("says by when a course is to be finished, and leads to it", () => {
    const told = notice("course_assigned", { course_id: 3, title: "急救入门", due_on: "2031-01-31" });
    expect(sayNotice(told).note).toBe("急救入门 · 2031年1月31日前学完");
    expect(placeOf(told)).toBe("/courses/3");
  });

  it.each([
    ["answered", { question_id: 7 }],
    ["marked_helpful", { question_id: 7 }],
    ["post_hidden", { question_id: 7 }],
    ["post_shown", { question_id: 7 }],
    ["report_decided", { question_id: 7 }],
    ["post_reported", { organisation_id: 5 }],
    ["course_assigned", { course_id: 3 }],
    ["outside_study_decided", {}],
    ["held_segments_decided", { lesson_id: 1 }],
    ["claim_decided", { meeting_id: 2 }],
    ["leave_decided", { meeting_id: 2 }],
    ["target_missed", { year: 2031, organisation: "青枫里支部" }],
    ["dispute_to_answer", { dispute_id: 4 }],
    ["dispute_rose", { dispute_id: 4 }],
    ["dispute_answered", { dispute_id: 4 }],
    ["award_waiting", { award_id: 4 }],
    ["award_decided", { award_id: 4 }],
    ["booked_by_hand", { entry_id: 4 }],
    ["entry_reversed", { entry_id: 4 }],
    ["reports_due", {}],
  ] as [Notice["kind"], Record<string, unknown>][])("of kind %s leads to a page that there is", (kind, about) => {
    expect(router.resolve(placeOf({ kind, about })!).matched).toHaveLength(1);
  });

  it("says by when a dispute is to be answered, and to whom it rose", () => {
    const about = { dispute_id: 4, title: "组织生活", name: "王建国", answer_by: "2026-01-05" };
    expect(sayNotice(notice("dispute_to_answer", about)).title).toBe("王建国对一笔记录有异议，请你答复");
    expect(sayNotice(notice("dispute_to_answer", about)).note).toContain("请答复");
    expect(sayNotice(notice("dispute_rose", { ...about, name: "滨江区" })).note).toContain("他们会答复");
  });

  it("says how much was entered by hand", () => {
    const about = { entry_id: 4, book: "points", amount: -5, reason: "重复计分" };
    expect(sayNotice(notice("booked_by_hand", about)).note).toBe("−5 · 原因：重复计分");
  });

  it("says which saved reports have something new, and how many are paused", () => {
    const due = notice("reports_due", { title: "每月学时、每周到会", changed: 2, failed: 0, paused: 1 });
    expect(sayNotice(due)).toEqual({
      title: "你的定期报表有消息",
      note: "每月学时、每周到会 · 有新内容 2 份 · 已暂停 1 份",
    });
  });

  it("leads a secretary to what was reported", () => {
    expect(placeOf(notice("post_reported", { organisation_id: 5, title: "止血" }))).toEqual({
      name: "reported-posts",
      params: { id: 5 },
    });
  });
});
