import { expect, it } from "vitest";
import type { AttendedMeeting, MyAttendance } from "./shapes.ts";
import { cameOf, figuresOf, marksOf } from "./year_marks.ts";

const utc = (moment: string) => moment.slice(0, 10);
const year = (totals: Partial<MyAttendance["totals"]>): MyAttendance => ({
  year: 2026,
  seconds: 0,
  meetings: [],
  totals: {
    expected: 0,
    on_time: 0,
    late: 0,
    absent: 0,
    on_leave: 0,
    waiting: 0,
    upcoming: 0,
    left_early: 0,
    ...totals,
  },
});

it("has twelve months, with the marks of each in their order", () => {
  const meetings = [
    { id: 1, standing: "late", starts_at: "2026-01-31T11:00:00Z" },
    { id: 2, standing: "absent", starts_at: "2026-12-01T11:00:00Z" },
    { id: 3, standing: "upcoming", starts_at: "2026-12-31T11:00:00Z" },
  ] as AttendedMeeting[];
  const months = marksOf(2026, meetings, utc);
  expect(months.map(({ month }) => month).join()).toContain("2026-01,2026-02");
  expect(months.map(({ marks }) => marks.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(months[11]!.marks.map(({ id }) => id)).toEqual([2, 3]);
});

it("takes the rate of what is over, and none of nothing", () => {
  expect(cameOf(year({ upcoming: 3, waiting: 1 }))).toBeNull();
  expect(cameOf(year({ on_time: 5, late: 1, absent: 1, on_leave: 1, upcoming: 4 }))).toEqual({
    came: 6,
    held: 8,
    rate: 0.75,
  });
});

it("names only what there is", () => {
  expect(figuresOf(year({ on_time: 5, late: 1, upcoming: 2 }))).toEqual([
    { standing: "on_time", count: 5 },
    { standing: "late", count: 1 },
    { standing: "upcoming", count: 2 },
  ]);
});
