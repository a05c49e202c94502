import { expect, it } from "vitest";
import { chooseMonth, endOfNextMonth } from "./next_month.ts";

const HOUR = 3600;
const one = (why: "assigned" | "started" | "required", hours: number) => ({ why, nominal_seconds: hours * HOUR });

it("takes all that is assigned or begun, and of what is required as much as fits a month", () => {
  const [due, begun, first, second, third] = [
    one("assigned", 9),
    one("started", 9),
    one("required", 5),
    one("required", 3),
    one("required", 1),
  ];
  expect(chooseMonth([due, begun, first, second, third])).toEqual([due, begun, first, second]);
});

it("goes to the last day of next month", () => {
  expect(endOfNextMonth("2026-11-24")).toBe("2026-12-31");
  expect(endOfNextMonth("2026-12-01")).toBe("2027-01-31");
  expect(endOfNextMonth("2028-01-31")).toBe("2028-02-29");
});
