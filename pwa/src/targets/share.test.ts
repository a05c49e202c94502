import { expect, it } from "vitest";
import { shareOf } from "./share.ts";

it("rounds to a tenth", () => {
  expect(shareOf({ met: 2, members: 3 })).toBe(66.7);
  expect(shareOf({ met: 1, members: 2 })).toBe(50);
});

it("says all and none only where that is so", () => {
  expect(shareOf({ met: 5, members: 5 })).toBe(100);
  expect(shareOf({ met: 9999, members: 10000 })).toBe(99.9);
  expect(shareOf({ met: 1, members: 100000 })).toBe(0.1);
  expect(shareOf({ met: 0, members: 5 })).toBe(0);
  expect(shareOf({ met: 0, members: 0 })).toBe(0);
});
