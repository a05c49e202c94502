import { expect, it } from "vitest";
import { rulesInForce } from "./rules_in_force.ts";

const rule = (name: string, from_day: string, amount: number) => ({ rule: name, from_day, amount, daily_cap: null });

it("takes the latest version that has begun", () => {
  const rules = [
    rule("meeting_attended", "2020-01-01", 10),
    rule("meeting_attended", "2026-06-01", 12),
    rule("meeting_attended", "2027-01-01", 15),
    rule("lesson_completed", "2020-01-01", 2),
    rule("wish_fulfilled", "2027-01-01", 5),
  ];
  expect(rulesInForce(rules, "2026-11-23").map(({ rule: name, amount }) => [name, amount])).toEqual([
    ["meeting_attended", 12],
    ["lesson_completed", 2],
  ]);
});
