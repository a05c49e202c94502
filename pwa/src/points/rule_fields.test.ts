import { expect, it } from "vitest";
import { faultsOf, fieldsOf, toRule } from "./rule_fields.ts";

const now = { rule: "lesson_completed", amount: 2, daily_cap: 10, weekly_cap: null, yearly_cap: 400 };
const fields = fieldsOf(now, "2026-12-01");

it("begins with what holds now, and gives the same back", () => {
  expect(toRule(fields)).toEqual({ ...now, from_day: "2026-12-01" });
  expect(faultsOf(fields, "2026-11-23")).toEqual([]);
});

it("asks for a day to come", () => {
  expect(faultsOf({ ...fields, from_day: "2026-11-23" }, "2026-11-23")).toEqual(["from_day"]);
  expect(faultsOf({ ...fields, from_day: "" }, "2026-11-23")).toEqual(["from_day"]);
});

it("asks for caps that can be reached, each no smaller than the one before", () => {
  expect(faultsOf({ ...fields, daily_cap: "1" }, "2026-11-23")).toEqual(["daily_cap"]);
  expect(faultsOf({ ...fields, weekly_cap: "5" }, "2026-11-23")).toEqual(["weekly_cap"]);
  expect(faultsOf({ ...fields, daily_cap: "", weekly_cap: "5" }, "2026-11-23")).toEqual([]);
  expect(faultsOf({ ...fields, amount: "zwei", yearly_cap: "x" }, "2026-11-23")).toEqual(["amount", "yearly_cap"]);
});
