import { expect, it } from "vitest";
import { rulesByTime } from "./rules_in_force.ts";

const rule = (name: string, from_day: string, amount: number) => ({ rule: name, from_day, amount });

it("holds by the latest version that has begun; the others come or were", () => {
  const rules = [
    rule("meeting_attended", "2020-01-01", 10),
    rule("meeting_attended", "2026-06-01", 12),
    rule("meeting_attended", "2027-01-01", 15),
    rule("lesson_completed", "2020-01-01", 2),
    rule("wish_fulfilled", "2026-12-01", 5),
  ];
  const { now, coming, past } = rulesByTime(rules, "2026-11-23");
  expect(now.map(({ rule: name, amount }) => [name, amount])).toEqual([
    ["meeting_attended", 12],
    ["lesson_completed", 2],
  ]);
  expect(coming.map(({ amount }) => amount)).toEqual([5, 15]);
  expect(past.map(({ amount }) => amount)).toEqual([10]);
});

it("changes on the day itself", () => {
  const rules = [rule("lesson_completed", "2020-01-01", 2), rule("lesson_completed", "2026-11-23", 3)];
  expect(rulesByTime(rules, "2026-11-22").now[0]!.amount).toBe(2);
  expect(rulesByTime(rules, "2026-11-23").now[0]!.amount).toBe(3);
});
