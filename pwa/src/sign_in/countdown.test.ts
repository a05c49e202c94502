import { expect, it } from "vitest";
import { GRACE_MS, isOver, leftMs, leftShare, startCountdown } from "./countdown.ts";

const countdown = startCountdown(8_000, 10_000, 500);

it("counts down from what the server said was left", () => {
  expect(leftMs(countdown, 500)).toBe(8_000);
  expect(leftMs(countdown, 3_500)).toBe(5_000);
  expect(leftMs(countdown, 99_000)).toBe(0);
});

it("gives the share of the code's whole life, for a bar", () => {
  expect(leftShare(countdown, 500)).toBe(0.8);
  expect(leftShare(countdown, 8_500)).toBe(0);
  expect(leftShare(startCountdown(12_000, 10_000, 0), 0)).toBe(1);
});

it("is over only after the time a phone may need on its way", () => {
  expect(isOver(countdown, 8_500 + GRACE_MS)).toBe(false);
  expect(isOver(countdown, 8_501 + GRACE_MS)).toBe(true);
});
