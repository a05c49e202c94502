import { expect, it } from "vitest";
import { faults, firstPlan, instantOf, nextFixedDay, nextWeekday, planOf, toPlan } from "./plan.ts";
import type { Meeting } from "./shapes.ts";

const last = {
  title: "十一月主题活动",
  kind: "study_meeting",
  place: "三楼会议室",
  starts_at: "2026-11-15T06:30:00Z",
  ends_at: "2026-11-15T08:00:00Z",
} as Meeting;
const titled = (kind: string) => `a ${kind}`;

it("begins like the last meeting, on the next day of the same number", () => {
  expect(firstPlan([last], "2026-11-23", titled)).toEqual({
    title: "a study_meeting",
    kind: "study_meeting",
    place: "三楼会议室",
    day: "2026-12-15",
    from: "14:30",
    to: "16:00",
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
  const empty = { title: " ", kind: "other", place: "", day: "", from: "", to: "" } as const;
  expect(faults(empty, "2026-11-23")).toEqual(["title", "place", "day", "from", "to"]);
  const full = { title: "t", kind: "other", place: "p", day: "2026-11-22", from: "20:00", to: "19:00" } as const;
  expect(faults(full, "2026-11-23")).toEqual(["day_past", "to"]);
});

it("knows instants in the organisation's time zone, not the phone's", () => {
  expect(instantOf("2026-11-23", "19:00", "Asia/Shanghai")).toBe("2026-11-23T11:00:00Z");
  expect(instantOf("2026-07-01", "19:00", "Europe/Berlin")).toBe("2026-07-01T17:00:00Z");
  expect(instantOf("2026-12-01", "19:00", "Europe/Berlin")).toBe("2026-12-01T18:00:00Z");
});

it("gives back the same meeting that was put in", () => {
  const { title, kind, place, starts_at, ends_at } = last;
  expect(toPlan(planOf(last), "Asia/Shanghai")).toEqual({ title, kind, place, starts_at, ends_at });
});
