import { afterEach, expect, it } from "vitest";
import * as format from "./format.ts";
import { speak } from "./i18n.ts";

// Monday, 23 November 2026, 21:00 in Shanghai.
const NOW = "2026-11-23T13:00:00Z";

afterEach(() => {
  speak("zh");
  format.setTimeZone("Asia/Shanghai");
});

it.each([
  ["2026-11-23T11:00:00Z", "今天 19:00"],
  ["2026-11-24T11:00:00Z", "明天 19:00"],
  ["2026-11-22T11:00:00Z", "昨天 19:00"],
  ["2026-11-27T11:00:00Z", "周五 19:00"],
  ["2026-12-24T11:00:00Z", "12月24日 19:00"],
  ["2027-01-02T11:00:00Z", "2027年1月2日 19:00"],
])("says %s as %s", (moment, said) => {
  expect(format.sayMoment(moment, NOW)).toBe(said);
});

it("says the same in English", () => {
  speak("en");
  expect(format.sayMoment("2026-11-27T11:00:00Z", NOW)).toBe("Friday 19:00");
  expect(format.sayMoment("2026-12-24T11:00:00Z", NOW)).toBe("Dec 24 19:00");
  expect(format.sayDuration(3900)).toBe("1 h 5 min");
});

it("counts days where the organisation lives, not where the phone is", () => {
  expect(format.dayOf("2026-11-23T16:30:00Z")).toBe("2026-11-24");
  format.setTimeZone("America/New_York");
  expect(format.dayOf("2026-11-23T02:30:00Z")).toBe("2026-11-22");
  expect(format.sayDate("2026-11-23", NOW)).toBe("今天");
});

it("says the end of a period once", () => {
  expect(format.sayPeriod("2026-11-23T11:00:00Z", "2026-11-23T12:30:00Z", NOW)).toBe("今天 19:00–20:30");
  expect(format.sayPeriod("2026-11-23T11:00:00Z", "2026-11-24T01:00:00Z", NOW)).toBe("今天 19:00–明天 09:00");
});

it("never rounds hours up, and what is missing makes up the rest", () => {
  expect(format.hours(37_799)).toBe("10.4");
  expect(format.hours(37_800)).toBe("10.5");
  expect(format.hoursLeft(37_799, 32 * 3600)).toBe("21.6");
  expect(format.hoursLeft(40 * 3600, 32 * 3600)).toBe("0");
});

it("says durations and player times", () => {
  expect([42, 1440, 3600, 3900].map(format.sayDuration)).toEqual(["42 秒", "24 分钟", "1 小时", "1 小时 5 分钟"]);
  expect([65, 3725].map(format.clockFace)).toEqual(["1:05", "1:02:05"]);
  expect([5, -3].map(format.signed)).toEqual(["+5", "−3"]);
  expect(format.sayMonth("2026-11")).toBe("11月");
});
