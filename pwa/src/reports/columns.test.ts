import { beforeEach, expect, it } from "vitest";
import { speak } from "../core/i18n.ts";
import { barWidths, mainColumn, nameOf, sayCell, shortHead, sums } from "./columns.ts";
import type { Column, Row } from "./shapes.ts";

beforeEach(() => speak("zh"));

const column = (name: string, kind: Column["kind"]): Column => ({ name, kind, zh: name, en: name });
const row = (cells: Record<string, unknown>): Row => ({ member_id: null, organisation_id: 1, ...cells });

it.each([
  ["hours", 37_799, "10.4"],
  ["hours", -3600, "−1"],
  ["percent", 0.864, "86%"],
  ["points", 1234, "1,234"],
  ["id", "000123", "000123"],
  ["text", "青枫里支部", "青枫里支部"],
  ["percent", null, "–"],
  ["text", "", "–"],
  ["count", 0, "0"],
] as const)("says a cell of %s: %s as %s", (kind, value, said) => {
  expect(sayCell(row({ it: value }), column("it", kind))).toBe(said);
});

it("shows a share before a total, and a total before the last figure", () => {
  const [name, study, total, last, rate] = [
    column("name", "text"),
    column("study_seconds", "hours"),
    column("total_seconds", "hours"),
    column("people", "count"),
    column("rate", "percent"),
  ];
  expect(mainColumn([name, study, total, last, rate])).toBe(rate);
  expect(mainColumn([name, study, total, last])).toBe(total);
  expect(mainColumn([name, study, last])).toBe(last);
  expect(mainColumn([name])).toBeNull();
});

it("draws shares against the whole and everything else against the largest", () => {
  const rows = [row({ rate: 0.5, points: 5 }), row({ rate: 0.25, points: 10 }), row({ rate: null, points: -3 })];
  expect(barWidths(rows, column("rate", "percent"))).toEqual([0.5, 0.25, 0]);
  expect(barWidths(rows, column("points", "points"))).toEqual([0.5, 1, 0]);
  expect(barWidths([row({ points: 0 })], column("points", "points"))).toEqual([0]);
});

it("adds up hours, points and counts, the total first, but neither shares nor targets", () => {
  const [members, points, total] = [column("members", "count"), column("points", "points"), column("total", "points")];
  const columns = [members, points, total, column("rate", "percent"), column("target_seconds", "hours")];
  const one = row({ members: 1, points: 5, total: 7, rate: 1, target_seconds: 9 });
  expect(sums([one, { ...one, points: -2 }], columns)).toEqual([
    { column: total, sum: 14 },
    { column: members, sum: 2 },
    { column: points, sum: 3 },
  ]);
});

it("names a row by its person, or by its place where places are compared", () => {
  const columns = [column("branch_name", "text"), column("card_number", "id"), column("name", "text")];
  expect(nameOf(columns, false)?.name).toBe("name");
  expect(nameOf(columns, true)?.name).toBe("branch_name");
});

it("leaves the unit out of a head where the figure stands beside it", () => {
  expect(shortHead("学习（小时）")).toBe("学习");
  expect(shortHead("Study (hours)")).toBe("Study");
  expect(shortHead("人数")).toBe("人数");
});
