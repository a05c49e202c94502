import { expect, it } from "vitest";
import { faultsOf, fieldsOf, nextMonthsFirst, partRules, stretchesOf, timesOf, toRule, type Rule } from "./rules.ts";

const rule = (from_day: string, absent_after_minutes: number | null = 60): Rule => ({
  from_day,
  opens_before_minutes: 30,
  late_after_minutes: 10,
  absent_after_minutes,
  leaves_early_minutes: 5,
});
const EVENING = { starts: Date.parse("2026-11-24T19:00:00+08:00"), ends: Date.parse("2026-11-24T20:30:00+08:00") };
const clock = (moment: number | null) => moment && new Date(moment + 8 * 3_600_000).toISOString().slice(11, 16);

it("tells the rule in force from those to come and those before", () => {
  const [next, now, before] = [rule("2027-01-01"), rule("2026-11-24"), rule("2020-01-01")];
  expect(partRules([next, now, before], "2026-11-24")).toEqual({ coming: [next], now, past: [before] });
  expect(partRules([next], "2026-11-24").now).toBeNull();
});

it("says when a meeting opens, and from when one is late, absent, or gone early", () => {
  const { opens, late, absent, early } = timesOf(rule("2026-01-01"), EVENING);
  expect([opens, late, absent, early].map(clock)).toEqual(["18:30", "19:10", "20:00", "20:25"]);
});

it("cuts the evening where the rule cuts it, and nowhere behind its end", () => {
  const shares = (absent: number | null) =>
    stretchesOf(timesOf(rule("2026-01-01", absent), EVENING), EVENING.ends).map(({ kind, share }) => [
      kind,
      share * 120,
    ]);
  const cut = (absent: number | null) => shares(absent).map(([kind, minutes]) => [kind, Math.round(Number(minutes))]);
  expect(cut(60)).toEqual([
    ["on_time", 40],
    ["late", 50],
    ["absent", 30],
  ]);
  expect(cut(null)).toEqual(cut(120));
});

it("sends a rule as it was read", () => {
  for (const absent of [60, null])
    expect(toRule(fieldsOf(rule("2026-01-01", absent), "2026-12-01"))).toEqual(rule("2026-12-01", absent));
});

it("refuses days that have begun, halves of minutes, and absent before late", () => {
  const sound = fieldsOf(rule("2026-01-01"), "2026-12-01");
  expect(faultsOf(sound, "2026-11-24")).toEqual([]);
  expect(faultsOf({ ...sound, absent: "" }, "2026-11-24")).toEqual([]);
  expect(faultsOf({ ...sound, from_day: "2026-11-24" }, "2026-11-24")).toEqual(["from_day"]);
  expect(faultsOf({ ...sound, late: "2.5", early: "1441" }, "2026-11-24")).toEqual(["late", "early"]);
  expect(faultsOf({ ...sound, absent: "10" }, "2026-11-24")).toEqual(["absent"]);
});

it("offers the first of the next month", () => {
  expect(["2026-11-24", "2026-12-31"].map(nextMonthsFirst)).toEqual(["2026-12-01", "2027-01-01"]);
});
