import { expect, it } from "vitest";
import type { Entry } from "../core/shapes.ts";
import { byDay } from "./by_day.ts";

let id = 0;
const entry = (changes: Partial<Entry> = {}): Entry =>
  ({ id: ++id, title: "第一课", rule: "studied", day: "2026-11-23", amount: 60, reason: null, ...changes }) as Entry;

const lines = (entries: Entry[]) => byDay(entries).map(({ title, amount }) => [title, amount]);

it("makes one line of a lesson's minutes on a day", () => {
  const other = entry({ title: "第二课" });
  expect(lines([entry(), entry(), entry({ day: "2026-11-22" }), other])).toEqual([
    ["第一课", 120],
    ["第一课", 60],
    ["第二课", 60],
  ]);
});

it("leaves a correction alone", () => {
  expect(lines([entry(), entry({ amount: -30, reason: "重复计入" })])).toEqual([
    ["第一课", 60],
    ["第一课", -30],
  ]);
});
