import { expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { barsOf, sayCaps, sayNext } from "./say_caps.ts";

i18n.global.locale.value = "zh";
const row = {
  rule: "lesson_completed",
  amount: 2,
  earned: 4,
  cap: 10,
  week_earned: 12,
  week_cap: null,
  year_earned: 80,
  year_cap: 100,
  still_pays: 2,
};

it("says what a deed pays and each cap there is", () => {
  expect(sayCaps({ amount: 2, daily_cap: 10, weekly_cap: null, yearly_cap: 100 })).toBe(
    "每次 2 分，每天最多 10 分，每年最多 100 分",
  );
  expect(sayCaps({ amount: 10, daily_cap: null, weekly_cap: null, yearly_cap: null })).toBe("每次 10 分");
});

it("shows a bar for each cap and none for what has no cap", () => {
  expect(barsOf(row).map(({ word }) => word)).toEqual(["today", "year"]);
  expect(barsOf({ ...row, cap: null, year_cap: null })).toEqual([]);
});

it("says before acting what the next deed brings, and which cap is full for longest", () => {
  expect(sayNext(row)).toBe("再做一次还能得 2 分");
  expect(sayNext({ ...row, earned: 10, still_pays: 0 })).toBe("今天的已得满，明天再来");
  expect(sayNext({ ...row, earned: 10, year_earned: 100, still_pays: 0 })).toBe("今年的已得满");
  expect(sayNext({ ...row, week_cap: 12, still_pays: 0 })).toBe("本周的已得满，下周一再来");
});
