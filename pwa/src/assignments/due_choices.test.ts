import { expect, it } from "vitest";
import { dueChoices } from "./due_choices.ts";

it("offers weeks and ends of months", () => {
  expect(dueChoices("2026-11-10")).toEqual([
    { word: "one_week", day: "2026-11-17" },
    { word: "two_weeks", day: "2026-11-24" },
    { word: "month_end", day: "2026-11-30" },
    { word: "next_month_end", day: "2026-12-31" },
  ]);
});

it("leaves out an end of the month that is within the week, and turns the year", () => {
  expect(dueChoices("2026-12-28").map(({ day }) => day)).toEqual(["2027-01-04", "2027-01-11", "2027-01-31"]);
});
