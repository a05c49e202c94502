import { expect, it } from "vitest";
import { choicesFrom, faultOf, toMonths, yearToPlan, type MonthChoice } from "./months.ts";
import type { MonthProposal } from "./shapes.ts";

const OCTOBER: MonthProposal = {
  month: 10,
  fixed_on: "2026-10-01",
  proposed_on: "2026-10-08",
  holiday: { zh: "国庆节", en: "National Day" },
  reason: { zh: "10月1日是国庆节假期", en: "October 1 is a holiday: National Day" },
  starts_at: "2026-10-08T11:00:00Z",
  past: false,
};
const NOVEMBER: MonthProposal = {
  ...OCTOBER,
  month: 11,
  fixed_on: "2026-11-01",
  proposed_on: "2026-11-01",
  holiday: null,
  reason: null,
};
const choice = (changes: Partial<MonthChoice> = {}): MonthChoice => ({
  ...choicesFrom([OCTOBER], [], "zh")[0]!,
  ...changes,
});

it("begins with what the server proposes, in the language of the app", () => {
  expect(choice()).toMatchObject({ day: "2026-10-08", reason: "10月1日是国庆节假期", holiday: "国庆节" });
  expect(choicesFrom([OCTOBER], [], "en")[0]!.holiday).toBe("National Day");
  expect(choicesFrom([NOVEMBER], [], "zh")[0]).toMatchObject({ day: "2026-11-01", reason: "", holiday: null });
});

it("keeps the themes when another fixed day is tried", () => {
  const before = [choice({ theme: "消防安全", day: "2026-10-12", reason: "改过" })];
  expect(choicesFrom([OCTOBER, NOVEMBER], before, "zh").map(({ theme, day }) => [theme, day])).toEqual([
    ["消防安全", "2026-10-08"],
    ["", "2026-11-01"],
  ]);
});

it.each([
  [{ day: "" }, "day"],
  [{ day: "2026-11-02" }, "month"],
  [{ day: "2025-10-02" }, "month"],
  [{ day: "2026-10-02" }, "past"],
  [{ reason: "  " }, "reason"],
  [{ day: "2026-10-12", reason: "" }, "reason"],
  [{ day: "2026-10-12", reason: "老师来不了" }, null],
] as const)("%j: %s", (changes, fault) => {
  expect(faultOf(choice(changes), "2026-10-05")).toBe(fault);
});

it("asks for no reason on the fixed day itself", () => {
  expect(faultOf(choice({ day: "2026-10-01", reason: "" }), "2026-01-01")).toBeNull();
});

it("sends what is still to come, and a reason only where the day is moved", () => {
  const choices = [
    choice({ theme: " 消防安全 " }),
    choice({ day: "2026-10-01", reason: "多余" }),
    choice({ past: true }),
  ];
  expect(toMonths(choices)).toEqual([
    { month: 10, day: "2026-10-08", theme: "消防安全", agenda: "", moved_reason: "10月1日是国庆节假期" },
    { month: 10, day: "2026-10-01", theme: "", agenda: "", moved_reason: null },
  ]);
});

it.each([
  ["2026-10-31", 2026],
  ["2026-11-01", 2027],
  ["2026-12-31", 2027],
  ["2027-01-01", 2027],
])("on %s one plans %i", (today, year) => {
  expect(yearToPlan(today)).toBe(year);
});
