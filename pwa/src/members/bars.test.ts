import { expect, it } from "vitest";
import { bars } from "./bars.ts";
import { signedDuration } from "./signed_duration.ts";

const month = (name: string, seconds: number) => ({ month: name, seconds });

it("measures every month by the highest", () => {
  const heights = bars([month("2026-01", 3600), month("2026-02", 7200), month("2026-03", 0)]).map(
    ({ height }) => height,
  );
  expect(heights).toEqual([0.5, 1, 0]);
});

it("stays flat in a year without hours, and below zero", () => {
  expect(bars([month("2026-01", 0), month("2026-02", -60)]).map(({ height }) => height)).toEqual([0, 0]);
});

it("writes a correction with a minus", () => {
  expect([signedDuration(1440), signedDuration(-360)]).toEqual(["+24 分钟", "−6 分钟"]);
});
