import { expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { fixedLike, ruleOf, sayRule } from "./fixed_day.ts";

it.each([
  ["2026-11-13", "day:13", "weekday:2:5"],
  ["2026-11-01", "day:1", "weekday:1:7"],
  ["2026-11-30", "day:30", "weekday:5:1"],
  ["2026-11-28", "day:28", "weekday:4:6"],
])("a meeting on %s is %s, or %s", (day, byDay, byWeekday) => {
  const fixed = fixedLike(day);
  expect(ruleOf(fixed)).toBe(byDay);
  expect(ruleOf({ ...fixed, by: "weekday" })).toBe(byWeekday);
});

it("says the fixed day as people say it", () => {
  speak("zh");
  expect(sayRule("day:15")).toBe("每月 15 日");
  expect(sayRule("weekday:2:5")).toBe("每月第二个周五");
  speak("en");
  expect(sayRule("weekday:5:7")).toBe("the last Sunday of each month");
  speak("zh");
});
