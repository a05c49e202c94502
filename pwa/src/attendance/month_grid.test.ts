import { expect, it } from "vitest";
import { stepMonth, weeksOf } from "./month_grid.ts";
import type { AttendedMeeting } from "./shapes.ts";

const inShanghai = (moment: string) => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);
const meeting = (id: number, starts_at: string) => ({ id, starts_at }) as AttendedMeeting;

it.each([
  ["2026-11", 6, "2026-10-26", "2026-12-06"],
  ["2026-02", 5, "2026-01-26", "2026-03-01"],
  ["2027-02", 4, "2027-02-01", "2027-02-28"],
  ["2028-02", 5, "2028-01-31", "2028-03-05"],
])("%s has %i weeks, from %s to %s", (month, count, first, last) => {
  const weeks = weeksOf(month, [], inShanghai);
  const days = weeks.flat();
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  expect([weeks.length, days[0]!.day, days.at(-1)!.day]).toEqual([count, first, last]);
  const inside = days.filter((day) => day.inside).map((day) => day.number);
  expect(inside).toEqual(Array.from({ length: inside.length }, (_, n) => n + 1));
});

it("puts a meeting on the day where the organisation lives", () => {
  const meetings = [
    meeting(1, "2026-11-10T15:59:00Z"),
    meeting(2, "2026-11-10T16:00:00Z"),
    meeting(3, "2026-12-01T11:00:00Z"),
  ];
  const days = weeksOf("2026-11", meetings, inShanghai).flat();
  const on = (day: string) => days.find((one) => one.day === day)!.meetings.map(({ id }) => id);
  expect([on("2026-11-10"), on("2026-11-11"), on("2026-12-01")]).toEqual([[1], [2], [3]]);
});

it("steps over the year's end", () => {
  expect([stepMonth("2026-12", 1), stepMonth("2026-01", -1), stepMonth("2026-03", -14)]).toEqual([
    "2027-01",
    "2025-12",
    "2025-01",
  ]);
});
