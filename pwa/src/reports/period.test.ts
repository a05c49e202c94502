import { expect, it } from "vitest";
import { daysOf, inOrder } from "./period.ts";

it.each([
  ["this_month", "2026-11-23", "2026-11-01", "2026-11-30"],
  ["last_month", "2026-11-23", "2026-10-01", "2026-10-31"],
  ["last_month", "2027-01-02", "2026-12-01", "2026-12-31"],
  ["this_month", "2028-02-29", "2028-02-01", "2028-02-29"],
  ["this_month", "2026-12-31", "2026-12-01", "2026-12-31"],
  ["this_year", "2026-11-23", "2026-01-01", "2026-12-31"],
  ["last_year", "2026-11-23", "2025-01-01", "2025-12-31"],
  ["this_quarter", "2026-11-23", "2026-10-01", "2026-12-31"],
  ["this_quarter", "2026-01-01", "2026-01-01", "2026-03-31"],
  ["last_quarter", "2026-11-23", "2026-07-01", "2026-09-30"],
  ["last_quarter", "2027-03-31", "2026-10-01", "2026-12-31"],
] as const)("%s on %s runs from %s to %s", (period, today, first_day, last_day) => {
  expect(daysOf(period, today)).toEqual({ first_day, last_day });
});

it("wants both days, in order", () => {
  expect(inOrder({ first_day: "2026-11-01", last_day: "2026-11-01" })).toBe(true);
  expect(inOrder({ first_day: "2026-11-02", last_day: "2026-11-01" })).toBe(false);
  expect(inOrder({ first_day: "", last_day: "2026-11-01" })).toBe(false);
});
