import { expect, it } from "vitest";
import { emptyPlan, planOf, planToSend } from "./plan_fields.ts";
import type { SavedReport } from "./shapes.ts";

const kept = { name: "每月学时", format: "csv", reason: null, schedule: "monthly", day: 31 } as SavedReport;

it("sends what was saved when nothing is changed", () => {
  for (const saved of [
    kept,
    { ...kept, schedule: "weekly", day: 5, reason: "汇总" },
    { ...kept, schedule: null, day: null },
  ]) {
    const { name, format, reason, schedule, day } = saved as SavedReport;
    expect(planToSend(planOf(saved as SavedReport))).toEqual({ name, format, reason, schedule, day });
  }
});

it("sends no day without a rhythm, and no empty reason", () => {
  expect(planToSend({ ...emptyPlan(" 学时 "), weekday: "3", reason: "  " })).toEqual({
    name: "学时",
    format: "xlsx",
    reason: null,
    schedule: null,
    day: null,
  });
});

it("sends the day of the rhythm that is chosen", () => {
  const fields = { ...emptyPlan("学时"), weekday: "3", month_day: "15" };
  expect(planToSend({ ...fields, rhythm: "weekly" }).day).toBe(3);
  expect(planToSend({ ...fields, rhythm: "monthly" }).day).toBe(15);
});
