import { describe, expect, it } from "vitest";
import { partsOf } from "./parts.ts";

const year = (study: number, meetings: number, outside: number, target = 100) => ({
  study_seconds: study,
  meeting_seconds: meetings,
  outside_seconds: outside,
  target_seconds: target,
});
const shares = (...numbers: [number, number, number, number?]) => partsOf(year(...numbers)).map(({ share }) => share);

describe("the parts of a year", () => {
  it("fill the bar as far as the target is reached", () => {
    expect(shares(25, 10, 5)).toEqual([0.25, 0.1, 0.05]);
  });

  it("fill it whole once there is more than was asked for", () => {
    expect(shares(150, 50, 0)).toEqual([0.75, 0.25, 0]);
  });

  it("are nothing where nothing was studied, and never less than nothing", () => {
    expect(shares(0, 0, 0, 0)).toEqual([0, 0, 0]);
    expect(shares(50, -10, 0)).toEqual([0.5, 0, 0]);
  });
});
