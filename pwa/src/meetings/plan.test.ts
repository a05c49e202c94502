import { expect, it } from "vitest";
import { faults, firstPlan, instantOf, nextFixedDay, nextWeekday, planOf, toPlan } from "./plan.ts";
import type { Meeting } from "./shapes.ts";

const last = {
  title: "十一月主题活动",
  kind: "study_meeting",
  place: "三楼会议室",
  starts_at: "2026-11-15T06:30:00Z",
  ends_at: "2026-11-15T08:00:00Z",
  theme: "急救",
  agenda: "一、演示\n二、练习",
  guests_welcome: true,
  moved_reason: null,
} as Meeting;
const plain = { theme: "", agenda: "", guests_welcome: false, moved_reason: "" };
const titled = (kind: string) => `a ${kind}`;

it("begins like the last meeting, on the next day of the same number", () => {
  expect(firstPlan([last], "2026-11-23", titled)).toEqual({
    title: "a study_meeting",
    kind: "study_meeting",
    place: "三楼会议室",
    day: "2026-12-15",
    from: "14:30",
    to: "16:00",
    ...plain,
  });
});

it("begins with next Friday evening where nothing was held yet", () => {
  const plan = firstPlan([], "2026-11-23", titled);
  expect(plan).toMatchObject({ kind: "branch_meeting", day: "2026-11-27", from: "19:00", to: "20:30", place: "" });
});

it.each([
  [15, "2026-11-14", "2026-11-15"],
  [15, "2026-11-15", "2026-12-15"],
  [31, "2026-11-23", "2026-11-30"],
  [31, "2026-11-30", "2026-12-31"],
  [1, "2026-12-05", "2027-01-01"],
])("the next day numbered %i after %s is %s", (number, today, day) => {
  expect(nextFixedDay(number, today)).toBe(day);
});

it("finds the next Friday, never today", () => {
  expect(nextWeekday(5, "2026-11-27")).toBe("2026-12-04");
});

it("names everything that is missing or wrong", () => {
  const empty = { title: " ", kind: "other", place: "", day: "", from: "", to: "", ...plain } as const;
  expect(faults(empty, "2026-11-23")).toEqual(["title", "place", "day", "from", "to"]);
  const full = {
    title: "t",
    kind: "other",
    place: "p",
    day: "2026-11-22",
    from: "20:00",
    to: "19:00",
    ...plain,
  } as const;
  expect(faults(full, "2026-11-23")).toEqual(["day_past", "to"]);
});

it("asks why where the year plan's day is left, and only there", () => {
  const plan = { ...planOf(last), day: "2026-12-16", from: "14:30", to: "16:00" };
  expect(faults(plan, "2026-11-23", "2026-12-15")).toEqual(["moved_reason"]);
  expect(faults({ ...plan, moved_reason: "场地" }, "2026-11-23", "2026-12-15")).toEqual([]);
  expect(faults({ ...plan, day: "2026-12-15" }, "2026-11-23", "2026-12-15")).toEqual([]);
  expect(faults(plan, "2026-11-23", null)).toEqual([]);
});

it("knows instants in the organisation's time zone, not the phone's", () => {
  expect(instantOf("2026-11-23", "19:00", "Asia/Shanghai")).toBe("2026-11-23T11:00:00Z");
  expect(instantOf("2026-07-01", "19:00", "Europe/Berlin")).toBe("2026-07-01T17:00:00Z");
  expect(instantOf("2026-12-01", "19:00", "Europe/Berlin")).toBe("2026-12-01T18:00:00Z");
});

it("gives back the same meeting that was put in", () => {
  const { title, kind, place, starts_at, ends_at, theme, agenda, guests_welcome } = last;
  const same = { title, kind, place, starts_at, ends_at, theme, agenda, guests_welcome };
  expect(toPlan(planOf(last), "Asia/Shanghai")).toEqual(same);
  const moved = { ...planOf(last), moved_reason: " 场地不能用 " };
  expect(toPlan(moved, "Asia/Shanghai")).toEqual({ ...same, moved_reason: "场地不能用" });
});
