import { expect, it } from "vitest";
import { i18n } from "../core/i18n.ts";
import { bookAt, periodsOf, sayAmount, sayPeriod, signedAmount, sourceOf } from "./say_entry.ts";

i18n.global.locale.value = "zh";

it("names the periods a day lies in", () => {
  expect(periodsOf("2026-11-23")).toEqual(["2026-11", "2026-Q4", "2026", "all"]);
  expect(periodsOf("2026-01-01")).toEqual(["2026-01", "2026-Q1", "2026", "all"]);
  expect(periodsOf("2026-03-31")[1]).toBe("2026-Q1");
  expect(periodsOf("2026-04-01")[1]).toBe("2026-Q2");
});

it("says a period as people do", () => {
  expect(["2026-11", "2026-Q4", "2026", "all"].map(sayPeriod)).toEqual([
    "2026年11月",
    "2026年第4季度",
    "2026年",
    "累计",
  ]);
});

it("says points and hours with and without a sign", () => {
  expect(signedAmount("points", -10)).toBe("−10");
  expect(signedAmount("hours", 1440)).toBe("+24 分钟");
  expect(sayAmount("points", 28)).toBe("28 分");
  expect(sayAmount("hours", 3900)).toBe("1 小时 5 分钟");
  expect(sayAmount("hours", -360)).toBe("−6 分钟");
});

it("leads to what earned it, where that has a page", () => {
  const of = (kind: string, id: string) => sourceOf({ source: { kind, id }, book: "points" });
  expect(of("lesson", "7")).toBe("/lessons/7");
  expect(of("outside_study", "5/2")).toBe("/outside/5");
  expect(of("manual", "3")).toBe("/manual/3");
  expect(of("sign_in", "12")).toBeUndefined();
  expect(of("lesson", "x")).toBeUndefined();
});

it("leads to one's own book, or to a member's", () => {
  const query = { book: "points", period: "2026" } as const;
  expect(bookAt(query).path).toBe("/me/book");
  expect(bookAt(query, 5)).toEqual({ path: "/people/5/book", query });
});
