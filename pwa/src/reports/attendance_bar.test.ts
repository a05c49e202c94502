import { expect, it } from "vitest";
import { muchByHand, remarksOf, segmentsOf } from "./attendance_bar.ts";
import type { AttendanceRow } from "./shapes.ts";

const none = { A: 0, B: 0, C: 0, D: 0 };

it("shares the bar among the kinds of marks, of all who were expected", () => {
  expect(segmentsOf({ expected: 20, assurances: { A: 8, B: 2, C: 1, D: 4 } })).toEqual([
    { kind: "sure", width: 0.5 },
    { kind: "claimed", width: 0.05 },
    { kind: "by_hand", width: 0.2 },
  ]);
});

it("draws nothing where nobody came or was expected", () => {
  expect(segmentsOf({ expected: 0, assurances: none })).toEqual([]);
  expect(segmentsOf({ expected: 20, assurances: none })).toEqual([]);
});

it.each([
  [0.2, true],
  [0.1999, false],
  [1, true],
  [0, false],
  [null, false],
])("a share of %s by hand is much: %s", (share_d, much) => {
  expect(muchByHand({ share_d })).toBe(much);
});

it("remarks on what there is", () => {
  const row = { late: 2, left_early: 0, on_leave: 0, absent: 1, undecided: 0, corrections: 3 } as AttendanceRow;
  expect(remarksOf(row)).toEqual([
    { word: "late", count: 2 },
    { word: "absent", count: 1 },
    { word: "corrections", count: 3 },
  ]);
});
