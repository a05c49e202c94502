import { expect, it } from "vitest";
import { compareHeads, step } from "./compare_heads.ts";

it.each([
  ["", "unknown", 0, null],
  [" ", "unknown", 0, null],
  ["21", "same", 0, 21],
  ["18", "fewer", 3, 18],
  [" 25 ", "more", 4, 25],
  ["0", "fewer", 21, 0],
  ["-3", "wrong", 0, null],
  ["2.5", "wrong", 0, null],
  ["一", "wrong", 0, null],
  ["100001", "wrong", 0, null],
])("compares %j with a list of 21", (typed, kind, by, room) => {
  expect(compareHeads(typed, 21)).toEqual({ kind, by, room });
});

it("steps from the list's count, and never below nobody", () => {
  expect(step("", 1, 21)).toBe("21");
  expect(step("", -1, 21)).toBe("21");
  expect(step("21", 1, 21)).toBe("22");
  expect(step("0", -1, 21)).toBe("0");
});
