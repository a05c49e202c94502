import { beforeEach, expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { sayAsked, sayDays, saySchedule } from "./say_question.ts";

beforeEach(() => speak("zh"));

it("names a period that moves on, and says days of one's own", () => {
  const days = { first_day: "2031-11-01", last_day: "2031-11-30" };
  expect(sayAsked("last_month", days)).toBe("上月");
  expect(sayAsked("fixed", days)).toBe("2031年11月1日–2031年11月30日");
  expect(sayDays({ first_day: "2031-11-01", last_day: "2031-11-01" })).toBe("2031年11月1日");
});

it.each([
  ["weekly", 1, "每周一", "Every Monday"],
  ["weekly", 7, "每周日", "Every Sunday"],
  ["monthly", 1, "每月 1 日", "On day 1 of each month"],
  ["monthly", 31, "每月最后一天", "On the last day of each month"],
  [null, null, "不定期", "Not by itself"],
] as const)("says %s %s", (schedule, day, zh, en) => {
  expect(saySchedule(schedule, day)).toBe(zh);
  speak("en");
  expect(saySchedule(schedule, day)).toBe(en);
});
